package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.SIGN;

/**
 * How surprising the winner of a pair is, if the odds of winning are the exponential of the difference of the scores.
 */
public final class PairwiseLogisticLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("pairwise_logistic_loss", Family.RANKING)
            .summary("How surprising the winner of a pair is, with odds by the difference of the scores.")
            .formula("log(1 + exp(−t·(s_1 − s_2))), t = 1 if the first should win, −1 (or 0) if the second")
            .label(SIGN)
            .prediction(FINITE)
            .relation(Pair.OF_SCORES)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Linear in how far the wrong score leads.")
            .choose("Pairs come with a preferred side, and the difference of the scores is to be read as odds.")
            .shorthand("ranknet_loss", "mean")
            .shorthand("bpr_loss", "mean")
            .reference("Burges et al. 2005 (RankNet); Rendle et al. 2009 (BPR)")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction) {
        return Primitives.softplus(-Pair.lead(label, prediction));
    }
}
