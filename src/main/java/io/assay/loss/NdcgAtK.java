package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;

/**
 * The discounted gain of the items in the order of their scores, as a share of the best order's: a score, 1 for the
 * best order.
 */
public final class NdcgAtK implements Loss {

    private static final Definition DEFINITION = Definition.of("ndcg_at_k", Family.RANKING)
            .summary(
                    "The discounted gain of the first k items, as a share of that of the best order. A score: more is better.")
            .formula("DCG/ideal DCG, DCG = Σ_{rank ≤ k} gain/log₂(1 + rank); gain is the relevance, or 2^relevance − 1")
            .label(NON_NEGATIVE)
            .prediction(EXTENDED)
            .optional("k", COUNT)
            .choice("gain", "linear", "exponential")
            .choice("ties", "average", "index")
            .choice(Ranking.NO_RELEVANT, "zero", "one", "null")
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .relation(Ranking.gainsAreFinite())
            .relation(Ranking.someRelevant())
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers("The first places count most." + Ranking.NOT_RETURNED)
            .choose(
                    "Relevance has grades and the top of the list matters most: the usual score of search and recommendation.")
            .peers("scikit-learn and Spark score a query without a relevant item 0, LightGBM 1, TFMA leaves it out.")
            .shorthand("ndcg", "mean")
            .reference("Järvelin and Kekäläinen 2002; scikit-learn ndcg_score")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double k, String gain, String ties, String noRelevant) {
        if (!Ranking.areItems(label, prediction, EXTENDED)
                || !Ranking.isPlaces(k)
                || !Ranking.areGains(label, gain)
                || !(ties.equals("average") || ties.equals("index"))
                || !Ranking.isChoice(noRelevant)) {
            return Double.NaN;
        }
        if (Ranking.relevant(label) == 0) {
            return Ranking.withoutRelevant(noRelevant);
        }
        double ideal = Gains.ideal(label, k, gain);
        return Math.min(Gains.discounted(label, prediction, k, gain, ties) / ideal, 1);
    }
}
