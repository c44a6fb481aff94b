package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The number of relevant items, returned or not: a property of the query, neither good nor bad. */
public final class RelevantItems implements Loss {

    private static final Definition DEFINITION = Definition.of("relevant_items", Family.RANKING)
            .summary("The number of relevant items, returned or not. A property of the query, neither good nor bad.")
            .formula("the number of items with a relevance above 0")
            .label(NON_NEGATIVE)
            .prediction(EXTENDED)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(0, Double.POSITIVE_INFINITY)
            .direction(Direction.NONE)
            .outliers("A query with many relevant items weighs as much as all of them in a sum.")
            .choose("To read the other scores by, and to see that two versions were judged by the same labels.")
            .reference("trec_eval num_rel")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        return Ranking.areItems(label, prediction, EXTENDED) ? Ranking.relevant(label) : Double.NaN;
    }
}
