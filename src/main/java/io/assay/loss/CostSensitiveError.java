package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** What a decision at a threshold costs, when missing a positive and raising a false alarm cost differently. */
public final class CostSensitiveError implements Loss {

    private static final Definition DEFINITION = Definition.of("cost_sensitive_error", Family.COST)
            .summary("What a decision at a threshold costs: fn_cost for a missed positive, fp_cost for a false alarm.")
            .formula("fn_cost if y = 1 and p < threshold; fp_cost if y = 0 and p ≥ threshold; else 0")
            .label(BINARY)
            .prediction(PROBABILITY)
            .required("fn_cost", NON_NEGATIVE)
            .required("fp_cost", NON_NEGATIVE)
            .parameter("threshold", 0.5, FINITE)
            .convexity(Convexity.QUASI_CONVEX)
            .shorthand("expected_cost", "mean")
            .outliers("A confident mistake costs what any mistake on its side of the threshold costs.")
            .choose("Decisions are made at a threshold and the cost of either mistake is known.")
            .reference("Elkan 2001; the best threshold is fp_cost / (fp_cost + fn_cost)")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double fnCost, double fpCost, double threshold) {
        double probability = Primitives.probability(prediction);
        if (!BINARY.contains(label)
                || !NON_NEGATIVE.contains(fnCost)
                || !NON_NEGATIVE.contains(fpCost)
                || !FINITE.contains(threshold)
                || Double.isNaN(probability)) {
            return Double.NaN;
        }
        boolean predicted = probability >= threshold;
        if (predicted == (label == 1)) {
            return 0;
        }
        // A cost of -0.0 is 0.
        return Math.abs(predicted ? fpCost : fnCost);
    }
}
