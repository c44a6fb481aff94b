package io.assay.loss;

import static io.assay.loss.Domain.POSITIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The divergence of order {@code alpha}; of order 1 the {@link KlDivergence}. Large orders look at the events that
 * are underrated most.
 */
public final class RenyiDivergence implements Loss {

    private static final Definition DEFINITION = Definition.of("renyi_divergence", Family.DIVERGENCE)
            .summary("The divergence of order alpha; of order 1 it is the Kullback-Leibler divergence.")
            .formula("log(Σ y_k^alpha·p_k^(1−alpha)) / (alpha − 1)")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .required("alpha", POSITIVE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers(
                    "The larger alpha, the more the most underrated event decides; infinite from alpha 1 where one is excluded.")
            .choose("The weight of underrated events is to be chosen.")
            .reference("Rényi 1961; van Erven and Harremoës 2014")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double alpha) {
        if (!Distributions.areComparable(label, prediction) || !POSITIVE.contains(alpha)) {
            return Double.NaN;
        }
        if (alpha == 1) {
            return Distributions.divergence(label, prediction, 0);
        }
        double excess = excess(label, prediction, alpha);
        // Where the sum is near 0 or overflows, its logarithm comes from the logarithms of its parts.
        double logarithm = excess > -0.5 && excess < Double.POSITIVE_INFINITY
                ? StrictMath.log1p(excess)
                : logSum(label, prediction, alpha);
        return Math.max(logarithm / (alpha - 1), 0);
    }

    /** Σ y·(exp((alpha − 1)·log(y/p)) − 1), which is the sum less 1, exact where the distributions are close. */
    private static double excess(Doubles label, Doubles prediction, double alpha) {
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            double y = Primitives.probability(label.at(k));
            double p = Primitives.probability(prediction.at(k));
            sum += y == 0 ? 0 : y * StrictMath.expm1((alpha - 1) * Distributions.logRatio(y, p));
        }
        return sum;
    }

    private static double logSum(Doubles label, Doubles prediction, double alpha) {
        double[] parts = new double[label.size()];
        for (int k = 0; k < parts.length; k++) {
            double y = Primitives.probability(label.at(k));
            double p = Primitives.probability(prediction.at(k));
            parts[k] =
                    y == 0 ? Double.NEGATIVE_INFINITY : StrictMath.log(y) + (alpha - 1) * Distributions.logRatio(y, p);
        }
        return Primitives.logSumExp(Doubles.of(parts));
    }
}
