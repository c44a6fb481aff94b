package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** The log loss, with a weight for positives and one for negatives. */
public final class AsymmetricBinaryCrossEntropy implements Loss {

    private static final Definition DEFINITION = Definition.of("asymmetric_binary_cross_entropy", Family.COST)
            .summary("The log loss with one weight for what positives cost and another for what negatives cost.")
            .formula("−fn_weight·y·log p' − fp_weight·(1−y)·log(1−p'), p' = p clipped to [eps, 1−eps]")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .required("fn_weight", NON_NEGATIVE)
            .parameter("fp_weight", 1.0, NON_NEGATIVE)
            .parameter("eps", 0x1p-52, NON_NEGATIVE)
            .relation(Relation.below("eps", 0.5))
            .convexity(Convexity.QUASI_CONVEX)
            .outliers(
                    "A confident mistake is very expensive, up to −log eps times its weight, and infinite with eps 0.")
            .choose("Probabilities are judged, and a missed positive and a false alarm do not cost the same.")
            .peers("eps is 1e-7 in Keras and 0 in torch, which bounds the logarithm at −100 instead.")
            .reference("Closed form; binary_cross_entropy where both weights are 1")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double fnWeight, double fpWeight, double eps) {
        return of(label, prediction, fnWeight, fpWeight, eps);
    }

    /** The loss; NaN outside of its domain. */
    static double of(double label, double prediction, double fnWeight, double fpWeight, double eps) {
        double target = Primitives.probability(label);
        double probability = Primitives.probability(prediction);
        if (!NON_NEGATIVE.contains(fnWeight)
                || !NON_NEGATIVE.contains(fpWeight)
                || !(eps >= 0 && eps < 0.5)
                || Double.isNaN(target + probability)) {
            return Double.NaN;
        }
        double clipped = Math.min(Math.max(probability, eps), 1 - eps);
        double positive = fnWeight * target;
        double negative = fpWeight * (1 - target);
        // A term of weight 0 is 0, however infinite its logarithm; and a hard label pays for one logarithm only.
        double whenTrue = positive == 0 ? 0 : positive * StrictMath.log(clipped);
        double whenFalse = negative == 0 ? 0 : negative * StrictMath.log1p(-clipped);
        return 0 - whenTrue - whenFalse;
    }
}
