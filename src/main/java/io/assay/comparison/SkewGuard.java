package io.assay.comparison;

import io.assay.cost.StudentT;

/**
 * Student's t guarded against skewness: of its bounds and those of Hall's transformation (1992) the wider ones. Hall's
 * alone would be too narrow for sparse differences, Student's alone is too narrow on the long side of a skewed mean.
 *
 * @param student the unguarded evidence
 * @param skewness of the units
 * @param units their number
 */
record SkewGuard(StudentEvidence student, double skewness, long units) implements Evidence {

    @Override
    public String test() {
        return student.test();
    }

    @Override
    public double lower(double alpha) {
        return Math.min(student.lower(alpha), hallLower(alpha));
    }

    @Override
    public double upper(double alpha) {
        return Math.max(student.upper(alpha), hallUpper(alpha));
    }

    /** Hall's bound from below. */
    double hallLower(double alpha) {
        return student.difference() - deviation() * straightened(point(alpha));
    }

    /** Hall's bound from above. */
    double hallUpper(double alpha) {
        return student.difference() - deviation() * straightened(-point(alpha));
    }

    @Override
    public double pValue() {
        return student.pValue();
    }

    @Override
    public double atMost(double limit) {
        return Math.max(student.atMost(limit), StudentT.upperTail(transformed(limit), student.degreesOfFreedom()));
    }

    @Override
    public double atLeast(double limit) {
        return Math.max(student.atLeast(limit), StudentT.upperTail(-transformed(limit), student.degreesOfFreedom()));
    }

    @Override
    public String method() {
        return student.method() + " with Hall skew guard";
    }

    private double deviation() {
        return student.standardError() * Math.sqrt((double) units);
    }

    private double point(double alpha) {
        return StudentT.upperPoint(alpha, student.degreesOfFreedom()) / Math.sqrt((double) units);
    }

    /** h(u) = (3/γ)[(1 + γ(u − γ/(6n)))^⅓ − 1]; u without skewness. */
    private double straightened(double u) {
        double shifted = u - skewness / (6.0 * units);
        double x = skewness * shifted;
        if (x == 0) {
            return shifted;
        }
        double root = x > -0.5 ? Math.expm1(Math.log1p(x) / 3) : Math.cbrt(1 + x) - 1;
        return 3 / skewness * root;
    }

    /** √n times the inverse of h, at the studentised distance from {@code limit}; a t statistic. */
    private double transformed(double limit) {
        double v = (student.difference() - limit) / deviation();
        double g = v + skewness * v * v / 3 + skewness * skewness * v * v * v / 27 + skewness / (6.0 * units);
        return Math.sqrt((double) units) * g;
    }
}
