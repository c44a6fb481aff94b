package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A map of codes gives back what was put, however far codes grow: packed, hashed, and packed again. */
class CodeMapTest {

    @ParameterizedTest
    @CsvSource({
        "1, 3, 2",
        "1, 1, 2000000",
        "2, 3, 100",
        "3, 5, 4",
        "4, 9, 1000",
        "5, 4, 2147483647",
        "6, 3, 40",
        "7, 0, 1"
    })
    void numbersAreThoseThatWerePut(long seed, int width, int codes) {
        Random random = new Random(seed);
        int[] positions = random.ints(0, 12).distinct().limit(width).toArray();
        CodeMap map = new CodeMap(positions);
        Map<List<Integer>, Integer> expected = new HashMap<>();
        for (int n = 0; n < 70_000; n++) {
            // Codes are given in the order of coming, so that large ones come late.
            int bound = Math.max((int) Math.min(codes, n / 10L * n / 100 + 1), 1);
            int[] row = random.ints(12, 0, bound).toArray();
            List<Integer> key = Arrays.stream(positions).mapToObj(i -> row[i]).toList();
            Integer known = expected.get(key);
            assertThat(map.find(row)).as("seed %d row %d", seed, n).isEqualTo(known == null ? CodeMap.ABSENT : known);
            if (known == null) {
                int number = n % 5 == 0 ? -2 : n;
                expected.put(key, number);
                map.put(row, number);
            }
        }
        assertThat(map.size()).as("seed %d", seed).isEqualTo(expected.size());
    }
}
