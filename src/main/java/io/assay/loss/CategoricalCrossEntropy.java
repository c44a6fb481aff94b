package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** The cross-entropy of predicted class probabilities and a distribution over the classes, often one-hot. */
public final class CategoricalCrossEntropy implements Loss {

    private static final Definition DEFINITION = Definition.of("categorical_cross_entropy", Family.MULTICLASS)
            .summary(
                    "The cross-entropy of predicted class probabilities and a distribution over the classes, often one-hot.")
            .formula("−Σ y_k·log p'_k, p' clipped to [eps, 1−eps], y_k = label_k·(1−s) + s/K")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .parameter("eps", 0x1p-52, NON_NEGATIVE)
            .parameter("label_smoothing", 0.0, PROBABILITY)
            .relation(Relation.below("eps", 0.5))
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .reference("Keras CategoricalCrossentropy (eps 1e-7)")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double eps, double labelSmoothing) {
        double smoothing = Primitives.probability(labelSmoothing);
        int classes = prediction.size();
        if (!(eps >= 0 && eps < 0.5)
                || Double.isNaN(smoothing)
                || label.size() != classes
                || !Primitives.isDistribution(label)
                || !Primitives.isDistribution(prediction)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            double target = Primitives.probability(label.at(k)) * (1 - smoothing) + smoothing / classes;
            double clipped = Math.min(Math.max(Primitives.probability(prediction.at(k)), eps), 1 - eps);
            sum -= Primitives.xlogy(target, clipped);
        }
        return sum;
    }
}
