package io.assay.loss;

import static io.assay.loss.Domain.PROBABILITY;

/** How little two distributions overlap; infinite where they share nothing. */
public final class BhattacharyyaDistance implements Loss {

    private static final Definition DEFINITION = Definition.of("bhattacharyya_distance", Family.DIVERGENCE)
            .summary("How little two distributions overlap: 0 for equal ones, infinite for those that share nothing.")
            .formula("−log Σ √(y_k·p_k)")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Infinite only where nothing at all is shared.")
            .choose("The overlap of distributions bounds the error of telling them apart.")
            .reference("Bhattacharyya 1943; half of renyi_divergence with alpha 0.5")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (!Distributions.areComparable(label, prediction)) {
            return Double.NaN;
        }
        double overlap = 0;
        for (int k = 0; k < label.size(); k++) {
            overlap += Math.sqrt(Primitives.probability(label.at(k)))
                    * Math.sqrt(Primitives.probability(prediction.at(k)));
        }
        // 1 − overlap keeps its digits where the distributions are close.
        return overlap > 0.5
                ? -StrictMath.log1p(-Distributions.squaredHellinger(label, prediction))
                : -StrictMath.log(overlap);
    }
}
