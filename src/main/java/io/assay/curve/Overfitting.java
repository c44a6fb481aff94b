package io.assay.curve;

import java.util.Optional;

/**
 * Whether a run went on to learn its training data by heart: behind the best validation point validation worsens while
 * training improves or is flat. The best point itself is in neither trend, since it was chosen for being best.
 *
 * @param onset the best validation point, from which on it happens; empty unless found
 * @param validation the trend of the validation points behind the best one
 * @param training the trend of the training points behind it
 */
public record Overfitting(State state, Optional<Mark> onset, Trend validation, Trend training) {

    static Overfitting of(Curve train, Curve validation, Better better, DiagnosisSettings settings) {
        EarlyStopping best = EarlyStopping.of(validation.values(), better, Integer.MAX_VALUE, settings::leastGain);
        int fewest = Math.max(2, settings.patience());
        double step = best.bestIndex() < 0 ? Double.POSITIVE_INFINITY : validation.step(best.bestIndex());
        Trend behind = Trend.of(validation.after(step), better, settings.plateau(), fewest);
        Trend training = Trend.of(train.after(step), better, settings.plateau(), fewest);
        State state = state(validation, behind, training);
        Optional<Mark> onset =
                state == State.FOUND ? Optional.of(Mark.at(validation, best.bestIndex())) : Optional.empty();
        return new Overfitting(state, onset, behind, training);
    }

    private static State state(Curve validation, Trend behind, Trend training) {
        if (validation.size() < 2) {
            return State.UNKNOWN;
        }
        if (behind.shape() != Trend.Shape.WORSENING) {
            return State.NOT_FOUND;
        }
        return switch (training.shape()) {
            case IMPROVING, PLATEAU -> State.FOUND;
            case WORSENING -> State.NOT_FOUND;
            case UNDECIDED, TOO_FEW -> State.UNKNOWN;
        };
    }
}
