package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

import java.util.List;

/**
 * The log loss of predicted class probabilities, with less weight for rows that are right already.
 *
 * <p>The label is a class index or a distribution over the classes. Factor and logarithm are both of the clipped
 * prediction.
 */
public final class CategoricalFocalLoss implements Loss {

    private static final Relation LABEL_SUM = new Relation(
            "probabilities_do_not_sum_to_one",
            "label must sum to 1 within 1e-6",
            List.of("label"),
            values -> !(values[0] instanceof Doubles weights) || Primitives.sumsToOne(weights));

    private static final Relation ONE_ALPHA_PER_CLASS = new Relation(
            "unequal_lengths",
            "alpha, as an array, and prediction must have the same length",
            List.of("alpha", "prediction"),
            values -> !(values[0] instanceof Doubles weights)
                    || weights.size() == Relation.array(values, 1).size());

    private static final Definition DEFINITION = ClassProbabilities.normalizable(
                    Definition.of("categorical_focal_loss", Family.MULTICLASS)
                            .label(NON_NEGATIVE)
                            .prediction(PROBABILITY)
                            .parameter("gamma", 2.0, NON_NEGATIVE)
                            .optional("alpha", NON_NEGATIVE)
                            .parameter("eps", Clip.DEFAULT, NON_NEGATIVE)
                            .relation(Clip.RELATION)
                            .relation(Classes.INDEX)
                            .relation(Classes.INDEX_IN_RANGE)
                            .relation(Classes.ONE_WEIGHT_PER_CLASS)
                            .relation(LABEL_SUM)
                            .relation(ONE_ALPHA_PER_CLASS))
            .summary("The log loss of predicted class probabilities with less weight for rows that are right already.")
            .formula("−Σ alpha_k·y_k·(1−p'_k)^gamma·log p'_k, p' clipped to [eps, 1−eps], y_k = [k = y] for an index;"
                    + " alpha for all classes or one for each, 1 if absent; p is divided by its sum first if normalize")
            .outliers("Confident mistakes dominate even more than in the log loss, as rows that are right fade out.")
            .choose("A few classes are rare and most rows are easy. It is no proper score.")
            .peers(
                    "Keras has alpha 0.25 and eps 1e-7 unless told otherwise, and divides by the sum without being told.")
            .reference("Lin et al. 2017; Keras CategoricalFocalCrossentropy")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    /** {@code alpha} is NaN when there is none. */
    public double loss(double label, Doubles prediction, double gamma, double alpha, double eps, double normalize) {
        return isWeight(alpha) ? ofClass(label, prediction, gamma, weights(alpha), eps, normalize) : Double.NaN;
    }

    /** {@code alpha} has no elements when there is none. */
    public double loss(double label, Doubles prediction, double gamma, Doubles alpha, double eps, double normalize) {
        return areWeights(alpha, prediction) ? ofClass(label, prediction, gamma, alpha, eps, normalize) : Double.NaN;
    }

    /** {@code alpha} is NaN when there is none. */
    public double loss(Doubles label, Doubles prediction, double gamma, double alpha, double eps, double normalize) {
        return isWeight(alpha) ? ofShares(label, prediction, gamma, weights(alpha), eps, normalize) : Double.NaN;
    }

    /** {@code alpha} has no elements when there is none. */
    public double loss(Doubles label, Doubles prediction, double gamma, Doubles alpha, double eps, double normalize) {
        return areWeights(alpha, prediction) ? ofShares(label, prediction, gamma, alpha, eps, normalize) : Double.NaN;
    }

    private static boolean isWeight(double alpha) {
        return Double.isNaN(alpha) || NON_NEGATIVE.contains(alpha);
    }

    private static boolean areWeights(Doubles alpha, Doubles prediction) {
        return alpha.size() == 0 || (alpha.size() == prediction.size() && NON_NEGATIVE.containsAll(alpha));
    }

    /** Weights of no, one or all classes. */
    private static Doubles weights(double alpha) {
        return Double.isNaN(alpha) ? Doubles.of() : Doubles.of(alpha);
    }

    private static double weight(Doubles alpha, int k) {
        return alpha.size() == 0 ? 1 : alpha.at(alpha.size() == 1 ? 0 : k);
    }

    private static double ofClass(
            double label, Doubles prediction, double gamma, Doubles alpha, double eps, double normalize) {
        double divisor = divisor(prediction, gamma, eps, normalize);
        if (!Primitives.isClassOf(label, prediction.size()) || Double.isNaN(divisor)) {
            return Double.NaN;
        }
        int index = (int) label;
        return term(weight(alpha, index), ClassProbabilities.of(prediction, index, divisor), gamma, eps);
    }

    private static double ofShares(
            Doubles label, Doubles prediction, double gamma, Doubles alpha, double eps, double normalize) {
        double divisor = divisor(prediction, gamma, eps, normalize);
        boolean shares =
                label.size() == prediction.size() && NON_NEGATIVE.containsAll(label) && Primitives.sumsToOne(label);
        if (!shares || Double.isNaN(divisor)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            double weight = weight(alpha, k) * label.at(k);
            sum += term(weight, ClassProbabilities.of(prediction, k, divisor), gamma, eps);
        }
        return sum;
    }

    private static double divisor(Doubles prediction, double gamma, double eps, double normalize) {
        return NON_NEGATIVE.contains(gamma) && Clip.isEps(eps)
                ? ClassProbabilities.divisor(prediction, normalize)
                : Double.NaN;
    }

    private static double term(double weight, double probability, double gamma, double eps) {
        double clipped = Clip.clip(probability, eps);
        double factor = weight * StrictMath.pow(1 - clipped, gamma);
        return factor == 0 ? 0 : 0 - factor * StrictMath.log(clipped);
    }
}
