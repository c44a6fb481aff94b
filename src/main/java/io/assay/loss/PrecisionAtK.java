package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The share of relevant items among the first {@code k} places, also where fewer are given: a score. */
public final class PrecisionAtK implements Loss {

    private static final Definition DEFINITION = Definition.of("precision_at_k", Family.RANKING)
            .summary("The share of the first k places that hold a relevant item. A score: more is better.")
            .formula("relevant items with rank ≤ k, over k; k stays the divisor where fewer items are given")
            .label(NON_NEGATIVE)
            .prediction(EXTENDED)
            .required("k", COUNT)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers("Order within the first k does not count." + Ranking.NOT_RETURNED)
            .choose("k items are shown, and each that is not relevant costs the same.")
            .reference("Spark RankingMetrics precisionAt")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double k) {
        if (!Ranking.areItems(label, prediction, EXTENDED) || !COUNT.contains(k)) {
            return Double.NaN;
        }
        return Ranking.hits(label, prediction, k) / k;
    }
}
