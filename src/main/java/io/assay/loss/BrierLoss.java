package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.PROBABILITY;

/** The squared error of a predicted probability; half of what {@link MulticlassBrierLoss} gives for two classes. */
public final class BrierLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("brier_loss", Family.BINARY)
            .summary("The squared error of a predicted probability; half of the multiclass form with two classes.")
            .formula("(p − y)²")
            .label(BINARY)
            .prediction(PROBABILITY)
            .range(0, 1)
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A confident mistake costs 1 at most, so no single row takes the mean over.")
            .choose("Probabilities have to be right and a bounded, proper score is wanted.")
            .shorthand("brier", "mean")
            .shorthand("brier_score", "mean")
            .reference("scikit-learn brier_score_loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!BINARY.contains(label)) {
            return Double.NaN;
        }
        double error = Primitives.probability(prediction) - label;
        return error * error;
    }
}
