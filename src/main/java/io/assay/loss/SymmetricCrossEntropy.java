package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.NON_POSITIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The log loss and its reverse, weighted.
 *
 * <p>The reverse has the logarithm of the label, 0 for the class that came and {@code a} in place of log 0 for others.
 */
public final class SymmetricCrossEntropy implements Loss {

    private static final Definition DEFINITION = ClassProbabilities.normalizable(
                    Definition.of("symmetric_cross_entropy", Family.MULTICLASS)
                            .label(CLASS_INDEX)
                            .prediction(PROBABILITY)
                            .required("alpha", NON_NEGATIVE)
                            .required("beta", NON_NEGATIVE)
                            .parameter("a", -4.0, NON_POSITIVE)
                            .parameter("eps", Clip.DEFAULT, NON_NEGATIVE)
                            .relation(Clip.RELATION)
                            .relation(Relation.classIndexBelowLength("label", "prediction")))
            .summary("The log loss of the class that came, and the probability of all others, weighted.")
            .formula("alpha·(−log p'_y) + beta·(−a)·(1 − p_y), p' clipped to [eps, 1−eps];"
                    + " p is divided by its sum first if normalize")
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("The part of alpha costs without bound but for eps; that of beta is at most 4·beta by default.")
            .choose("Some labels are wrong; the bounded part keeps their sway small.")
            .reference("Wang et al. 2019, with (alpha, beta) of (0.1, 1) and (6, 0.1)")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(
            double label, Doubles prediction, double alpha, double beta, double a, double eps, double normalize) {
        double divisor = ClassProbabilities.divisor(prediction, normalize);
        if (!Primitives.isClassOf(label, prediction.size())
                || !NON_NEGATIVE.contains(alpha)
                || !NON_NEGATIVE.contains(beta)
                || !NON_POSITIVE.contains(a)
                || !Clip.isEps(eps)
                || Double.isNaN(divisor)) {
            return Double.NaN;
        }
        double probability = ClassProbabilities.of(prediction, (int) label, divisor);
        double surprise = alpha == 0 ? 0 : 0 - alpha * StrictMath.log(Clip.clip(probability, eps));
        double reverse = beta * -a;
        return surprise + reverse * (1 - probability);
    }
}
