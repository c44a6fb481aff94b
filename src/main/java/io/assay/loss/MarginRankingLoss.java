package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.SIGN;

/** How much the score that should be higher is short of leading by {@code margin}. */
public final class MarginRankingLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("margin_ranking_loss", Family.RANKING)
            .summary("How much the score that should be higher is short of leading by margin.")
            .formula("max(0, margin − t·(s_1 − s_2)), t = 1 if the first should win, −1 (or 0) if the second")
            .label(SIGN)
            .prediction(FINITE)
            .parameter("margin", 0.0, FINITE)
            .relation(Pair.OF_SCORES)
            .convexity(Convexity.CONVEX)
            .outliers("Linear in how far the wrong score leads.")
            .choose("Pairs come with a preferred side, and the size of the lead matters only up to the margin.")
            .reference("torch MarginRankingLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double margin) {
        double lead = Pair.lead(label, prediction);
        return FINITE.contains(margin) ? Math.max(0, margin - lead) : Double.NaN;
    }
}
