package io.assay.cost;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What it takes to add one row's loss to the accumulators of one of many slots, chosen at random as the cells of rows
 * are: with many, most of the time is spent waiting for memory. Beside them a plain sum of doubles.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class AccumulatorBenchmark {

    private static final int ROWS = 1 << 16;

    @Param({"1", "500", "8400"})
    public int slots;

    private final double[] losses = new double[ROWS];
    private final double[] others = new double[ROWS];
    private final double[] weights = new double[ROWS];
    private final int[] places = new int[ROWS];
    private double[] plain = {};
    private ExactSum[] sums = {};
    private LogHistogram[] histograms = {};
    private UnitMoments[] moments = {};
    private CostTally[] costs = {};
    private PairTally[] pairs = {};
    private byte[] bytes = {};
    private int row;

    @Setup
    public void draw() {
        Random random = new Random(1);
        for (int i = 0; i < ROWS; i++) {
            losses[i] = -Math.log(1 - random.nextDouble());
            others[i] = losses[i] + random.nextGaussian() / 8;
            weights[i] = 0.5 + random.nextDouble();
            places[i] = random.nextInt(slots);
        }
        plain = new double[slots];
        sums = each(ExactSum[]::new, ExactSum::new);
        histograms = each(LogHistogram[]::new, LogHistogram::new);
        moments = each(UnitMoments[]::new, () -> new UnitMoments(1, UnitMoments.ONE));
        costs = each(CostTally[]::new, CostTally::new);
        pairs = each(PairTally[]::new, PairTally::new);
        CostTally example = new CostTally();
        for (int i = 0; i < 1_000; i++) {
            example.addRow(losses[i], weights[i]);
            example.addRowAsUnit(losses[i], weights[i]);
        }
        bytes = example.toBytes();
    }

    private <T> T[] each(IntFunction<T[]> array, Supplier<T> accumulator) {
        return IntStream.range(0, slots).mapToObj(i -> accumulator.get()).toArray(array);
    }

    private int next() {
        row = (row + 1) & (ROWS - 1);
        return row;
    }

    @Benchmark
    public double plainSum() {
        int i = next();
        return plain[places[i]] += losses[i];
    }

    @Benchmark
    public ExactSum exactSum() {
        int i = next();
        ExactSum sum = sums[places[i]];
        sum.add(losses[i]);
        return sum;
    }

    @Benchmark
    public ExactSum exactSumOfProducts() {
        int i = next();
        ExactSum sum = sums[places[i]];
        sum.addProduct(losses[i], weights[i]);
        return sum;
    }

    @Benchmark
    public LogHistogram logHistogram() {
        int i = next();
        LogHistogram histogram = histograms[places[i]];
        histogram.add(losses[i]);
        return histogram;
    }

    @Benchmark
    public UnitMoments unitMoments() {
        int i = next();
        UnitMoments moment = moments[places[i]];
        moment.addWeighted(losses[i], weights[i]);
        return moment;
    }

    @Benchmark
    public CostTally costTally() {
        int i = next();
        CostTally tally = costs[places[i]];
        tally.addRow(losses[i], weights[i]);
        tally.addRowAsUnit(losses[i], weights[i]);
        return tally;
    }

    @Benchmark
    public PairTally pairTally() {
        int i = next();
        PairTally tally = pairs[places[i]];
        tally.addPair(losses[i], others[i], weights[i]);
        return tally;
    }

    /** What merging costs: reading a tally of a thousand rows from its bytes and adding it. */
    @Benchmark
    public CostTally mergedFromBytes() {
        CostTally tally = costs[places[next()]];
        tally.add(CostTally.fromBytes(bytes));
        return tally;
    }

    /** Runs JMH with its own options. */
    public static void main(String[] options) throws Exception {
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(options))
                        .include(AccumulatorBenchmark.class.getName())
                        .build())
                .run();
    }
}
