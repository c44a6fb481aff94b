package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.POSITIVE;

import java.util.List;

/**
 * How surprising an interval of time is under an accelerated failure time model: the logarithm of the time varies
 * around the prediction with {@code sigma}.
 */
public final class AftNll implements Loss {

    private static final Definition DEFINITION = Definition.of("aft_nll", Family.SURVIVAL)
            .summary(
                    "How surprising a time, or an interval of it, is when its logarithm varies around the prediction by sigma.")
            .formula(
                    "−log(f(z)/(sigma·t)) if lower = upper, else −log(F(z_upper) − F(z_lower)), z = (log t − prediction)/sigma")
            .label("lower", NON_NEGATIVE)
            .label("upper", EXTENDED)
            .prediction(FINITE)
            .parameter("sigma", 1.0, POSITIVE)
            .choice("distribution", "normal", "logistic", "extreme")
            .relation(new Relation(
                    "not_an_interval",
                    "upper must not be below lower, and above 0",
                    List.of("lower", "upper"),
                    values -> isInterval(Relation.number(values, 0), Relation.number(values, 1))))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers(
                    "Squared in the logarithm of the time for normal, linear for logistic, exponential one way for extreme.")
            .choose(
                    "Times are only known to lie in intervals: upper is infinite while the event has not come, lower 0 if it came before.")
            .peers("XGBoost takes the prediction on the same scale and keeps the likelihood above 1e-12.")
            .reference("Barnwal et al. 2022; XGBoost survival:aft")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static boolean isInterval(double lower, double upper) {
        return lower <= upper && upper > 0;
    }

    public double loss(double lower, double upper, double prediction, double sigma, String distribution) {
        LogTimes times = LogTimes.of(distribution);
        if (!NON_NEGATIVE.contains(lower)
                || !isInterval(lower, upper)
                || !FINITE.contains(prediction)
                || !POSITIVE.contains(sigma)
                || times == null) {
            return Double.NaN;
        }
        double low = (StrictMath.log(lower) - prediction) / sigma;
        double high = (StrictMath.log(upper) - prediction) / sigma;
        return 0
                - (lower == upper
                        ? times.density(low) - StrictMath.log(sigma) - StrictMath.log(lower)
                        : times.between(low, high));
    }
}
