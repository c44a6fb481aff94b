package io.assay.comparison;

/** Of two bounds the farther one, and of two p-values the larger: what both say. */
record WiderEvidence(Evidence one, Evidence other) implements Evidence {

    @Override
    public String test() {
        return one.test();
    }

    @Override
    public double lower(double alpha) {
        return Math.min(one.lower(alpha), other.lower(alpha));
    }

    @Override
    public double upper(double alpha) {
        return Math.max(one.upper(alpha), other.upper(alpha));
    }

    @Override
    public double pValue() {
        return Math.max(one.pValue(), other.pValue());
    }

    @Override
    public double atMost(double limit) {
        return Math.max(one.atMost(limit), other.atMost(limit));
    }

    @Override
    public double atLeast(double limit) {
        return Math.max(one.atLeast(limit), other.atLeast(limit));
    }

    @Override
    public String method() {
        return one.method();
    }
}
