package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * How far two histograms have drifted apart: the divergences both ways, added. A row is a pair of histograms, not an
 * example.
 */
public final class PopulationStabilityIndex implements Loss {

    private static final Definition DEFINITION = Definition.of("population_stability_index", Family.DIVERGENCE)
            .summary(
                    "How far two histograms have drifted apart: the divergences both ways, added. A row is a pair of histograms.")
            .formula("Σ (y_k − p_k)·log(y_k/p_k), both at least eps")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .parameter("eps", 1e-4, NON_NEGATIVE)
            .relation(Relation.below("eps", 0.5))
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .zeroAtEquality()
            .symmetric()
            .outliers("A bin that is empty on one side only counts as eps there; with eps 0 it is infinite.")
            .choose(
                    "Inputs or scores of two periods are binned alike and their drift is watched; 0.1 is often called small.")
            .peers("Tools differ in how they fill empty bins; here each is at least eps and nothing is scaled again.")
            .shorthand("psi", "mean")
            .reference("The symmetric Kullback-Leibler divergence (Jeffreys)")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double eps) {
        if (!Distributions.areComparable(label, prediction) || !(eps >= 0 && eps < 0.5)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            double y = Math.max(Primitives.probability(label.at(k)), eps);
            double p = Math.max(Primitives.probability(prediction.at(k)), eps);
            sum += y == p ? 0 : (y - p) * Distributions.logRatio(y, p);
        }
        return sum;
    }
}
