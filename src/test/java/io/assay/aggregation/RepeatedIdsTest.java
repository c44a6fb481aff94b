package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which ids came more than once is known; of many with some others among them. */
class RepeatedIdsTest {

    private static List<byte[]> blocks(LongStream fingerprints) {
        List<byte[]> blocks = new ArrayList<>();
        SeenIds seen = new SeenIds(1, (part, block) -> blocks.add(block));
        fingerprints.forEach(seen::add);
        seen.end();
        return blocks;
    }

    @Test
    void noneOfDifferentIdsIsRepeated() {
        for (int ids : new int[] {0, 1, 70_000, 200_000}) {
            RepeatedIds repeated =
                    RepeatedIds.in(blocks(new Random(ids).longs(ids).distinct()));
            assertThat(repeated.isEmpty()).isTrue();
        }
    }

    @Test
    void thoseThatComeMoreThanOnceAreKnown() {
        long[] ids = new Random(5).longs(100_000).distinct().toArray();
        // Every tenth comes twice, every hundredth four times.
        LongStream all = LongStream.range(0, ids.length)
                .flatMap(i -> LongStream.generate(() -> ids[(int) i]).limit(i % 100 == 0 ? 4 : i % 10 == 0 ? 2 : 1));
        RepeatedIds repeated = RepeatedIds.in(blocks(all));
        assertThat(repeated.isEmpty()).isFalse();
        for (int i = 0; i < ids.length; i++) {
            assertThat(repeated.contains(ids[i])).isEqualTo(i % 10 == 0);
        }
    }

    private static RepeatedIds twice(LongStream ids) {
        return RepeatedIds.in(blocks(ids.flatMap(id -> LongStream.of(id, id))));
    }

    private static long wronglyContained(RepeatedIds repeated) {
        return LongStream.range(1_000_000_000, 1_000_100_000)
                .filter(repeated::contains)
                .count();
    }

    @Test
    void manyAreAllAmongThoseKnownWithFewOthers() {
        RepeatedIds few = twice(LongStream.range(0, RepeatedIds.LISTED));
        assertThat(wronglyContained(few)).isZero();
        RepeatedIds many = twice(LongStream.rangeClosed(0, RepeatedIds.LISTED));
        assertThat(many.isEmpty()).isFalse();
        assertThat(LongStream.rangeClosed(0, RepeatedIds.LISTED)).allMatch(many::contains);
        assertThat(wronglyContained(many)).isLessThan(100);
    }

    @Test
    void veryManyAreFoundTooWithMoreOthers() {
        RepeatedIds many = twice(new Random(3).longs(400_000));
        assertThat(new Random(3).longs(400_000)).allMatch(many::contains);
        assertThat(wronglyContained(many)).isBetween(100L, 5_000L);
    }

    @Test
    void thoseOfPartsAreAll() {
        RepeatedIds one = twice(LongStream.of(7));
        RepeatedIds other = RepeatedIds.in(blocks(LongStream.of(-3, 5, -3)));
        RepeatedIds both = RepeatedIds.of(List.of(one, RepeatedIds.NONE, other));
        assertThat(both.contains(7) && both.contains(-3)).isTrue();
        assertThat(both.contains(5)).isFalse();
        assertThat(RepeatedIds.of(List.of(RepeatedIds.NONE, RepeatedIds.NONE)).isEmpty())
                .isTrue();
    }

    @Test
    void thoseOfPartsWithManyAreAllInWhateverOrder() {
        RepeatedIds few = twice(LongStream.of(7));
        RepeatedIds most = twice(LongStream.range(10, 10 + RepeatedIds.LISTED));
        RepeatedIds many = twice(LongStream.range(1_000_000, 1_000_001 + RepeatedIds.LISTED));
        RepeatedIds others = twice(LongStream.range(3_000_000, 3_000_001 + RepeatedIds.LISTED));
        for (List<RepeatedIds> parts : List.of(List.of(few, most, many, others), List.of(others, many, most, few))) {
            RepeatedIds all = RepeatedIds.of(parts);
            assertThat(all.contains(7)).isTrue();
            assertThat(LongStream.range(10, 10 + RepeatedIds.LISTED)).allMatch(all::contains);
            assertThat(LongStream.range(1_000_000, 1_000_001 + RepeatedIds.LISTED))
                    .allMatch(all::contains);
            assertThat(LongStream.range(3_000_000, 3_000_001 + RepeatedIds.LISTED))
                    .allMatch(all::contains);
            // The parts keep what they had.
            assertThat(many.contains(3_000_000)).isFalse();
        }
    }
}
