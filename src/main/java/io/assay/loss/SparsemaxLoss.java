package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.LOGIT;

import java.util.Arrays;

/**
 * The loss that belongs to the sparsemax, the projection of scores onto probabilities, as the log loss belongs to the
 * softmax.
 */
public final class SparsemaxLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("sparsemax_loss", Family.LOGITS)
            .summary("The loss that belongs to the sparsemax: 0 once the class that came is 1 ahead of all others.")
            .formula("Σ_{x_k>t} (x_k² − t²)/2 + 1/2 − x_y, with t such that Σ max(0, x_k − t) = 1")
            .label(CLASS_INDEX)
            .prediction(LOGIT)
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .relation(Logits.POSSIBLE)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A confident mistake costs linearly; a confident hit costs nothing at all.")
            .choose("Probabilities come from a sparsemax, which gives unlikely classes exactly 0.")
            .reference("Martins, Astudillo 2016; Optax multiclass_sparsemax_loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction) {
        if (!Primitives.isClassOf(label, prediction.size()) || !Logits.areLogits(prediction)) {
            return Double.NaN;
        }
        Doubles scores = Logits.tempered(prediction, 1);
        double threshold = threshold(scores);
        // The same as the formula, by parts that are not negative: ½‖p − y‖² + max(0, t − x_y), p_k = max(0, x_k − t).
        double missing = 0;
        double squares = 0;
        for (int k = 0; k < scores.size(); k++) {
            double probability = k == label ? 0 : Math.max(0, scores.at(k) - threshold);
            missing += probability;
            squares += probability * probability;
        }
        return (missing * missing + squares) / 2 + Math.max(0, threshold - scores.at((int) label));
    }

    /** The number that all scores above it exceed by 1 in sum. */
    private static double threshold(Doubles scores) {
        double[] sorted = new double[scores.size()];
        Arrays.setAll(sorted, k -> -scores.at(k));
        Arrays.sort(sorted);
        double sum = 0;
        double threshold = -1;
        for (int n = 1; n <= sorted.length; n++) {
            double score = -sorted[n - 1];
            if (!(1 + n * score > sum + score)) {
                break;
            }
            sum += score;
            threshold = (sum - 1) / n;
        }
        return threshold;
    }
}
