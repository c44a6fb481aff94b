package io.assay.comparison;

import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.PairEstimate;

/** Welch's comparison (1947) of two independent costs, whose variances may differ. */
record WelchTest(Aggregate aggregate, CostTally candidate, CostTally baseline) {

    private Welch welch() {
        return new Welch(
                aggregate.value(candidate),
                aggregate.standardError(candidate),
                candidate.units() - 1.0,
                aggregate.value(baseline),
                aggregate.standardError(baseline),
                baseline.units() - 1.0);
    }

    PairEstimate estimate() {
        return welch().estimate();
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
        return new StudentEvidence(estimate.difference(), estimate.standardError(), welch().degreesOfFreedom(), method);
    }
}
