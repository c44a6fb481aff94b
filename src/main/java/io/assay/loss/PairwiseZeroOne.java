package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.SIGN;

/**
 * 1 where the wrong side of a pair has the higher score, one half for a tie; its mean over all pairs of a positive
 * and a negative is 1 less the area under the ROC curve.
 */
public final class PairwiseZeroOne implements Loss {

    private static final Definition DEFINITION = Definition.of("pairwise_zero_one", Family.RANKING)
            .summary(
                    "1 where the wrong side of a pair has the higher score, 1/2 for a tie; over all pairs it is 1 − AUC.")
            .formula(
                    "[lead < 0] + [lead = 0]/2, lead = t·(s_1 − s_2), t = 1 if the first should win, −1 (or 0) if the second")
            .label(SIGN)
            .prediction(FINITE)
            .relation(Pair.OF_SCORES)
            .range(0, 1)
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("Every wrong pair counts the same.")
            .choose("Only the order matters, as for AUC, and pairs are what is sampled.")
            .reference("1 − scikit-learn roc_auc_score of the pair")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction) {
        double lead = Pair.lead(label, prediction);
        if (Double.isNaN(lead)) {
            return Double.NaN;
        }
        return lead < 0 ? 1 : lead == 0 ? 0.5 : 0;
    }
}
