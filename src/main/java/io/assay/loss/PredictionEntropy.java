package io.assay.loss;

import static io.assay.loss.Domain.PROBABILITY;

/** How undecided predicted class probabilities are; the label does not enter. */
public final class PredictionEntropy implements Loss {

    private static final Definition DEFINITION = ClassProbabilities.normalizable(
                    Definition.of("prediction_entropy", Family.MULTICLASS).prediction(PROBABILITY))
            .summary("The entropy of predicted class probabilities: 0 for a certain one, log K for an undecided one.")
            .formula("−Σ p_k·log p_k; p is divided by its sum first if normalize")
            .direction(Direction.NONE)
            .outliers("It does not know of mistakes: a confident one has an entropy near 0.")
            .choose("Two models are compared in how sure they are, beside how right they are.")
            .reference("scipy.stats entropy")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles prediction, double normalize) {
        double divisor = ClassProbabilities.divisor(prediction, normalize);
        if (Double.isNaN(divisor)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < prediction.size(); k++) {
            double probability = ClassProbabilities.of(prediction, k, divisor);
            sum -= Primitives.xlogy(probability, probability);
        }
        return sum;
    }
}
