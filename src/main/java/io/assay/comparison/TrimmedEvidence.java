package io.assay.comparison;

import io.assay.cost.TrimmedMean;

/**
 * A trimmed mean by Student's t (Tukey and McLaughlin 1963). Where the mean itself is known between two bounds only, each claim
 * is made from the bound that is less in its favour.
 */
record TrimmedEvidence(TrimmedMean mean, String method) implements Evidence {

    private StudentEvidence at(double value) {
        return new StudentEvidence(value, mean.standardError(), mean.degreesOfFreedom(), method);
    }

    @Override
    public String test() {
        return "Tukey and McLaughlin's t-test";
    }

    @Override
    public double lower(double alpha) {
        return at(mean.bounds().lower()).lower(alpha);
    }

    @Override
    public double upper(double alpha) {
        return at(mean.bounds().upper()).upper(alpha);
    }

    @Override
    public double pValue() {
        return Math.min(1, 2 * Math.min(atMost(0), atLeast(0)));
    }

    @Override
    public double atMost(double limit) {
        return at(mean.bounds().lower()).atMost(limit);
    }

    @Override
    public double atLeast(double limit) {
        return at(mean.bounds().upper()).atLeast(limit);
    }
}
