package io.assay.comparison;

/**
 * Evidence on a difference that may be as far from the exact one as {@code bound}, beside all chance: bounds are wider by as much,
 * and p-values are those of the least favourable difference that is possible.
 */
record InexactEvidence(Evidence evidence, double bound) implements Evidence {

    /** The evidence itself where the bound is 0, or NaN because there is none. */
    static Evidence of(Evidence evidence, double bound) {
        return bound > 0 ? new InexactEvidence(evidence, bound) : evidence;
    }

    @Override
    public double lower(double alpha) {
        return evidence.lower(alpha) - bound;
    }

    @Override
    public double upper(double alpha) {
        return evidence.upper(alpha) + bound;
    }

    /** Twice the smaller of the one-sided ones, of a difference of at most and of at least 0. */
    @Override
    public double pValue() {
        return Math.min(1, 2 * Math.min(atMost(0), atLeast(0)));
    }

    @Override
    public double atMost(double limit) {
        return evidence.atMost(limit + bound);
    }

    @Override
    public double atLeast(double limit) {
        return evidence.atLeast(limit - bound);
    }

    @Override
    public String test() {
        return evidence.test();
    }

    @Override
    public String method() {
        return evidence.method() + ", at most " + Figures.text(bound) + " off";
    }
}
