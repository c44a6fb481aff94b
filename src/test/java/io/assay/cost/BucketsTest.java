package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketsTest {

    @Test
    void halfAsManyBucketsAreNeighboursMerged() {
        for (int i = 0; i < 1000; i++) {
            String unit = "user-" + i;
            for (int buckets = Buckets.MOST; buckets > 1; buckets /= 2) {
                assertThat(Buckets.of(unit, buckets / 2, 0)).isEqualTo(Buckets.of(unit, buckets, 0) / 2);
            }
        }
    }

    @Test
    void unitsSpreadEvenly() {
        int units = Buckets.MOST * 400;
        long[] counts = new long[Buckets.MOST];
        IntStream.range(0, units).forEach(i -> counts[Buckets.of(Integer.toString(i))]++);
        double chiSquared = Arrays.stream(counts)
                .mapToDouble(count -> (count - 400.0) * (count - 400.0) / 400)
                .sum();
        // χ² of 63 degrees of freedom has mean 63 and standard deviation √126.
        assertThat(chiSquared).isBetween(63 - 4 * Math.sqrt(126), 63 + 4 * Math.sqrt(126));
    }
}
