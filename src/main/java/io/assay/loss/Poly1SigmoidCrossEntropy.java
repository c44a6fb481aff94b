package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.FINITE;

/** The log loss of a logit with the first term of its series in 1 − p changed by {@code epsilon}. */
public final class Poly1SigmoidCrossEntropy implements Loss {

    private static final Definition DEFINITION = Definition.of("poly1_sigmoid_cross_entropy", Family.MARGIN)
            .summary("The log loss of a logit plus epsilon times the probability of the wrong side.")
            .formula("softplus(u) + epsilon·sigmoid(u), u = (1 − 2y)·x")
            .label(BINARY)
            .prediction(EXTENDED)
            .parameter("epsilon", 1.0, FINITE)
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("A confident mistake costs as in the log loss and epsilon more.")
            .choose("A model trained with it is judged by what it minimises; below 0 only for an epsilon below -1.")
            .reference("Leng et al. 2022, PolyLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double epsilon) {
        if (!BINARY.contains(label) || !EXTENDED.contains(prediction) || !FINITE.contains(epsilon)) {
            return Double.NaN;
        }
        double wrong = label == 1 ? -prediction : prediction;
        // Not below 0 for an epsilon of −1, where both terms are nearly the same.
        double loss = Primitives.softplus(wrong) + epsilon * Primitives.sigmoid(wrong);
        return epsilon >= -1 ? Math.max(loss, 0) : loss;
    }
}
