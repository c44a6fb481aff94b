package io.assay.loss;

/** The square of the hinge: 0 from a margin of 1 on, quadratic below. */
public final class SquaredHinge implements Loss {

    private static final Definition DEFINITION = Margins.definition("squared_hinge")
            .summary("The square of the hinge: 0 from a margin of 1 on, quadratic below.")
            .formula("max(0, 1 − t·x)², t = 1 if label = 1 else −1")
            .convexity(Convexity.CONVEX)
            .smooth()
            .peers("Keras takes 0 for -1 only where every label of the batch is 0 or 1; here each row is by itself.")
            .outliers("A confident mistake costs its square, so a few can take the mean over.")
            .choose("As for hinge, where large mistakes have to count more.")
            .reference("Keras SquaredHinge")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, String labels) {
        double margin = Margins.of(label, prediction, labels);
        double missing = Math.max(0, 1 - margin);
        return missing * missing;
    }
}
