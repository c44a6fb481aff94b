package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The Kullback-Leibler divergence of a predicted distribution from the true one; infinite where the prediction excludes
 * what may happen, unless {@code eps} clips both.
 */
public final class KlDivergence implements Loss {

    private static final Definition DEFINITION = Definition.of("kl_divergence", Family.DIVERGENCE)
            .summary("The Kullback-Leibler divergence of a predicted distribution from the true one.")
            .formula("Σ y_k·log(y_k/p_k), both clipped to [eps, 1] if eps > 0")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .parameter("eps", 0.0, NON_NEGATIVE)
            .relation(Relation.below("eps", 0.5))
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .zeroAtEquality()
            .reference("scipy rel_entr, Keras KLDivergence (eps 1e-7); torch KLDivLoss takes log p first")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double eps) {
        if (label.size() != prediction.size()
                || !Primitives.isDistribution(label)
                || !Primitives.isDistribution(prediction)
                || !(eps >= 0 && eps < 0.5)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            double y = Math.max(Primitives.probability(label.at(k)), eps);
            double p = Math.max(Primitives.probability(prediction.at(k)), eps);
            sum += term(y, p);
        }
        // Rounding can leave a little less than 0.
        return Math.max(sum, 0);
    }

    /** y · log(y/p), by its difference from 1 where both are close. */
    private static double term(double y, double p) {
        if (y == 0) {
            return 0;
        }
        double excess = (y - p) / p;
        return y * (Math.abs(excess) < 0.5 ? StrictMath.log1p(excess) : StrictMath.log(y) - StrictMath.log(p));
    }
}
