package io.assay.loss;

/** What AdaBoost minimises: the exponential of the negative margin. */
public final class ExponentialLoss implements Loss {

    private static final Definition DEFINITION = Margins.definition("exponential_loss")
            .summary("What AdaBoost minimises: the exponential of the negative margin.")
            .formula("exp(−t·x), t = 1 if label = 1 else −1")
            .convexity(Convexity.CONVEX)
            .smooth()
            .peers("scikit-learn turns scores into probabilities by sigmoid(2x) for this loss.")
            .outliers(
                    "A confident mistake costs exponentially, beyond 709 infinitely: one wrong label can take the mean over.")
            .choose("A boosted model is judged by what it minimises, and its labels are clean.")
            .reference("Freund, Schapire 1997; scikit-learn ExponentialLoss on raw scores")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, String labels) {
        double margin = Margins.of(label, prediction, labels);
        return StrictMath.exp(-margin);
    }
}
