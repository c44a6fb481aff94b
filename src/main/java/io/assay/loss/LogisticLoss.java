package io.assay.loss;

/** The log loss of a score by its margin: log(1 + exp(−t·x)). */
public final class LogisticLoss implements Loss {

    private static final Definition DEFINITION = Margins.definition("logistic_loss")
            .summary("The log loss of a score by its margin: log(1 + exp(−t·x)).")
            .formula("softplus(−t·x), t = 1 if label = 1 else −1")
            .convexity(Convexity.CONVEX)
            .smooth()
            .peers("torch SoftMarginLoss overflows to infinity from a margin of -709 on.")
            .shorthand("soft_margin_loss", "mean")
            .outliers("A confident mistake costs linearly.")
            .choose("Scores are logits, and labels are -1 and 1 or hard 0 and 1.")
            .reference("numpy logaddexp(0, −t·x); torch SoftMarginLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, String labels) {
        double margin = Margins.of(label, prediction, labels);
        return Primitives.softplus(-margin);
    }
}
