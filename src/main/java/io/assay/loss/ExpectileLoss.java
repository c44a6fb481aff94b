package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.OPEN_UNIT;

/** The loss of a predicted expectile: a squared error with a weight for each side. */
public final class ExpectileLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("expectile_loss", Family.QUANTILE)
            .summary(
                    "The loss of a predicted expectile: the squared error, weighted tau where the label is above and 1 − tau below.")
            .formula("|tau − [y < p]| · (y − p)²")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("tau", 0.5, OPEN_UNIT)
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("An error ten times as large counts a hundred times, so a few large errors can decide the mean.")
            .choose(
                    "The prediction is an expectile, or too little and too much cost differently and large errors more than in"
                            + " proportion.")
            .peers("At tau 1/2 it is half of squared_error.")
            .reference("Newey and Powell 1987; closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double tau) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || !OPEN_UNIT.contains(tau)) {
            return Double.NaN;
        }
        double error = label - prediction;
        return (label < prediction ? 1 - tau : tau) * error * error;
    }
}
