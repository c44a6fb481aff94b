package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are sent as blocks come out as they went in, and side by side. */
class MeetingLawsTest {

    private static final long AMPLE = 1L << 40;

    private static final Supplier<Path> NOWHERE = () -> {
        throw new AssertionError("Nothing needs to be written to disk");
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void rowsComeOutAsTheyWentInAndMeet(long seed) {
        Sent sent = new Sent(new Random(seed));
        List<String> received = new ArrayList<>();
        for (int target = 0; target < sent.targets; target++) {
            try (MetRows rows = sent.met(target, AMPLE, NOWHERE)) {
                received.addAll(checked(rows, target, sent.targets, seed));
            }
        }
        assertSame(received, sent.rows, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106})
    void rowsThatExceedTheMemoryMeetOnDisk(long seed, @TempDir Path directory) throws IOException {
        Random random = new Random(seed);
        Sent sent = new Sent(random);
        long memory = 1L << random.nextInt(12);
        List<String> received = new ArrayList<>();
        int files = 0;
        for (int target = 0; target < sent.targets; target++) {
            try (MetRows rows = sent.met(target, memory, () -> directory)) {
                received.addAll(checked(rows, target, sent.targets, seed));
                files += rows.files();
            }
        }
        assertSame(received, sent.rows, seed);
        assertThat(files).as("files with seed %d", seed).isPositive();
        assertThat(filesIn(directory)).isEmpty();
    }

    @Test
    void moreFilesThanAreMergedAtOnceAreMergedInTurns(@TempDir Path directory) throws IOException {
        Random random = new Random(7);
        DrawnRows drawn = new DrawnRows(random, 400);
        List<byte[]> blocks = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (int task = 0; task < 300; task++) {
            new RowBlocks(recorded(drawn.task(5), rows), drawn.schema(), 1)
                    .forEachRemaining(block -> blocks.add(block._2()));
        }
        try (MetRows met =
                new MetRows(blocks.iterator(), drawn.schema(), new Dictionaries(drawn.schema()), 1, () -> directory)) {
            assertSame(checked(met, 0, 1, 7), rows, 7);
            assertThat(met.files()).isGreaterThan(300);
        }
        assertThat(filesIn(directory)).isEmpty();
    }

    @Test
    void whatIsLeftOnDiskIsDeletedWhenATaskEndsEarly(@TempDir Path directory) throws IOException {
        Sent sent = new Sent(new Random(5));
        for (int target = 0; target < sent.targets; target++) {
            try (MetRows rows = sent.met(target, 1, () -> directory)) {
                assertThat(rows.hasNext()).isTrue();
                assertThat(filesIn(directory)).isNotEmpty();
            }
            assertThat(filesIn(directory)).isEmpty();
        }
    }

    @Test
    void nothingGivesNothing() {
        ScoredSchema schema = new DrawnRows(new Random(1), 1).schema();
        Iterator<ScoredBatch> none = List.<ScoredBatch>of().iterator();
        assertThat(new RowBlocks(none, schema, 3).hasNext()).isFalse();
        Iterator<byte[]> noBlocks = List.<byte[]>of().iterator();
        try (MetRows rows = new MetRows(noBlocks, schema, new Dictionaries(schema), AMPLE, NOWHERE)) {
            assertThat(rows.hasNext()).isFalse();
        }
    }

    /** Whether rows are the same in another order. */
    private static void assertSame(List<String> received, List<String> sent, long seed) {
        assertThat(received).as("rows with seed %d", seed).hasSameSizeAs(sent);
        Collections.sort(received);
        Collections.sort(sent);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(received.get(i))
                    .as("row %d in order with seed %d", i, seed)
                    .isEqualTo(sent.get(i));
        }
    }

    /** The rows in words, after a look at their order and their target. */
    private static List<String> checked(MetRows rows, int target, int targets, long seed) {
        List<String> received = new ArrayList<>();
        long[] last = null;
        while (rows.hasNext()) {
            ScoredBatch batch = rows.next();
            assertThat(batch.size).isPositive();
            for (int row = 0; row < batch.size; row++) {
                received.add(DrawnRows.described(batch, row));
                boolean named = batch.schema.hasNamedSamples();
                long[] key = {
                    batch.clusterHigh[row],
                    batch.clusterLow[row],
                    batch.idHigh[row],
                    batch.idLow[row],
                    named ? batch.sampleHigh[row] : 0,
                    named ? batch.sampleLow[row] : 0
                };
                assertThat(RowBlocks.target(key[0], key[1], targets)).isEqualTo(target);
                if (last != null) {
                    int order = 0;
                    for (int i = 0; i < key.length && order == 0; i++) {
                        order = Long.compareUnsigned(last[i], key[i]);
                    }
                    assertThat(order).as("order with seed %d", seed).isNotPositive();
                }
                last = key;
            }
        }
        return received;
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static Iterator<ScoredBatch> recorded(Iterator<ScoredBatch> batches, List<String> rows) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return batches.hasNext();
            }

            @Override
            public ScoredBatch next() {
                ScoredBatch batch = batches.next();
                for (int row = 0; row < batch.size; row++) {
                    rows.add(DrawnRows.described(batch, row));
                }
                return batch;
            }
        };
    }

    /** The rows of a few tasks on their way. */
    private static final class Sent {
        final int targets;
        final List<String> rows = new ArrayList<>();
        private final ScoredSchema schema;
        private final List<List<byte[]>> blocks = new ArrayList<>();

        Sent(Random random) {
            int most = 1 + random.nextInt(3000);
            DrawnRows drawn = new DrawnRows(random, most);
            this.schema = drawn.schema();
            this.targets = 1 + random.nextInt(4);
            for (int target = 0; target < targets; target++) {
                blocks.add(new ArrayList<>());
            }
            for (int task = 0; task < 3; task++) {
                Iterator<ScoredBatch> batches = recorded(drawn.task(random.nextInt(2 * most)), rows);
                new RowBlocks(batches, schema, targets, 1 << random.nextInt(24))
                        .forEachRemaining(block -> blocks.get(block._1()).add(block._2()));
            }
        }

        MetRows met(int target, long memory, Supplier<Path> directory) {
            return new MetRows(blocks.get(target).iterator(), schema, new Dictionaries(schema), memory, directory);
        }
    }
}
