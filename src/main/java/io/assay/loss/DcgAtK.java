package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;

/**
 * The gain of the items in the order of their scores, discounted by place: a score of which more is better,
 * unbounded.
 */
public final class DcgAtK implements Loss {

    private static final Definition DEFINITION = Definition.of("dcg_at_k", Family.RANKING)
            .summary(
                    "The gain of the first k items in the order of their scores, discounted by place. A score: more is better.")
            .formula("Σ_{rank ≤ k} gain/log₂(1 + rank); gain is the relevance, or 2^relevance − 1 (exponential)")
            .label(NON_NEGATIVE)
            .prediction(EXTENDED)
            .optional("k", COUNT)
            .choice("gain", "linear", "exponential")
            .choice("ties", "average", "index")
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .relation(Ranking.gainsAreFinite())
            .direction(Direction.HIGHER)
            .outliers("The first places count most; an exponential gain lets the highest grade decide."
                    + Ranking.NOT_RETURNED)
            .choose("The gain itself is of interest; to compare queries of different lengths take ndcg_at_k.")
            .peers("scikit-learn averages ties as here; others break them by position (ties index).")
            .reference("Järvelin and Kekäläinen 2002; scikit-learn dcg_score")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double k, String gain, String ties) {
        if (!Ranking.areItems(label, prediction, EXTENDED)
                || !Ranking.isPlaces(k)
                || !Ranking.areGains(label, gain)
                || !(ties.equals("average") || ties.equals("index"))) {
            return Double.NaN;
        }
        return Math.abs(Gains.discounted(label, prediction, k, gain, ties));
    }
}
