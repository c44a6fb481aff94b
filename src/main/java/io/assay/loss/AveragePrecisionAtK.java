package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The precisions at the places of the relevant items among the first {@code k}, over as many as can be there. */
public final class AveragePrecisionAtK implements Loss {

    private static final Definition DEFINITION = Definition.of("average_precision_at_k", Family.RANKING)
            .summary(
                    "The precisions at the places of the relevant items among the first k, averaged. A score: more is better.")
            .formula(
                    "Σ over relevant items with rank ≤ k of (relevant up to its rank)/rank, over min(k, relevant items)")
            .label(NON_NEGATIVE)
            .prediction(EXTENDED)
            .required("k", COUNT)
            .choice(Ranking.NO_RELEVANT, "zero", "one", "null")
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .relation(Ranking.someRelevant())
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers("Places after k do not count at all." + Ranking.NOT_RETURNED)
            .choose("Only k items are shown, and their order matters.")
            .peers("Some divide by all relevant items instead of min(k, relevant items).")
            .shorthand("map_at_k", "mean")
            .reference("Spark RankingMetrics meanAveragePrecisionAt")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double k, String noRelevant) {
        if (!Ranking.areItems(label, prediction, EXTENDED) || !COUNT.contains(k) || !Ranking.isChoice(noRelevant)) {
            return Double.NaN;
        }
        int relevant = Ranking.relevant(label);
        return relevant == 0
                ? Ranking.withoutRelevant(noRelevant)
                : Math.min(Ranking.precisions(label, prediction, k) / Math.min(k, relevant), 1);
    }
}
