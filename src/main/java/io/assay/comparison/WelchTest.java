package io.assay.comparison;

import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.PairEstimate;

/** Welch's comparison (1947) of two independent costs, whose variances may differ. */
record WelchTest(Aggregate aggregate, CostTally candidate, CostTally baseline) {

    PairEstimate estimate() {
        double candidateCost = aggregate.value(candidate);
        double baselineCost = aggregate.value(baseline);
        double candidateError = aggregate.standardError(candidate);
        double baselineError = aggregate.standardError(baseline);
        double ratio = candidateCost / baselineCost;
        return new PairEstimate(
                candidateCost,
                baselineCost,
                candidateCost - baselineCost,
                Math.hypot(candidateError, baselineError),
                baselineError,
                baselineCost == 0 ? Double.NaN : Math.signum(baselineCost) * (ratio - 1),
                Math.hypot(candidateError, ratio * baselineError) / Math.abs(baselineCost),
                Double.NaN,
                Double.NaN);
    }

    Evidence evidence(Units units) {
        PairEstimate estimate = estimate();
        if (!aggregate.isSmooth()) {
            return new Evidence.None("none: a " + aggregate.name() + " is not read from sums");
        }
        if (Double.isNaN(estimate.standardError())) {
            return new Evidence.None("none: fewer than two units");
        }
        if (estimate.standardError() == 0) {
            return new Evidence.Constant(estimate.difference(), "constant losses");
        }
        double effective = Math.min(candidate.effectiveUnits(), baseline.effectiveUnits());
        String method = units == Units.CLUSTERS ? "Welch CR1 t" + Comparer.fewClusters(effective) : "Welch t";
        return new StudentEvidence(estimate.difference(), estimate.standardError(), degreesOfFreedom(estimate), method);
    }

    /** Satterthwaite's, of the shares of the variance so that nothing over- or underflows. */
    private double degreesOfFreedom(PairEstimate estimate) {
        double candidateShare = Math.pow(aggregate.standardError(candidate) / estimate.standardError(), 2);
        double baselineShare = Math.pow(aggregate.standardError(baseline) / estimate.standardError(), 2);
        return 1
                / (candidateShare * candidateShare / (candidate.units() - 1)
                        + baselineShare * baselineShare / (baseline.units() - 1));
    }
}
