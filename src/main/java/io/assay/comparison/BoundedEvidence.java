package io.assay.comparison;

import io.assay.cost.BoundedScale;
import io.assay.cost.StudentT;

/**
 * Student's t on a {@link BoundedScale}, told as the difference of a value from a limit.
 *
 * @param value inside the bounds of the scale
 */
record BoundedEvidence(
        BoundedScale scale, double value, double standardError, double degreesOfFreedom, double limit, String method)
        implements Evidence {

    @Override
    public String test() {
        return Double.isInfinite(degreesOfFreedom) ? "z-test on the logit scale" : "t-test on the logit scale";
    }

    @Override
    public double lower(double alpha) {
        return bound(-StudentT.upperPoint(alpha, degreesOfFreedom));
    }

    @Override
    public double upper(double alpha) {
        return bound(StudentT.upperPoint(alpha, degreesOfFreedom));
    }

    private double bound(double distance) {
        return scale.from(scale.at(value) + distance * scale.error(value, standardError)) - limit;
    }

    /** How far the value is above a number, in standard errors. */
    private double above(double number) {
        return (scale.at(value) - scale.at(number)) / scale.error(value, standardError);
    }

    @Override
    public double pValue() {
        return StudentT.bothTails(above(limit), degreesOfFreedom);
    }

    @Override
    public double atMost(double difference) {
        return StudentT.upperTail(above(limit + difference), degreesOfFreedom);
    }

    @Override
    public double atLeast(double difference) {
        return StudentT.upperTail(-above(limit + difference), degreesOfFreedom);
    }
}
