package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/**
 * How surprising the true order of a list is, if items are drawn one after the other by the softmax of the scores of
 * those that are left. Items of equal relevance are taken in the order in which they are given.
 */
public final class ListMleLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("list_mle_loss", Family.RANKING)
            .summary(
                    "How surprising the true order of a list is, drawn item by item by the softmax of the scores left.")
            .formula("Σ_i (log Σ_{j ≥ i} exp(s_j) − s_i), items by falling relevance, equal ones in the order given")
            .label(NON_NEGATIVE)
            .prediction(FINITE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Linear in how far the scores are from the true order; every place counts alike.")
            .choose("The whole order is known and matters, not only its top.")
            .reference("Xia et al. 2008")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (!Ranking.areItems(label, prediction, FINITE)) {
            return Double.NaN;
        }
        int[] order = Ranking.order(label);
        double following = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int i = order.length - 1; i >= 0; i--) {
            double score = prediction.at(order[i]);
            sum += Primitives.softplus(following - score);
            following = Primitives.logAddExp(following, score);
        }
        return sum;
    }
}
