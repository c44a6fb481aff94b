package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

import java.util.List;

/**
 * The deviance of a predicted Tweedie mean; {@code power} 0 is squared error, 1 Poisson, 2 gamma, 3 inverse Gaussian,
 * and between 1 and 2 non-negative data with exact zeros, such as insurance claims.
 */
public final class TweedieDeviance implements Loss {

    private static final Definition DEFINITION = Definition.of("tweedie_deviance", Family.COUNT)
            .summary(
                    "The deviance of a predicted Tweedie mean; power 0 is squared error, 1 Poisson, 2 gamma, 3 inverse Gaussian.")
            .formula("2·(max(y,0)^(2−r)/((1−r)(2−r)) − y·p^(1−r)/(1−r) + p^(2−r)/(2−r)), r = power")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("power", 1.5, FINITE)
            .relation(new Relation(
                    "power_between_zero_and_one",
                    "power must be ≤ 0 or ≥ 1: there is no Tweedie distribution between",
                    List.of("power"),
                    values -> isPower(Relation.number(values, 0))))
            .relation(new Relation(
                    "label_outside_power",
                    "label must be ≥ 0 for power from 1, and > 0 for power from 2",
                    List.of("label", "power"),
                    values -> isLabel(Relation.number(values, 0), Relation.number(values, 1))))
            .relation(new Relation(
                    "prediction_outside_power",
                    "prediction must be > 0 unless power is 0",
                    List.of("prediction", "power"),
                    values -> isMean(Relation.number(values, 0), Relation.number(values, 1))))
            .zeroAtEquality()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("The larger the power, the less a large error on a large label counts.")
            .choose(
                    "Labels are positive amounts with exact zeros, as insurance claims are, or their variance is a power of the mean.")
            .reference("scikit-learn mean_tweedie_deviance")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double power) {
        if (!FINITE.contains(label)
                || !FINITE.contains(prediction)
                || !FINITE.contains(power)
                || !isPower(power)
                || !isLabel(label, power)
                || !isMean(prediction, power)) {
            return Double.NaN;
        }
        if (power == 0) {
            double error = prediction - label;
            return error * error;
        }
        if (power == 1) {
            return PoissonDeviance.of(label, prediction);
        }
        return power == 2 ? GammaDeviance.of(label, prediction) : general(label, prediction, power);
    }

    private static boolean isPower(double power) {
        return power <= 0 || power >= 1;
    }

    private static boolean isLabel(double label, double power) {
        return power < 1 || label > 0 || (label == 0 && power < 2);
    }

    private static boolean isMean(double mean, double power) {
        return power == 0 || mean > 0;
    }

    private static double general(double label, double mean, double power) {
        if (label == mean) {
            return 0;
        }
        double excess = (label - mean) / mean;
        double exponent = 2 - power;
        if (Math.abs(excess) < 0.25 && Math.abs(excess * exponent) < 1) {
            return 2 * StrictMath.pow(mean, exponent) * remainder(excess, exponent);
        }
        double first = StrictMath.pow(Math.max(label, 0), exponent) / ((1 - power) * exponent);
        double second = label * StrictMath.pow(mean, 1 - power) / (1 - power);
        double third = StrictMath.pow(mean, exponent) / exponent;
        double deviance = 2 * (first - second + third);
        // Away from equality, terms that overflow with opposite signs leave a difference that overflows too.
        return Double.isNaN(deviance) ? Double.POSITIVE_INFINITY : Math.max(0, deviance);
    }

    /**
     * ((1+x)^a − 1 − a·x) / (a·(a−1)) by its series, x²/2 + (a−2)·x³/6 + …, since the terms of the formula cancel near
     * equality.
     */
    private static double remainder(double x, double a) {
        double term = x * x / 2;
        double sum = 0;
        for (int k = 3; sum + term != sum && k < 1000; k++) {
            sum += term;
            term *= (a - k + 1) / k * x;
        }
        return sum;
    }
}
