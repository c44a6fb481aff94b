package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** One over the place of the first relevant item, 0 where there is none: a score. */
public final class ReciprocalRank implements Loss {

    private static final Definition DEFINITION = Definition.of("reciprocal_rank", Family.RANKING)
            .summary("One over the place of the first relevant item, 0 where there is none. A score: more is better.")
            .formula("1/rank of the first relevant item, else 0")
            .label(NON_NEGATIVE)
            .prediction(EXTENDED)
            .optional("k", COUNT)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers(
                    "The difference of the first and the second place counts as much as that of the second and the last."
                            + Ranking.NOT_RETURNED)
            .choose("One right item is enough, as for questions with an answer.")
            .peers("k, where given, lets later places count as none (MRR@k).")
            .shorthand("mrr", "mean")
            .reference("torchmetrics RetrievalMRR; Voorhees 1999")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double k) {
        if (!Ranking.areItems(label, prediction, EXTENDED) || !Ranking.isPlaces(k)) {
            return Double.NaN;
        }
        int[] order = Ranking.returned(prediction);
        for (int place = 0; place < Ranking.places(k, order.length); place++) {
            if (label.at(order[place]) > 0) {
                return 1.0 / (place + 1);
            }
        }
        return 0;
    }
}
