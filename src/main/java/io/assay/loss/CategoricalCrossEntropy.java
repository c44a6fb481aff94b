package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The cross-entropy of predicted class probabilities and a distribution over the classes, often one-hot.
 *
 * <p>With {@code eps} 0 it is convex in the prediction.
 */
public final class CategoricalCrossEntropy implements Loss {

    private static final Definition DEFINITION = ClassProbabilities.normalizable(
                    Definition.of("categorical_cross_entropy", Family.MULTICLASS)
                            .label(PROBABILITY)
                            .prediction(PROBABILITY)
                            .parameter("eps", Clip.DEFAULT, NON_NEGATIVE)
                            .parameter("label_smoothing", 0.0, PROBABILITY)
                            .relation(Clip.RELATION)
                            .relation(Relation.sameLength("label", "prediction"))
                            .relation(Relation.sumsToOne("label")))
            .summary(
                    "The cross-entropy of predicted class probabilities and a distribution over the classes, often one-hot.")
            .formula("−Σ y_k·log p'_k, p' clipped to [eps, 1−eps], y_k = label_k·(1−s) + s/K;"
                    + " p is divided by its sum first if normalize")
            .outliers(
                    "A confident mistake costs without bound but for eps, 36 by default: a few can take the mean over.")
            .choose("Labels are distributions, such as votes of annotators or a teacher's probabilities.")
            .peers(
                    "Keras divides by the sum without being told, and has eps 1e-7; see binary_cross_entropy for others.")
            .reference("Keras CategoricalCrossentropy")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double eps, double labelSmoothing, double normalize) {
        double smoothing = Primitives.probability(labelSmoothing);
        double divisor = ClassProbabilities.divisor(prediction, normalize);
        int classes = prediction.size();
        if (!Clip.isEps(eps)
                || Double.isNaN(smoothing)
                || Double.isNaN(divisor)
                || label.size() != classes
                || !Primitives.isDistribution(label)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            double target = Primitives.probability(label.at(k)) * (1 - smoothing) + smoothing / classes;
            sum -= Primitives.xlogy(target, Clip.clip(ClassProbabilities.of(prediction, k, divisor), eps));
        }
        return sum;
    }
}
