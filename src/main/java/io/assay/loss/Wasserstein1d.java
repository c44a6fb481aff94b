package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.PROBABILITY;

/** The work of moving one distribution over ordered values onto another: probability times the way it goes. */
public final class Wasserstein1d implements Loss {

    private static final Definition DEFINITION = Definition.of("wasserstein_1d", Family.DIVERGENCE)
            .summary("The work of moving one distribution over ordered values onto another: probability times way.")
            .formula("Σ |Y_k − P_k|·(x_{k+1} − x_k), Y and P the cumulative sums, x the positions, 0 … K−1 if left out")
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
            .outliers("Grows with how far probability is from where it should be, linearly.")
            .choose("Classes are ordered or have places, and a near miss is to cost less than a far one.")
            .peers("scipy wasserstein_distance scales its weights to a sum of 1.")
            .shorthand("earth_movers_distance", "mean")
            .reference("scipy wasserstein_distance")
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
            sum += Math.abs(differences[k]) * Distributions.gap(positions, k);
        }
        return sum;
    }
}
