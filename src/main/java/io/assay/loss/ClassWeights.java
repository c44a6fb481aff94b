package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;

/** Weights of the classes of a row, by their index; all are 1 where none are given. */
final class ClassWeights {

    /** There is a weight for every element of {@code prediction}, or none at all. */
    static final Relation FITTING = Relation.sameLength("prediction", LossFunction.CLASS_WEIGHT);

    private ClassWeights() {}

    /** Whether these are weights of the classes of {@code prediction}. */
    static boolean fit(Doubles weights, Doubles prediction) {
        return weights.size() == 0 || (weights.size() == prediction.size() && NON_NEGATIVE.containsAll(weights));
    }

    /** The weight of class {@code k}. */
    static double of(Doubles weights, int k) {
        return weights.size() == 0 ? 1 : weights.at(k);
    }
}
