package io.assay.loss;

/** 0 on the right side, the distance from 0 on the wrong one. */
public final class PerceptronLoss implements Loss {

    private static final Definition DEFINITION = Margins.definition("perceptron_loss")
            .summary("0 on the right side, the distance from 0 on the wrong one.")
            .formula("max(0, −t·x), t = 1 if label = 1 else −1")
            .convexity(Convexity.CONVEX)
            .peers("Keras takes 0 for -1 only where every label of the batch is 0 or 1; here each row is by itself.")
            .outliers("A confident mistake costs linearly; a right score costs nothing, however near to 0.")
            .choose("Only mistakes count, by their size, and a score of 0 is no mistake.")
            .reference("Rosenblatt 1958; Optax perceptron_loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, String labels) {
        double margin = Margins.of(label, prediction, labels);
        return Math.max(0, -margin);
    }
}
