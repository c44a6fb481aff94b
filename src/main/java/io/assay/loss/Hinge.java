package io.assay.loss;

/** The loss of support vector machines: 0 from a margin of 1 on, linear below. */
public final class Hinge implements Loss {

    private static final Definition DEFINITION = Margins.definition("hinge")
            .summary("The loss of support vector machines: 0 from a margin of 1 on, linear below.")
            .formula("max(0, 1 − t·x), t = 1 if label = 1 else −1")
            .convexity(Convexity.CONVEX)
            .shorthand("hinge_loss", "mean")
            .peers("Keras takes 0 for -1 only where every label of the batch is 0 or 1; here each row is by itself.")
            .outliers("A confident mistake costs linearly.")
            .choose("Scores separate classes by a margin and are no logits.")
            .reference("scikit-learn hinge_loss, Keras Hinge, Optax hinge_loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, String labels) {
        double margin = Margins.of(label, prediction, labels);
        return Math.max(0, 1 - margin);
    }
}
