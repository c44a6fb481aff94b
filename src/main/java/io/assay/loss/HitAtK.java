package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** 1 where a relevant item is among the first {@code k}: a score. */
public final class HitAtK implements Loss {

    private static final Definition DEFINITION = Definition.of("hit_at_k", Family.RANKING)
            .summary("1 where a relevant item is among the first k, else 0. A score: more is better.")
            .formula("[some relevant item has rank ≤ k]")
            .label(NON_NEGATIVE)
            .prediction(EXTENDED)
            .required("k", COUNT)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers("Where among the first k it stands does not count." + Ranking.NOT_RETURNED)
            .choose("One relevant item in sight is enough.")
            .shorthand("hit_rate", "mean")
            .reference("Spark RankingMetrics; torchmetrics RetrievalHitRate")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double k) {
        if (!Ranking.areItems(label, prediction, EXTENDED) || !COUNT.contains(k)) {
            return Double.NaN;
        }
        return Ranking.hits(label, prediction, k) > 0 ? 1 : 0;
    }
}
