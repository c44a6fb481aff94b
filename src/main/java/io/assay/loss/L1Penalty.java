package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/**
 * The sum of the sizes of a model's parameters, times {@code lambda}. A penalty belongs to a model, not to a row: it
 * is taken once, never averaged with rows.
 */
public final class L1Penalty implements Loss {

    private static final Definition DEFINITION = Definition.of("l1_penalty", Family.COMPOSITE)
            .summary("The sum of the sizes of parameters, times lambda. Once per model, never averaged with rows.")
            .formula("lambda·Σ|v_i|")
            .prediction(FINITE)
            .required("lambda", NON_NEGATIVE)
            .aggregate("max")
            .convexity(Convexity.CONVEX)
            .outliers("Linear in each parameter, so that small ones are worth being 0.")
            .reference("Tibshirani 1996; Keras L1")
            .choose(
                    "The size of a model's parameters is to be seen beside its losses. Every row holds the same parameters: the cost is max.")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles prediction, double lambda) {
        if (!FINITE.containsAll(prediction) || !NON_NEGATIVE.contains(lambda)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < prediction.size(); i++) {
            sum += Math.abs(prediction.at(i));
        }
        return lambda == 0 ? 0 : lambda * sum;
    }
}
