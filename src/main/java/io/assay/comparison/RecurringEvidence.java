package io.assay.comparison;

import io.assay.cost.StudentT;

/**
 * What has been seen of a difference so far, where units may have come on several run dates: as {@link SequentialEvidence}, but
 * the standard error is that of some dozens of buckets of units, so that a distance counts as many standard errors as has the
 * normal point with the tail of Student's t.
 *
 * @param difference over all rows so far
 * @param standardError of it, from bucket to bucket
 * @param degreesOfFreedom buckets − 1
 * @param sequence at as much information as there is
 * @param method how the standard error was found, and how often one has looked
 */
record RecurringEvidence(
        double difference, double standardError, double degreesOfFreedom, ConfidenceSequence sequence, String method)
        implements AnytimeEvidence {

    /** Beyond it tails are about to leave the doubles, and more evidence would change nothing. */
    private static final double FAR = 35;

    @Override
    public double lower(double alpha) {
        return difference - stretched(sequence.oneSidedReach(alpha)) * standardError;
    }

    @Override
    public double upper(double alpha) {
        return difference + stretched(sequence.oneSidedReach(alpha)) * standardError;
    }

    @Override
    public double pValue() {
        return ConfidenceSequence.pValue(logEValue());
    }

    @Override
    public double logEValue() {
        return sequence.logEvidence(normal(difference / standardError));
    }

    @Override
    public double atMost(double limit) {
        return ConfidenceSequence.pValue(sequence.logEvidenceAbove(normal((difference - limit) / standardError)));
    }

    @Override
    public double atLeast(double limit) {
        return ConfidenceSequence.pValue(sequence.logEvidenceAbove(normal((limit - difference) / standardError)));
    }

    private double stretched(double z) {
        return stretched(z, degreesOfFreedom);
    }

    /** The point of Student's t with the tail of a normal one. */
    static double stretched(double z, double degreesOfFreedom) {
        double tail = StudentT.normalUpperTail(Math.min(FAR, z));
        return StudentT.upperPoint(tail, degreesOfFreedom);
    }

    private double normal(double t) {
        return normal(t, degreesOfFreedom);
    }

    /** The normal point with the tail of one of Student's t. */
    static double normal(double t, double degreesOfFreedom) {
        double tail = StudentT.upperTail(Math.abs(t), degreesOfFreedom);
        double z = tail > 0 ? Math.min(FAR, StudentT.normalUpperPoint(tail)) : FAR;
        return Math.copySign(z, t);
    }
}
