package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;

/** The Kullback-Leibler divergence of non-negative numbers of any sum, such as counts. */
public final class GeneralizedKlDivergence implements Loss {

    private static final Definition DEFINITION = Definition.of("generalized_kl_divergence", Family.DIVERGENCE)
            .summary(
                    "The Kullback-Leibler divergence of non-negative numbers of any sum, such as counts or intensities.")
            .formula("Σ y_k·log(y_k/p_k) − y_k + p_k")
            .label(NON_NEGATIVE)
            .prediction(NON_NEGATIVE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Linear in a prediction that is too high; infinite where 0 is predicted and something happens.")
            .choose("Histograms or intensities are compared whose totals matter too.")
            .shorthand("i_divergence", "mean")
            .reference("scipy kl_div summed, Optax generalized_kl_divergence")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (label.size() != prediction.size()
                || label.size() == 0
                || !NON_NEGATIVE.containsAll(label)
                || !NON_NEGATIVE.containsAll(prediction)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            sum += term(label.at(k), prediction.at(k));
        }
        return sum;
    }

    /** y·log(y/p) − y + p = −y·(log(1+x) − x) with x = (p − y)/y, whose leading terms cancel for small x. */
    private static double term(double y, double p) {
        if (y == 0) {
            return Math.abs(p);
        }
        double x = (p - y) / y;
        if (x < 0.5) {
            return -y * Primitives.log1pMinus(x);
        }
        return (p - y) - y * Distributions.logRatio(p, y);
    }
}
