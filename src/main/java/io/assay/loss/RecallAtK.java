package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The share of the relevant items that are among the first {@code k}: a score. */
public final class RecallAtK implements Loss {

    private static final Definition DEFINITION = Definition.of("recall_at_k", Family.RANKING)
            .summary("The share of the relevant items that are among the first k. A score: more is better.")
            .formula("relevant items with rank ≤ k, over all relevant items")
            .label(NON_NEGATIVE)
            .prediction(EXTENDED)
            .required("k", COUNT)
            .choice(Ranking.NO_RELEVANT, "zero", "one", "null")
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .relation(Ranking.someRelevant())
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers("With more than k relevant items it cannot reach 1." + Ranking.NOT_RETURNED)
            .choose("What is not found in the first k is lost, as in a first stage of retrieval.")
            .reference("Spark RankingMetrics recallAt")
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
                : (double) Ranking.hits(label, prediction, k) / relevant;
    }
}
