package io.assay.cost;

/**
 * Two costs on the same rows and how far apart they are.
 *
 * @param candidate the candidate's cost
 * @param baseline the baseline's cost
 * @param difference candidate − baseline
 * @param standardError of the difference; NaN with fewer than two units
 * @param baselineStandardError of the baseline's cost
 * @param relative candidate / baseline − 1
 * @param relativeStandardError of {@code relative}
 * @param skewness of the units' residuals D − θW, θ being the mean difference; NaN where undefined
 * @param largestShare the largest unit's share of the squared residuals; NaN where undefined
 */
public record PairEstimate(
        double candidate,
        double baseline,
        double difference,
        double standardError,
        double baselineStandardError,
        double relative,
        double relativeStandardError,
        double skewness,
        double largestShare) {

    static PairEstimate unknown() {
        double none = Double.NaN;
        return new PairEstimate(none, none, none, none, none, none, none, none, none);
    }
}
