package io.assay.loss;

/** The squared hinge to a margin of −1, linear below. */
public final class ModifiedHuber implements Loss {

    private static final Definition DEFINITION = Margins.definition("modified_huber")
            .summary("The squared hinge to a margin of −1, linear below.")
            .formula("max(0, 1 − z)² if z ≥ −1, else −4·z; z = t·x, t = 1 if label = 1 else −1")
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Beyond a margin of -1 a mistake costs linearly, so no single row takes the mean over.")
            .choose("As for squared_hinge, with outliers or wrong labels among the rows.")
            .reference("scikit-learn SGDClassifier modified_huber; Zhang 2004")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, String labels) {
        double margin = Margins.of(label, prediction, labels);
        if (margin < -1) {
            return -4 * margin;
        }
        double missing = Math.max(0, 1 - margin);
        return missing * missing;
    }
}
