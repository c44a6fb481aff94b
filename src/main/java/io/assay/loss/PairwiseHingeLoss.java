package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.SIGN;

/** How much the score that should win a pair is short of a lead of {@code margin}. */
public final class PairwiseHingeLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("pairwise_hinge_loss", Family.RANKING)
            .summary("How much the score that should win a pair is short of a lead of margin, 1 unless given.")
            .formula("max(0, margin − t·(s_1 − s_2)), t = 1 if the first should win, −1 (or 0) if the second")
            .label(SIGN)
            .prediction(FINITE)
            .parameter("margin", 1.0, NON_NEGATIVE)
            .relation(Pair.OF_SCORES)
            .convexity(Convexity.CONVEX)
            .outliers("Linear in how far the wrong score leads.")
            .choose("As margin_ranking_loss, for scores of which a clear lead is expected.")
            .reference("Herbrich et al. 2000; Joachims 2002")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double margin) {
        double lead = Pair.lead(label, prediction);
        return NON_NEGATIVE.contains(margin) ? Math.max(0, margin - lead) : Double.NaN;
    }
}
