package io.assay.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.aggregation.Axis;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureValuesTest {

    private final FeatureValues values = new FeatureValues(
            List.of(
                    new Axis("coun,try", "c", Axis.Kind.VALUE),
                    new Axis("close race", "p", Axis.Kind.PREDICATE),
                    new Axis("age", "a", Axis.Kind.VALUE)),
            List.of(Arrays.asList("de", null, "c=h"), List.of("true"), List.of("[18,30)")));

    @Test
    void valuesAreNumberedInTheirOrderWithTheMissingOneFirst() {
        assertThat(values.number(0, null)).isZero();
        assertThat(values.number(0, "c=h")).isEqualTo(1);
        assertThat(values.number(0, "de")).isEqualTo(2);
        int[] numbers = new int[3];
        values.numbers(Arrays.asList("fr", "true", "[18,30)"), numbers);
        assertThat(numbers).containsExactly(-1, 0, 0);
    }

    @Test
    void slicesAreSpelledAsInEveryTable() {
        assertThat(values.name(new Conjunction(List.of(new Condition(0, 1), new Condition(1, 0)))))
                .isEqualTo("coun%2Ctry=c%3Dh,close race");
        assertThat(values.name(new Conjunction(List.of(new Condition(0, 0), new Condition(2, 0)))))
                .isEqualTo("coun%2Ctry=%00,age=[18%2C30)");
    }
}
