package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The distance of two distributions over ordered values by the squares of the differences of their cumulative sums.
 */
public final class EnergyDistance1d implements Loss {

    private static final Definition DEFINITION = Definition.of("energy_distance_1d", Family.DIVERGENCE)
            .summary(
                    "The distance of two distributions over ordered values, by squared differences of cumulative sums.")
            .formula("√(2·Σ (Y_k − P_k)²·(x_{k+1} − x_k)), x the positions, 0 … K−1 if left out")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .optionalArray("positions", FINITE)
            .relation(Relation.sameLength("label", "prediction", "positions"))
            .relation(Distributions.positionsInOrder())
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .outliers("Grows with the root of how far probability is from where it should be.")
            .choose("As wasserstein_1d, with less weight on far moves of little probability.")
            .reference("scipy energy_distance")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, Doubles positions) {
        if (!Distributions.areComparable(label, prediction) || !Distributions.arePositions(positions, label.size())) {
            return Double.NaN;
        }
        double[] differences = Distributions.cumulativeDifferences(label, prediction);
        double sum = 0;
        for (int k = 0; k < differences.length; k++) {
            sum += differences[k] * differences[k] * Distributions.gap(positions, k);
        }
        return Math.sqrt(2 * sum);
    }
}
