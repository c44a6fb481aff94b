package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * A mixture of the sizes and of half the squares of a model's parameters. A penalty belongs to a model, not to a row:
 * it is taken once, never averaged with rows.
 */
public final class ElasticNetPenalty implements Loss {

    private static final Definition DEFINITION = Definition.of("elastic_net_penalty", Family.COMPOSITE)
            .summary(
                    "A mixture of the sizes and half the squares of parameters. Once per model, never averaged with rows.")
            .formula("alpha·(l1_ratio·Σ|v_i| + (1 − l1_ratio)/2·Σ v_i²)")
            .prediction(FINITE)
            .required("alpha", NON_NEGATIVE)
            .required("l1_ratio", PROBABILITY)
            .aggregate("max")
            .convexity(Convexity.CONVEX)
            .outliers("As l1_penalty for small parameters and as l2_penalty for large ones.")
            .reference("Zou and Hastie 2005; scikit-learn ElasticNet")
            .choose(
                    "The size of a model's parameters is to be seen beside its losses. Every row holds the same parameters: the cost is max.")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles prediction, double alpha, double l1Ratio) {
        if (!FINITE.containsAll(prediction) || !NON_NEGATIVE.contains(alpha) || !PROBABILITY.contains(l1Ratio)) {
            return Double.NaN;
        }
        double share = Primitives.probability(l1Ratio);
        double sum = 0;
        for (int i = 0; i < prediction.size(); i++) {
            double size = Math.abs(prediction.at(i));
            sum += share * size + (1 - share) / 2 * size * size;
        }
        return alpha == 0 ? 0 : alpha * sum;
    }
}
