package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.PROBABILITY;

/** One minus the cosine between predicted class probabilities and the class that came. */
public final class SphericalLoss implements Loss {

    private static final Definition DEFINITION = ClassProbabilities.normalizable(
                    Definition.of("spherical_loss", Family.MULTICLASS)
                            .label(CLASS_INDEX)
                            .prediction(PROBABILITY)
                            .relation(Relation.classIndexBelowLength("label", "prediction")))
            .summary("One minus the probability of the class that came, divided by the length of all probabilities.")
            .formula("1 − p_y/√(Σ p_k²); p is divided by its sum first if normalize")
            .range(0, 1)
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("A confident mistake costs 1 at most, and mistakes less sure cost nearly as much.")
            .choose("A bounded, proper score is wanted that looks at the shape of the prediction, not at its size.")
            .reference("closed form; Good 1971")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double normalize) {
        double divisor = ClassProbabilities.divisor(prediction, normalize);
        if (!Primitives.isClassOf(label, prediction.size()) || Double.isNaN(divisor)) {
            return Double.NaN;
        }
        double right = ClassProbabilities.of(prediction, (int) label, divisor);
        double others = 0;
        for (int k = 0; k < prediction.size(); k++) {
            double probability = ClassProbabilities.of(prediction, k, divisor);
            others += k == label ? 0 : probability * probability;
        }
        double length = Math.sqrt(right * right + others);
        // 1 − right/length without its cancellation where the prediction is nearly right.
        return Math.min(others / (length * (length + right)), 1);
    }
}
