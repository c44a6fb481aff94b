package io.assay.comparison;

/**
 * What has been seen of a difference so far, where one looks after every run: bounds and p-values hold at all looks at once
 * ({@link ConfidenceSequence}).
 *
 * @param difference over all units so far
 * @param standardError of it
 * @param sequence for as many units
 * @param method how the standard error was found, and how often one has looked
 */
record SequentialEvidence(double difference, double standardError, ConfidenceSequence sequence, String method)
        implements AnytimeEvidence {

    @Override
    public double lower(double alpha) {
        return difference - sequence.oneSidedReach(alpha) * standardError;
    }

    @Override
    public double upper(double alpha) {
        return difference + sequence.oneSidedReach(alpha) * standardError;
    }

    @Override
    public double pValue() {
        return ConfidenceSequence.pValue(logEValue());
    }

    @Override
    public double logEValue() {
        return sequence.logEvidence(difference / standardError);
    }

    @Override
    public double atMost(double limit) {
        return ConfidenceSequence.pValue(sequence.logEvidenceAbove((difference - limit) / standardError));
    }

    @Override
    public double atLeast(double limit) {
        return ConfidenceSequence.pValue(sequence.logEvidenceAbove((limit - difference) / standardError));
    }
}
