package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How sets of axes are covered. */
class CoveringSetTest {

    private static BitSet set(int... axes) {
        BitSet set = new BitSet();
        Arrays.stream(axes).forEach(set::set);
        return set;
    }

    @Test
    void containedSetsCostNothingAndSmallOnesAreMerged() {
        List<BitSet> families = List.of(set(0), set(1), set(2), set(3), set(4), set(5), set(0, 1), set(2, 3));
        List<CoveringSet> covers = CoveringSet.cover(families, new int[] {2, 5, 10, 50, 200, 1000}, 10, 1000);
        assertThat(covers)
                .containsExactlyInAnyOrder(
                        new CoveringSet(set(0, 1), List.of(0, 1, 6), true),
                        new CoveringSet(set(2, 3), List.of(2, 3, 7), false),
                        new CoveringSet(set(4), List.of(4), false),
                        new CoveringSet(set(5), List.of(5), false));
    }

    @Test
    void withoutSetsTheTotalAloneIsCovered() {
        assertThat(CoveringSet.cover(List.of(), new int[] {}, 1, 1000))
                .containsExactly(new CoveringSet(set(), List.of(), true));
    }

    @Test
    void everyFamilyLiesInItsCoverAndMergedOnesHaveRoom() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int axes = 1 + random.nextInt(10);
            int[] values = random.ints(axes, 0, 200).toArray();
            int partitions = random.nextInt(20);
            List<BitSet> families = new ArrayList<>();
            for (int n = random.nextInt(15); n > 0; n--) {
                families.add(set(random.ints(1 + random.nextInt(3), 0, axes).toArray()));
            }
            double room = random.nextInt(5000);
            List<CoveringSet> covers = CoveringSet.cover(families, values, partitions, room);
            assertThat(covers.stream().filter(CoveringSet::total).count())
                    .as("seed %d", seed)
                    .isEqualTo(1);
            assertThat(covers.stream().flatMap(cover -> cover.families().stream()))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, families.size()).boxed().toList());
            for (CoveringSet cover : covers) {
                BitSet union = new BitSet();
                cover.families().forEach(family -> union.or(families.get(family)));
                BitSet outside = (BitSet) union.clone();
                outside.andNot(cover.axes());
                assertThat(outside.isEmpty()).as("seed %d %s", seed, cover).isTrue();
                double slots = cover.axes().stream()
                        .mapToDouble(axis -> Math.max(values[axis], 1))
                        .reduce(Math.max(partitions, 1), (one, other) -> one * other);
                assertThat(families.contains(cover.axes()) || slots <= room || families.isEmpty())
                        .as("seed %d %s", seed, cover)
                        .isTrue();
            }
        }
    }
}
