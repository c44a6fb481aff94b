package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The mean of the precisions at the places of the relevant items: a score, 1 where they all come first. */
public final class AveragePrecisionQuery implements Loss {

    private static final Definition DEFINITION = Definition.of("average_precision_query", Family.RANKING)
            .summary("The mean of the precisions at the places of the relevant items. A score: more is better.")
            .formula("Σ over relevant items of (relevant up to its rank)/rank, over the number of relevant items")
            .label(NON_NEGATIVE)
            .prediction(EXTENDED)
            .choice(Ranking.NO_RELEVANT, "zero", "one", "null")
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .relation(Ranking.someRelevant())
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers("Early places count most; where the last relevant item stands hardly matters."
                    + Ranking.NOT_RETURNED)
            .choose("Relevance is yes or no (above 0) and all relevant items are wanted.")
            .peers("scikit-learn takes tied scores together; here the first of equals comes first.")
            .shorthand("map", "mean")
            .reference("scikit-learn average_precision_score without ties; trec_eval map")
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
                : Math.min(Ranking.precisions(label, prediction, label.size()) / relevant, 1);
    }
}
