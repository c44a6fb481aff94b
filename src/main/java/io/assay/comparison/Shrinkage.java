package io.assay.comparison;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Estimates of many like effects, each moved towards the mean of all by as much as its noise demands: effect i is normal
 * about its true value with its standard error, true values are normal about a mean with variance τ² (empirical Bayes).
 * The variance is DerSimonian and Laird's (1986). So the largest of many noisy effects is not taken for what it seems.
 *
 * <p>An effect whose standard error is 0 or unknown takes no part, and stays as it is.
 */
final class Shrinkage {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final double[] effects;
    private final double[] errors;
    private final double variance;
    private final double mean;

    /** One over the variance of the mean. */
    private final double weights;

    private Shrinkage(double[] effects, double[] errors, double variance) {
        this.effects = effects;
        this.errors = errors;
        this.variance = variance;
        this.weights = weights(effects, errors, variance);
        this.mean = mean(effects, errors, variance);
    }

    /** Standard errors are in the order of the effects. */
    static Shrinkage of(double[] effects, double[] errors) {
        if (effects.length != errors.length) {
            throw new IllegalArgumentException(effects.length + " effects, but " + errors.length + " standard errors");
        }
        return new Shrinkage(effects.clone(), errors.clone(), variance(effects, errors));
    }

    private static boolean isNoisy(double effect, double error) {
        return error > 0 && Double.isFinite(error) && Double.isFinite(effect);
    }

    private static double weights(double[] effects, double[] errors, double variance) {
        double weights = 0;
        for (int i = 0; i < effects.length; i++) {
            if (isNoisy(effects[i], errors[i])) {
                weights += 1 / (errors[i] * errors[i] + variance);
            }
        }
        return weights;
    }

    private static double mean(double[] effects, double[] errors, double variance) {
        double sum = 0;
        for (int i = 0; i < effects.length; i++) {
            if (isNoisy(effects[i], errors[i])) {
                sum += effects[i] / (errors[i] * errors[i] + variance);
            }
        }
        return sum / weights(effects, errors, variance);
    }

    private static double variance(double[] effects, double[] errors) {
        double fixed = mean(effects, errors, 0);
        double weights = weights(effects, errors, 0);
        double squares = 0;
        double spread = 0;
        int count = 0;
        for (int i = 0; i < effects.length; i++) {
            if (isNoisy(effects[i], errors[i])) {
                double weight = 1 / (errors[i] * errors[i]);
                squares += weight * weight;
                spread += weight * (effects[i] - fixed) * (effects[i] - fixed);
                count++;
            }
        }
        double excess = (spread - (count - 1)) / (weights - squares / weights);
        return count < 2 || !(excess > 0) ? 0 : excess;
    }

    /** Of the true effects about their mean, τ². */
    double variance() {
        return variance;
    }

    /** Of all effects. */
    double mean() {
        return mean;
    }

    /** How much of an effect is replaced by the mean: 0 for none, 1 for all. */
    double factor(int i) {
        return isNoisy(effects[i], errors[i]) ? errors[i] * errors[i] / (errors[i] * errors[i] + variance) : 0;
    }

    /** An effect as it is to be expected. */
    double mean(int i) {
        return isNoisy(effects[i], errors[i]) ? factor(i) * mean + (1 - factor(i)) * effects[i] : effects[i];
    }

    /** How far an effect may be from what is expected; that the mean is an estimate too is in it. */
    double deviation(int i) {
        double own = Math.sqrt(1 - factor(i)) * errors[i];
        return isNoisy(effects[i], errors[i]) ? Math.hypot(own, factor(i) / Math.sqrt(weights)) : errors[i];
    }

    /** How likely a true effect is above a limit. */
    double probabilityAbove(int i, double limit) {
        double deviation = deviation(i);
        if (deviation == 0) {
            return mean(i) > limit ? 1 : 0;
        }
        return NORMAL.survivalProbability((limit - mean(i)) / deviation);
    }
}
