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
        return blocks(fingerprints, 0);
    }

    private static List<byte[]> blocks(LongStream fingerprints, int room) {
        List<byte[]> blocks = new ArrayList<>();
        SeenIds seen = new SeenIds(1, room, (part, block) -> blocks.add(block));
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

    private static long bytes(List<byte[]> blocks) {
        return blocks.stream().mapToLong(block -> block.length).sum();
    }

    /** Of a task that sees all rows of an id only the repeated ones are handed over, of each as often as it came. */
    @Test
    void aTaskWithRoomForAllIdsHandsOverTheRepeatedOnes() {
        long[] ids = new Random(8).longs(10_000).distinct().toArray();
        LongStream all = LongStream.concat(LongStream.of(ids), LongStream.of(ids[3], ids[3], ids[9_000]));
        List<byte[]> blocks = blocks(all, ids.length + 4);
        RepeatedIds repeated = RepeatedIds.in(blocks);
        for (int i = 0; i < ids.length; i++) {
            assertThat(repeated.contains(ids[i])).isEqualTo(i == 3 || i == 9_000);
        }
        assertThat(bytes(blocks)).isEqualTo(6L * Long.BYTES);
        assertThat(blocks(LongStream.of(ids), ids.length + 1)).isEmpty();
    }

    @Test
    void aTaskWithTooLittleRoomHandsThemAllOver() {
        long[] ids = new Random(9).longs(10_000).distinct().toArray();
        for (int room : new int[] {1, 17, ids.length - 1, ids.length}) {
            List<byte[]> blocks = blocks(LongStream.concat(LongStream.of(ids), LongStream.of(ids[5])), room);
            assertThat(bytes(blocks)).isEqualTo((ids.length + 1L) * Long.BYTES);
            assertThat(RepeatedIds.in(blocks).contains(ids[5])).isTrue();
            assertThat(RepeatedIds.in(blocks).contains(ids[6])).isFalse();
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
