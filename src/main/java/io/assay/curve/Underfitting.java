package io.assay.curve;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Whether a run has stopped learning too early: training lies on a plateau that is worse than the target, or worse than
 * the reference by more than the tolerated share, while the gap to validation is small.
 *
 * @param level of training over its last points, their median; NaN where there are none
 * @param bound that was missed; empty unless found
 */
public record Underfitting(State state, double level, OptionalDouble bound) {

    static Underfitting of(
            Trend training, Optional<Gap> gap, Diagnosis.Expectation expectation, DiagnosisSettings settings) {
        OptionalDouble missed = missed(training.median(), expectation, settings);
        State state =
                switch (training.shape()) {
                    case IMPROVING, WORSENING -> State.NOT_FOUND;
                    case UNDECIDED, TOO_FEW -> State.UNKNOWN;
                    case PLATEAU -> missed.isEmpty() ? State.NOT_FOUND : stateByGap(gap);
                };
        boolean judged =
                expectation.target().isPresent() || expectation.reference().isPresent();
        return new Underfitting(
                judged ? state : State.UNKNOWN,
                training.median(),
                judged && state == State.FOUND ? missed : OptionalDouble.empty());
    }

    private static State stateByGap(Optional<Gap> gap) {
        if (gap.isEmpty()) {
            return State.UNKNOWN;
        }
        return gap.get().small() ? State.FOUND : State.NOT_FOUND;
    }

    /** The first of the bounds that {@code level} is worse than. */
    private static OptionalDouble missed(double level, Diagnosis.Expectation expectation, DiagnosisSettings settings) {
        DoubleStream reference = expectation.reference().stream().map(given -> {
            double room = settings.excess() * Math.abs(given);
            return expectation.better() == Better.LOWER ? given + room : given - room;
        });
        return DoubleStream.concat(expectation.target().stream(), reference)
                .filter(bound -> expectation.better().isBetter(bound, level))
                .findFirst();
    }
}
