package io.assay.curve;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that is said of one metric of one run.
 *
 * @param run its name
 * @param metric its name
 * @param size of what the run was trained with, for the power law; empty if not told
 * @param best the first of the best validation points, or of the training points where there are no others
 * @param last the last point of the same curve
 * @param stopping what early stopping would have done with that curve
 * @param trainingTrend of the last training points
 * @param validationTrend of the last validation points
 * @param gap between the two; empty where they have no points in common
 */
public record Diagnosis(
        String run,
        String metric,
        Better better,
        OptionalDouble size,
        Curve train,
        Curve validation,
        Optional<Mark> best,
        Optional<Mark> last,
        EarlyStopping stopping,
        Trend trainingTrend,
        Trend validationTrend,
        Overfitting overfitting,
        Optional<Gap> gap,
        Underfitting underfitting) {

    /** What is known of a metric beside its points: what training should reach, and what another model reaches. */
    public record Expectation(Better better, OptionalDouble target, OptionalDouble reference) {

        /** Lower is better, and nothing is expected. */
        public static final Expectation NONE =
                new Expectation(Better.LOWER, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Looks at the curves of a run; either may be empty. */
    public static Diagnosis of(
            String run,
            String metric,
            OptionalDouble size,
            Curve train,
            Curve validation,
            Expectation expectation,
            DiagnosisSettings settings) {
        Better better = expectation.better();
        Curve main = validation.size() > 0 ? validation : train;
        boolean empty = main.size() == 0;
        Trend training = Trend.ofLast(train, better, settings.plateau());
        Optional<Gap> gap = Gap.of(train, validation, better, settings);
        return new Diagnosis(
                run,
                metric,
                better,
                size,
                train,
                validation,
                empty ? Optional.empty() : Optional.of(Mark.best(main, better)),
                empty ? Optional.empty() : Optional.of(Mark.at(main, main.size() - 1)),
                EarlyStopping.of(main.values(), better, settings.patience(), settings::leastGain),
                training,
                Trend.ofLast(validation, better, settings.plateau()),
                Overfitting.of(train, validation, better, settings),
                gap,
                Underfitting.of(training, gap, expectation, settings));
    }

    /** Validation, or training where there are no validation points: what best, last and stopping are of. */
    public Curve main() {
        return validation.size() > 0 ? validation : train;
    }

    /** The trend of the last points of {@link #main}. */
    public Trend trend() {
        return validation.size() > 0 ? validationTrend : trainingTrend;
    }

    /** The value of {@link #main} at a step; empty where it has no point there. */
    public OptionalDouble at(double step) {
        Curve curve = main();
        for (int i = 0; i < curve.size(); i++) {
            if (curve.step(i) == step) {
                return OptionalDouble.of(curve.value(i));
            }
        }
        return OptionalDouble.empty();
    }
}
