package io.assay.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceTrieTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsTheSlicesOfARowAndNoOthers(long seed) {
        PlainRows rows = PlainRows.random(new Random(seed), 40, 4, 3);
        List<Conjunction> slices = rows.slices(3);
        SliceTrie trie = new SliceTrie(slices);
        for (int row = 0; row < rows.errors().length; row++) {
            int own = row;
            List<Integer> found = new ArrayList<>();
            trie.find(rows.features()[row], found::add);
            assertThat(found)
                    .as("seed %d, row %d", seed, row)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, slices.size())
                            .filter(i -> rows.isIn(own, slices.get(i)))
                            .boxed()
                            .toList());
        }
        trie.find(new int[] {-1, -1, -1, -1}, slice -> {
            throw new AssertionError("a row that no slice asks for is in " + slice);
        });
    }
}
