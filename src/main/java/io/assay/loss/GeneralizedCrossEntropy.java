package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.POSITIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** Between the log loss, as {@code q} goes to 0, and the absolute error of the class's probability, at 1. */
public final class GeneralizedCrossEntropy implements Loss {

    private static final Definition DEFINITION = ClassProbabilities.normalizable(
                    Definition.of("generalized_cross_entropy", Family.MULTICLASS)
                            .label(CLASS_INDEX)
                            .prediction(PROBABILITY)
                            .parameter("q", 0.5, POSITIVE)
                            .relation(Relation.atMost("q", 1))
                            .relation(Relation.classIndexBelowLength("label", "prediction")))
            .summary(
                    "Between the log loss, as q goes to 0, and the absolute error of the class's probability, at q = 1.")
            .formula("(1 − p_y^q)/q; p is divided by its sum first if normalize")
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("A confident mistake costs 1/q at most, so wrong labels weigh less the larger q is.")
            .choose("Some labels are wrong, and the log loss is too much under their sway.")
            .reference("Zhang, Sabuncu 2018; Keras categorical_generalized_cross_entropy")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double q, double normalize) {
        double divisor = ClassProbabilities.divisor(prediction, normalize);
        if (!Primitives.isClassOf(label, prediction.size())
                || !(POSITIVE.contains(q) && q <= 1)
                || Double.isNaN(divisor)) {
            return Double.NaN;
        }
        double probability = ClassProbabilities.of(prediction, (int) label, divisor);
        return 0 - StrictMath.expm1(q * StrictMath.log(probability)) / q;
    }
}
