package io.assay.comparison;

import io.assay.cost.ClusterDifferences;
import io.assay.cost.Signs;

/**
 * A median of differences at all looks at once, where clusters may have come on several run dates: the statistic is that of
 * {@link ClusterMedianEvidence}, and evidence that of {@link RecurringEvidence}.
 *
 * @param differences of all rows so far, by cluster
 * @param sequence at as much information on the share of differences beyond the median as there is: at every limit the same,
 *     since a limit that nearly all lie beyond is no reason to have seen less
 */
record RecurringMedianEvidence(ClusterDifferences differences, ConfidenceSequence sequence, String method)
        implements AnytimeEvidence, MedianBounds {

    private double logEvidence(Signs signs) {
        double normal = RecurringEvidence.normal(signs.statistic(), signs.degreesOfFreedom());
        return sequence.logEvidenceAbove(normal);
    }

    private boolean isRefuted(Signs signs, double alpha) {
        return logEvidence(signs) >= -Math.log(alpha);
    }

    @Override
    public double lower(double alpha) {
        return differences.lowerBound(signs -> isRefuted(signs, alpha));
    }

    @Override
    public double upper(double alpha) {
        return differences.upperBound(signs -> isRefuted(signs, alpha));
    }

    @Override
    public double standardErrors(double alpha) {
        double degreesOfFreedom = differences.above(0).degreesOfFreedom();
        return RecurringEvidence.stretched(sequence.oneSidedReach(alpha), degreesOfFreedom);
    }

    @Override
    public double pValue() {
        return ConfidenceSequence.pValue(logEValue());
    }

    @Override
    public double logEValue() {
        return SignSequence.mean(logEvidence(differences.above(0)), logEvidence(differences.below(0)));
    }

    @Override
    public double atMost(double limit) {
        return ConfidenceSequence.pValue(logEvidence(differences.above(limit)));
    }

    @Override
    public double atLeast(double limit) {
        return ConfidenceSequence.pValue(logEvidence(differences.below(limit)));
    }
}
