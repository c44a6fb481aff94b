package io.assay.aggregation;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What sending a row takes and how many bytes it has on its way: rows of three versions with 10 dates, six axes of 2 to 1,000
 * values, three losses and a weight. Arguments: rows of a task (1,000,000), partitions (8), whether ids are hashed (false),
 * memory in bytes (all).
 */
final class MeetingBenchmark {

    private static final int[] SIZES = {10, 2, 4, 8, 16, 120, 1000};
    private static final ScoredSchema SCHEMA =
            new ScoredSchema(1, 6, 3, List.of(false, false, false), false, false, List.of(), 0);

    private MeetingBenchmark() {}

    public static void main(String[] arguments) {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int partitions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        boolean hashed = arguments.length > 2 && Boolean.parseBoolean(arguments[2]);
        long memory = arguments.length > 3 ? Long.parseLong(arguments[3]) : Long.MAX_VALUE;
        List<ScoredBatch> batches = drawn(rows, hashed);
        for (int round = 0; round < 8; round++) {
            List<List<byte[]>> blocks = new ArrayList<>();
            for (int i = 0; i < partitions; i++) {
                blocks.add(new ArrayList<>());
            }
            long start = cpuTime();
            long bytes = 0;
            int count = 0;
            RowBlocks sent = new RowBlocks(batches.iterator(), SCHEMA, partitions);
            while (sent.hasNext()) {
                var block = sent.next();
                bytes += block._2().length;
                count++;
                blocks.get(block._1()).add(block._2());
            }
            long written = cpuTime();
            long met = 0;
            int files = 0;
            long first = 0;
            for (List<byte[]> own : blocks) {
                long began = cpuTime();
                try (MetRows read = new MetRows(
                        own.iterator(), SCHEMA, new Dictionaries(SCHEMA), memory, MeetingBenchmark::directory)) {
                    boolean more = read.hasNext();
                    first += cpuTime() - began;
                    while (more) {
                        met += read.next().size;
                        more = read.hasNext();
                    }
                    files += read.files();
                }
            }
            long end = cpuTime();
            System.out.printf(
                    "%d rows in %d blocks of %d bytes: %.1f bytes a row; write %.0f ns of CPU, read and sort %.0f ns,"
                            + " give %.0f ns a row; %d files%n",
                    met,
                    count,
                    bytes / count,
                    (double) bytes / rows,
                    (double) (written - start) / rows,
                    (double) first / rows,
                    (double) (end - written - first) / rows,
                    files);
        }
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Path directory() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static List<ScoredBatch> drawn(int rows, boolean hashed) {
        Random random = new Random(1);
        Dictionaries dictionaries = new Dictionaries(SCHEMA);
        List<ScoredBatch> batches = new ArrayList<>();
        ScoredBatch batch = new ScoredBatch(SCHEMA, dictionaries, ScoredBatch.CAPACITY);
        for (int i = 0; i < rows; i++) {
            if (batch.size == batch.capacity()) {
                batches.add(batch);
                batch = new ScoredBatch(SCHEMA, dictionaries, ScoredBatch.CAPACITY);
            }
            draw(batch, i % (rows / 3 + 1), i / (rows / 3 + 1), hashed, random);
        }
        batches.add(batch);
        return batches;
    }

    private static void draw(ScoredBatch batch, long id, int version, boolean hashed, Random random) {
        int row = batch.size++;
        long mixed = (id + 1) * 0x9E37_79B9_7F4A_7C15L;
        batch.idHigh[row] = hashed ? mixed ^ mixed >>> 31 : 1;
        batch.idLow[row] = hashed ? mixed * 0xD6E8_FEB8_6659_FD93L : id * 30;
        batch.version[row] = batch.dictionaries.versions().code("version " + version);
        batch.weight[row] = 0.5 + random.nextDouble();
        batch.read[row] = 1;
        for (int i = 0; i < SIZES.length; i++) {
            String text = "value " + (int) (SIZES[i] * random.nextDouble());
            batch.coordinate[i][row] = batch.dictionaries.coordinate(i).code(text);
        }
        double probability = random.nextDouble();
        batch.loss[0][row] = -Math.log(probability);
        batch.loss[1][row] = (1 - probability) * (1 - probability);
        batch.loss[2][row] = probability < 0.5 ? 1 : 0;
        int none = batch.dictionaries.reasons().code(null);
        for (int[] reason : batch.reason) {
            reason[row] = none;
        }
    }
}
