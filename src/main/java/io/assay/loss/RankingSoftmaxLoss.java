package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/**
 * How surprising the relevant items are under the softmax of the scores of a list, weighted by relevance
 * (ListNet-like).
 */
public final class RankingSoftmaxLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("ranking_softmax_loss", Family.RANKING)
            .summary(
                    "How surprising the relevant items of a list are under the softmax of its scores, weighted by relevance.")
            .formula("Σ_i relevance_i·(log Σ exp(s) − s_i)")
            .label(NON_NEGATIVE)
            .prediction(FINITE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Linear in how far a relevant item is behind the leader.")
            .choose("A list has a few relevant items, and their scores should stand out as probabilities would.")
            .peers("Relevances are taken as they are; ListNet divides them by their sum, or takes their softmax.")
            .reference("Optax ranking_softmax_loss; Cao et al. 2007")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (!Ranking.areItems(label, prediction, FINITE)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < label.size(); i++) {
            double surprise = label.at(i) == 0 ? 0 : Primitives.negativeLogSoftmax(prediction, i);
            sum += label.at(i) * surprise;
        }
        return sum;
    }
}
