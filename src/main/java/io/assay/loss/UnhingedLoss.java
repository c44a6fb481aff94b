package io.assay.loss;

/** A hinge without its corner: 1 minus the margin, below 0 where that is large. */
public final class UnhingedLoss implements Loss {

    private static final Definition DEFINITION = Margins.definition("unhinged_loss")
            .summary("A hinge without its corner: 1 minus the margin, below 0 where that is large.")
            .formula("1 − t·x, t = 1 if label = 1 else −1")
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A confident mistake costs linearly, and a confident hit makes up for it.")
            .choose("Labels are wrong at random and alike for both classes, and scores are bounded.")
            .reference("van Rooyen, Menon, Williamson 2015")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, String labels) {
        double margin = Margins.of(label, prediction, labels);
        return 1 - margin;
    }
}
