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
        int units = 256 * 400;
        long[] counts = new long[Buckets.MOST];
        IntStream.range(0, units).forEach(i -> counts[Buckets.of(Integer.toString(i))]++);
        double chiSquared = Arrays.stream(counts)
                .mapToDouble(count -> (count - 400.0) * (count - 400.0) / 400)
                .sum();
        // χ² of 255 degrees of freedom has mean 255 and standard deviation √510.
        assertThat(chiSquared).isBetween(255 - 4 * Math.sqrt(510), 255 + 4 * Math.sqrt(510));
    }
}
