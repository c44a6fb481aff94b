package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.PROBABILITY;

import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * How far a reconstructed array is from the original, by one of several measures.
 *
 * A high quantile of it over known good rows is a threshold for anomalies.
 */
public final class ReconstructionError implements Loss {

    private static final MeanSquaredErrorVec MEAN_SQUARED = new MeanSquaredErrorVec();
    private static final MeanAbsoluteErrorVec MEAN_ABSOLUTE = new MeanAbsoluteErrorVec();
    private static final EuclideanDistance EUCLIDEAN = new EuclideanDistance();
    private static final CosineDistance COSINE = new CosineDistance();

    private static final Definition DEFINITION = Definition.of("reconstruction_error", Family.REGRESSION)
            .summary(
                    "How far a reconstructed array is from the original; a high quantile over good rows is a threshold for anomalies.")
            .formula("kind mse: mean e²; mae: mean |e|; l2: √Σe²; cosine: 1 − cosine; bce: mean log loss of p;"
                    + " sigmoid: mean log loss of sigmoid(p)")
            .label(FINITE)
            .prediction(FINITE)
            .choice("kind", "mse", "mae", "l2", "cosine", "bce", "sigmoid")
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .relation(new Relation(
                    "not_probabilities",
                    "label must be in [0, 1] for kind bce and sigmoid, and prediction for bce",
                    List.of("label", "prediction", "kind"),
                    values -> fits(Relation.array(values, 0), Relation.array(values, 1), Relation.text(values, 2))))
            .outliers(
                    "As the kind: mse counts a large error by its square, mae and l2 by its size, cosine only by its direction.")
            .choose(
                    "An autoencoder or another reconstruction is judged, or rows far from what was learnt are to be found.")
            .peers("Keras averages over an array, as mse, mae and bce here; others sum over it.")
            .reference(
                    "Keras MeanSquaredError, MeanAbsoluteError and BinaryCrossentropy per row; scipy euclidean and cosine")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, String kind) {
        if (label.size() != prediction.size()
                || label.size() == 0
                || !FINITE.containsAll(label)
                || !FINITE.containsAll(prediction)
                || !fits(label, prediction, kind)) {
            return Double.NaN;
        }
        return switch (kind) {
            case "mse" -> MEAN_SQUARED.loss(label, prediction);
            case "mae" -> MEAN_ABSOLUTE.loss(label, prediction);
            case "l2" -> EUCLIDEAN.loss(label, prediction);
            case "cosine" -> COSINE.loss(label, prediction);
            case "bce" -> mean(label, prediction, ReconstructionError::crossEntropy);
            case "sigmoid" -> mean(label, prediction, ReconstructionError::sigmoidCrossEntropy);
            default -> Double.NaN;
        };
    }

    private static boolean fits(Doubles label, Doubles prediction, String kind) {
        return switch (kind) {
            case "bce" -> PROBABILITY.containsAll(label) && PROBABILITY.containsAll(prediction);
            case "sigmoid" -> PROBABILITY.containsAll(label);
            default -> true;
        };
    }

    private static double mean(Doubles label, Doubles prediction, DoubleBinaryOperator element) {
        double sum = 0;
        for (int i = 0; i < label.size(); i++) {
            sum += element.applyAsDouble(label.at(i), prediction.at(i));
        }
        return sum / label.size();
    }

    private static double crossEntropy(double label, double probability) {
        return AsymmetricBinaryCrossEntropy.of(label, probability, 1, 1, 0x1p-52);
    }

    private static double sigmoidCrossEntropy(double label, double logit) {
        double target = Primitives.probability(label);
        return target * Primitives.softplus(-logit) + (1 - target) * Primitives.softplus(logit);
    }
}
