package io.assay.comparison;

import io.assay.cost.PairEstimate;

/** Two independent values whose variances may differ (Welch 1947), each with its standard error and degrees of freedom. */
record Welch(
        double candidate,
        double candidateError,
        double candidateDegrees,
        double baseline,
        double baselineError,
        double baselineDegrees) {

    PairEstimate estimate() {
        double ratio = candidate / baseline;
        return new PairEstimate(
                candidate,
                baseline,
                candidate - baseline,
                Math.hypot(candidateError, baselineError),
                baselineError,
                baseline == 0 ? Double.NaN : Math.signum(baseline) * (ratio - 1),
                Math.hypot(candidateError, ratio * baselineError) / Math.abs(baseline),
                Double.NaN,
                Double.NaN);
    }

    /** Satterthwaite's, of the shares of the variance so that nothing over- or underflows. */
    double degreesOfFreedom() {
        double standardError = Math.hypot(candidateError, baselineError);
        double candidateShare = Math.pow(candidateError / standardError, 2);
        double baselineShare = Math.pow(baselineError / standardError, 2);
        return 1
                / (candidateShare * candidateShare / candidateDegrees
                        + baselineShare * baselineShare / baselineDegrees);
    }
}
