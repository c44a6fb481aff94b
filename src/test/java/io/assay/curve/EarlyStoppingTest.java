package io.assay.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

    private static final double[] VALUES = {1.0, 0.8, 0.79, 0.81, 0.82, 0.5};

    @Test
    void itStopsOnceTooManyValuesBroughtNoGain() {
        assertThat(EarlyStopping.of(VALUES, Better.LOWER, 3, best -> 0))
                .isEqualTo(new EarlyStopping(5, 0.5, OptionalInt.empty()));
        assertThat(EarlyStopping.of(VALUES, Better.LOWER, 2, best -> 0))
                .isEqualTo(new EarlyStopping(2, 0.79, OptionalInt.of(4)));
    }

    @Test
    void aGainThatIsTooSmallDoesNotCount() {
        assertThat(EarlyStopping.of(VALUES, Better.LOWER, 3, best -> 0.02))
                .isEqualTo(new EarlyStopping(1, 0.8, OptionalInt.of(4)));
        assertThat(EarlyStopping.of(VALUES, Better.LOWER, 4, best -> 0.025 * best)
                        .bestIndex())
                .isEqualTo(5);
    }

    @Test
    void accuraciesRise() {
        double[] negated = Arrays.stream(VALUES).map(value -> -value).toArray();
        assertThat(EarlyStopping.of(negated, Better.HIGHER, 2, best -> 0))
                .isEqualTo(new EarlyStopping(2, -0.79, OptionalInt.of(4)));
    }

    @Test
    void nothingIsKeptOfNothing() {
        EarlyStopping none = EarlyStopping.of(new double[0], Better.LOWER, 1, best -> 0);
        assertThat(none.bestIndex()).isEqualTo(-1);
        assertThat(none.best()).isNaN();
        assertThat(none.stopIndex()).isEmpty();
    }
}
