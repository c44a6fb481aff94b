package io.assay.comparison;

import io.assay.cost.StudentT;

/** Student's t: the difference over its standard error. */
record StudentEvidence(double difference, double standardError, double degreesOfFreedom, String method)
        implements Evidence {

    @Override
    public String test() {
        if (method.startsWith("Welch")) {
            return "Welch's t-test";
        }
        String distribution = Double.isInfinite(degreesOfFreedom) ? "z-test" : "t-test";
        return method.startsWith("paired") ? "paired " + distribution : distribution;
    }

    @Override
    public double lower(double alpha) {
        return difference - StudentT.upperPoint(alpha, degreesOfFreedom) * standardError;
    }

    @Override
    public double upper(double alpha) {
        return difference + StudentT.upperPoint(alpha, degreesOfFreedom) * standardError;
    }

    @Override
    public double pValue() {
        return StudentT.bothTails(difference / standardError, degreesOfFreedom);
    }

    @Override
    public double atMost(double limit) {
        return StudentT.upperTail((difference - limit) / standardError, degreesOfFreedom);
    }

    @Override
    public double atLeast(double limit) {
        return StudentT.upperTail((limit - difference) / standardError, degreesOfFreedom);
    }
}
