package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/**
 * The square of the error over a number that makes costs comparable: the root of its mean is the RMSE divided by that.
 *
 * The divisor is a number of the whole data set, such as the range, the mean or the standard deviation of the labels.
 */
public final class NormalisedRmse implements Loss {

    private static final Definition DEFINITION = Definition.of("normalised_rmse", Family.PERCENTAGE)
            .summary(
                    "The square of the error over the range, mean or deviation of the labels; as a root the normalised RMSE.")
            .formula("(e / divisor)²")
            .label(FINITE)
            .prediction(FINITE)
            .required("divisor", POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .aggregate("root")
            .shorthand("nrmse", "root")
            .outliers("As with squared_error, a few large errors can decide the cost.")
            .choose("The RMSE of targets in different units is to be compared; say which divisor was taken.")
            .peers("Libraries divide by the range, the mean or the standard deviation, and differ in which.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double divisor) {
        return SquaredScaledError.of(label, prediction, divisor);
    }
}
