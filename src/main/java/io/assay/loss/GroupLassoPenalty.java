package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/**
 * The lengths of groups of a model's parameters, each times the root of its size; a row of the matrix is a group. A
 * penalty belongs to a model, not to a row: it is taken once, never averaged with rows.
 */
public final class GroupLassoPenalty implements Loss {

    private static final Definition DEFINITION = Definition.of("group_lasso_penalty", Family.COMPOSITE)
            .summary(
                    "The lengths of groups of parameters (rows of the matrix), each times the root of its size, times lambda. Once per model, never averaged with rows.")
            .formula("lambda·Σ_g √n_g·√(Σ v_i²)")
            .prediction(FINITE)
            .required("lambda", NON_NEGATIVE)
            .aggregate("max")
            .convexity(Convexity.CONVEX)
            .outliers("Linear in the length of a group, so that whole groups are worth being 0.")
            .reference("Yuan and Lin 2006")
            .choose(
                    "The size of a model's parameters is to be seen beside its losses. Every row holds the same parameters: the cost is max.")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Matrix prediction, double lambda) {
        if (!FINITE.containsAll(prediction) || !NON_NEGATIVE.contains(lambda)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int g = 0; g < prediction.rows(); g++) {
            sum += Math.sqrt(prediction.row(g).size()) * Vectors.length(prediction.row(g));
        }
        return lambda == 0 ? 0 : lambda * sum;
    }
}
