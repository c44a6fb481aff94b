package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.LOGIT;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The log loss of class logits with the first term of its series in 1 − p changed by {@code epsilon}. */
public final class Poly1CrossEntropy implements Loss {

    private static final Definition DEFINITION = Definition.of("poly1_cross_entropy", Family.LOGITS)
            .summary("The log loss of class logits plus epsilon times the probability of all other classes.")
            .formula("Σ y_k·(n_k + epsilon·(1 − exp(−n_k))), n_k = log Σ exp(x) − x_k, y_k = [k = y] for an index")
            .label(NON_NEGATIVE)
            .prediction(LOGIT)
            .parameter("epsilon", 2.0, FINITE)
            .relation(Classes.INDEX)
            .relation(Classes.INDEX_IN_RANGE)
            .relation(Classes.ONE_WEIGHT_PER_CLASS)
            .relation(Logits.POSSIBLE)
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .smooth()
            .outliers("A confident mistake costs as in the log loss and epsilon more.")
            .choose("A model trained with it is judged by what it minimises; below 0 only for an epsilon below -1.")
            .reference("Leng et al. 2022, PolyLoss; Optax poly_loss_cross_entropy")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double epsilon) {
        if (!Primitives.isClassOf(label, prediction.size())
                || !Logits.areLogits(prediction)
                || !FINITE.contains(epsilon)) {
            return Double.NaN;
        }
        return term(Primitives.negativeLogSoftmax(prediction, (int) label), epsilon);
    }

    public double loss(Doubles label, Doubles prediction, double epsilon) {
        if (label.size() != prediction.size()
                || !NON_NEGATIVE.containsAll(label)
                || !Logits.areLogits(prediction)
                || !FINITE.contains(epsilon)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            double weight = label.at(k);
            sum += weight == 0 ? 0 : weight * term(Primitives.negativeLogSoftmax(prediction, k), epsilon);
        }
        return sum;
    }

    private static double term(double surprise, double epsilon) {
        double loss = surprise - epsilon * StrictMath.expm1(-surprise);
        // Not below 0 for an epsilon of −1, where both terms are nearly the same.
        return epsilon >= -1 ? Math.max(loss, 0) : loss;
    }
}
