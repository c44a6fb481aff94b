package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The number of relevant items among those returned, or among the first {@code k} of them: a score. */
public final class RelevantReturned implements Loss {

    private static final Definition DEFINITION = Definition.of("relevant_returned", Family.RANKING)
            .summary("The number of relevant items returned, or among the first k. A score: more is better.")
            .formula("relevant items with rank ≤ k; all that were returned without k")
            .label(NON_NEGATIVE)
            .prediction(EXTENDED)
            .optional("k", COUNT)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(0, Double.POSITIVE_INFINITY)
            .direction(Direction.HIGHER)
            .outliers("A query with many relevant items outweighs the others; recall_at_k divides by their number."
                    + Ranking.NOT_RETURNED)
            .choose("The count itself is of interest, in sum over all queries.")
            .reference("trec_eval num_rel_ret")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double k) {
        return Ranking.areItems(label, prediction, EXTENDED) && Ranking.isPlaces(k)
                ? Ranking.hits(label, prediction, k)
                : Double.NaN;
    }
}
