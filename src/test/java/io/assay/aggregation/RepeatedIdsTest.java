package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which ids came more than once is known of few, and that there are some of many. */
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
            assertThat(repeated.areKnown()).isFalse();
        }
    }

    @Test
    void thoseThatComeMoreThanOnceAreKnown() {
        long[] ids = new Random(5).longs(100_000).distinct().toArray();
        // Every tenth comes twice, every hundredth four times.
        LongStream all = LongStream.range(0, ids.length)
                .flatMap(i -> LongStream.generate(() -> ids[(int) i]).limit(i % 100 == 0 ? 4 : i % 10 == 0 ? 2 : 1));
        RepeatedIds repeated = RepeatedIds.in(blocks(all));
        assertThat(repeated.areKnown()).isTrue();
        for (int i = 0; i < ids.length; i++) {
            assertThat(repeated.contains(ids[i])).isEqualTo(i % 10 == 0);
        }
    }

    @Test
    void ofTooManyItIsKnownThatThereAreSome() {
        RepeatedIds most =
                RepeatedIds.in(blocks(LongStream.range(0, 2L * RepeatedIds.MOST).map(i -> i / 2)));
        assertThat(most.areKnown()).isTrue();
        assertThat(most.contains(RepeatedIds.MOST - 1)).isTrue();
        RepeatedIds more = RepeatedIds.in(
                blocks(LongStream.range(0, 2L * RepeatedIds.MOST + 2).map(i -> i / 2)));
        assertThat(more.isEmpty()).isFalse();
        assertThat(more.areKnown()).isFalse();
        assertThat(more.contains(1)).isFalse();
    }

    @Test
    void thoseOfPartsAreAllOrTooMany() {
        RepeatedIds one = RepeatedIds.in(blocks(LongStream.of(7, 7)));
        RepeatedIds other = RepeatedIds.in(blocks(LongStream.of(-3, 5, -3)));
        RepeatedIds both = RepeatedIds.of(List.of(one, RepeatedIds.NONE, other));
        assertThat(both.contains(7) && both.contains(-3)).isTrue();
        assertThat(both.contains(5)).isFalse();
        RepeatedIds most = RepeatedIds.in(
                blocks(LongStream.range(10, 10 + 2L * RepeatedIds.MOST).map(i -> 10 + i / 2)));
        RepeatedIds many = RepeatedIds.of(List.of(one, most));
        assertThat(many.areKnown()).isFalse();
        assertThat(many.isEmpty()).isFalse();
        assertThat(RepeatedIds.of(List.of(RepeatedIds.NONE, RepeatedIds.NONE)).isEmpty())
                .isTrue();
    }
}
