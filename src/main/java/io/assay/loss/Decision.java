package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.PROBABILITY;

/** A predicted probability cut at a threshold, and one cell of the confusion matrix that rows fall into by it. */
final class Decision {

    private Decision() {}

    /** Starts the definition of a count of rows by label and decision. */
    static Definition.Builder counting(String name) {
        return Definition.of(name, Family.BINARY)
                .label(BINARY)
                .prediction(PROBABILITY)
                .parameter("threshold", 0.5, FINITE)
                .range(0, 1)
                .aggregate("sum")
                .convexity(Convexity.QUASI_CONVEX)
                .outliers("Every row counts as one, however sure the prediction was.")
                .peers("Keras and TFMA count a prediction equal to the threshold as negative.")
                .reference("scikit-learn confusion_matrix, TFMA, Keras metrics");
    }

    /** 1 where the prediction reaches the threshold, else 0; NaN where an argument is outside of its domain. */
    static double of(double label, double prediction, double threshold) {
        double probability = Primitives.probability(prediction);
        if (!BINARY.contains(label) || !FINITE.contains(threshold) || Double.isNaN(probability)) {
            return Double.NaN;
        }
        return probability >= threshold ? 1 : 0;
    }

    /** 1 where the row is in the cell of {@code label} and {@code decision}, else 0; NaN where there is no decision. */
    static double count(double made, double decision, double given, double label) {
        if (Double.isNaN(made)) {
            return Double.NaN;
        }
        return made == decision && given == label ? 1 : 0;
    }
}
