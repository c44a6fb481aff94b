package io.assay.curve;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The generalisation gap: how much validation differs from training over the last validation points, and the training
 * points that lie between them.
 *
 * @param gap mean of validation − mean of training
 * @param lower end of Welch's 95 % interval, which takes points as independent; NaN where a side has one point only
 * @param upper end of it
 * @param training mean of the training points
 * @param validationPoints how many
 * @param trainingPoints how many
 * @param trend of the gap from one validation point to the next, worsening where validation falls behind
 * @param growing whether that trend is worsening
 * @param alarm whether validation is worse by more than the tolerated share of training, and the gap is growing
 * @param small whether validation is worse by no more than that share
 */
public record Gap(
        double gap,
        double lower,
        double upper,
        double training,
        int validationPoints,
        int trainingPoints,
        Trend trend,
        boolean growing,
        boolean alarm,
        boolean small) {

    /** Of two curves of the same run; empty where no training point lies among the last validation points. */
    static Optional<Gap> of(Curve train, Curve validation, Better better, DiagnosisSettings settings) {
        int n = validation.size();
        int first = Math.max(0, n - validation.window());
        if (n == 0) {
            return Optional.empty();
        }
        double[] training = train.between(before(validation, first), validation.step(n - 1));
        double[] values = validation.last(validation.window());
        if (training.length == 0) {
            return Optional.empty();
        }
        double gap = mean(values) - mean(training);
        double reach = reach(values, training);
        Trend trend = Trend.of(gaps(train, validation, first), better, settings.plateau(), Trend.FEWEST);
        boolean growing = trend.shape() == Trend.Shape.WORSENING;
        boolean small = better.loss(gap) <= settings.gap() * Math.abs(mean(training));
        return Optional.of(new Gap(
                gap,
                gap - reach,
                gap + reach,
                mean(training),
                values.length,
                training.length,
                trend,
                growing,
                growing && !small,
                small));
    }

    /** The gap as a share of training. */
    public double relative() {
        return gap / Math.abs(training);
    }

    private static double before(Curve validation, int index) {
        return index == 0 ? Double.NEGATIVE_INFINITY : validation.step(index - 1);
    }

    /** For each validation point that has training points before it, its difference from their mean. */
    private static double[] gaps(Curve train, Curve validation, int first) {
        double[] gaps = new double[validation.size() - first];
        int found = 0;
        for (int i = first; i < validation.size(); i++) {
            double[] training = train.between(before(validation, i), validation.step(i));
            if (training.length > 0) {
                gaps[found++] = validation.value(i) - mean(training);
            }
        }
        return Arrays.copyOf(gaps, found);
    }

    private static double reach(double[] a, double[] b) {
        if (a.length < 2 || b.length < 2) {
            return Double.NaN;
        }
        double ofA = variance(a) / a.length;
        double ofB = variance(b) / b.length;
        double sum = ofA + ofB;
        if (sum == 0) {
            return 0;
        }
        double freedom = sum * sum / (ofA * ofA / (a.length - 1) + ofB * ofB / (b.length - 1));
        return TDistribution.of(freedom).inverseSurvivalProbability(0.025) * Math.sqrt(sum);
    }

    private static double mean(double[] values) {
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            mean += (values[i] - mean) / (i + 1);
        }
        return mean;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }
}
