package io.assay.comparison;

/**
 * What has been seen of a difference of bounded losses, where one looks after every run ({@link BernsteinSequence}).
 *
 * @param method which bounds these are, and how often one has looked
 * @param shortfall why they are no ground for a verdict; empty if they are one
 */
record BernsteinEvidence(BernsteinSequence sequence, String method, String shortfall) implements AnytimeEvidence {

    @Override
    public double lower(double alpha) {
        return sequence.lower(alpha);
    }

    @Override
    public double upper(double alpha) {
        return sequence.upper(alpha);
    }

    @Override
    public double pValue() {
        double evidence = Math.max(sequence.logEvidenceAbove(0), sequence.logEvidenceBelow(0));
        return Math.min(1, 2 * Math.exp(-evidence));
    }

    /** The mean of the e-values of either side; that of the greatest ones so far would be no e-value. */
    @Override
    public double logEValue() {
        double above = sequence.logEvidenceOfLook(1);
        double below = sequence.logEvidenceOfLook(-1);
        double most = Math.max(above, below);
        return most + Math.log((Math.exp(above - most) + Math.exp(below - most)) / 2);
    }

    @Override
    public double atMost(double limit) {
        return ConfidenceSequence.pValue(sequence.logEvidenceAbove(limit));
    }

    @Override
    public double atLeast(double limit) {
        return ConfidenceSequence.pValue(sequence.logEvidenceBelow(limit));
    }
}
