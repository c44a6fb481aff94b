package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The share of relevant items among as many first places as there are relevant items: a score. */
public final class RPrecision implements Loss {

    private static final Definition DEFINITION = Definition.of("r_precision", Family.RANKING)
            .summary("The share of the first R places that hold a relevant item, of R relevant ones. A score: more is"
                    + " better.")
            .formula("relevant items with rank ≤ R, over R, the number of relevant items")
            .label(NON_NEGATIVE)
            .prediction(EXTENDED)
            .choice(Ranking.NO_RELEVANT, "zero", "one", "null")
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .relation(Ranking.someRelevant())
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers("Order within the first R does not count, nor what stands after them." + Ranking.NOT_RETURNED)
            .choose("Queries differ much in how many items are relevant, so that no k suits all: R places could hold"
                    + " just the relevant ones. Precision and recall are equal there.")
            .reference("trec_eval Rprec; Buckley and Voorhees 2005")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, String noRelevant) {
        if (!Ranking.areItems(label, prediction, EXTENDED) || !Ranking.isChoice(noRelevant)) {
            return Double.NaN;
        }
        int relevant = Ranking.relevant(label);
        return relevant == 0
                ? Ranking.withoutRelevant(noRelevant)
                : (double) Ranking.hits(label, prediction, relevant) / relevant;
    }
}
