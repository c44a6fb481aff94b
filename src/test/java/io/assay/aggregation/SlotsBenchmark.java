package io.assay.aggregation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What finding the slots of a row takes: for few sets, for twelve, and for one with more values than a table holds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class SlotsBenchmark {

    private static final int ROWS = 1 << 17;

    @Param({"crosses", "twelve", "users", "none"})
    public String slicing = "";

    private final List<ScoredBatch> batches = new ArrayList<>();
    private @Nullable Slots slots;

    @Setup
    public void fill() {
        int[] values =
                switch (slicing) {
                    case "crosses" -> new int[] {2, 5, 10, 50, 200, 1000};
                    case "twelve" -> new int[] {2, 3, 4, 5, 8, 10, 12, 20, 30, 50, 100, 1000};
                    case "users" -> new int[] {300_000};
                    default -> new int[] {};
                };
        List<List<Integer>> sets = new ArrayList<>(
                IntStream.range(0, values.length).mapToObj(List::of).toList());
        if (slicing.equals("crosses")) {
            sets.addAll(List.of(List.of(0, 1), List.of(0, 2), List.of(1, 2), List.of(2, 3)));
        }
        List<Axis> axes = IntStream.range(0, values.length)
                .mapToObj(i -> new Axis("axis" + i, "", Axis.Kind.VALUE))
                .toList();
        ScoredSchema schema = new ScoredSchema(1, values.length, 0, List.of(), false, false, List.of(), 0);
        Dictionaries dictionaries = new Dictionaries(schema);
        Random random = new Random(1);
        for (int from = 0; from < ROWS; from += ScoredBatch.CAPACITY) {
            ScoredBatch batch = new ScoredBatch(schema, dictionaries, ScoredBatch.CAPACITY);
            for (int row = 0; row < ScoredBatch.CAPACITY; row++) {
                batch.coordinate[0][row] = dictionaries.coordinate(0).code("day " + random.nextInt(10));
                for (int i = 0; i < values.length; i++) {
                    batch.coordinate[1 + i][row] =
                            dictionaries.coordinate(1 + i).code("value " + random.nextInt(values[i]));
                }
            }
            batch.size = ScoredBatch.CAPACITY;
            batches.add(batch);
        }
        slots = new Slots(schema, List.of("date"), new Slicing(axes, sets), dictionaries);
    }

    /** Row by row. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long find() {
        return sum(false);
    }

    /** Batch by batch, and row by row from there. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long lookUp() {
        return sum(true);
    }

    private long sum(boolean lookUp) {
        Slots asked = slots;
        long sum = 0;
        for (ScoredBatch batch : batches) {
            if (lookUp && asked != null) {
                asked.lookUp(batch);
            }
            for (int row = 0; asked != null && row < batch.size; row++) {
                int found = asked.find(batch, row);
                for (int i = 0; i < found; i++) {
                    sum += asked.found()[i];
                }
            }
        }
        return sum;
    }

    /** Runs JMH with its own options. */
    public static void main(String[] options) throws Exception {
        CommandLineOptions given = new CommandLineOptions(options);
        new Runner(new OptionsBuilder()
                        .parent(given)
                        .include(SlotsBenchmark.class.getName())
                        .build())
                .run();
    }
}
