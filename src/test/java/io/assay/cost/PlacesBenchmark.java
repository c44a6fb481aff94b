package io.assay.cost;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * What it takes to add one row of several losses in four of many places, chosen at random as the slots of rows are, to
 * {@link CostTallies} and {@link PairTallies}, and to an object for each place. One operation is one row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g"})
public class PlacesBenchmark {

    private static final int ROWS = 1 << 16;
    private static final int PLACES_OF_A_ROW = 4;

    @Param({"8400", "18000"})
    public int places;

    @Param({"3"})
    public int losses;

    /** Whether rows have a weight of 1, or others. */
    @Param({"none", "some"})
    public String weights = "";

    private final int[] placesOfRows = new int[PLACES_OF_A_ROW * ROWS];
    private final double[] weightsOfRows = new double[ROWS];
    private double[] candidates = {};
    private double[] baselines = {};
    private CostTallies costs = new CostTallies(1, false);
    private PlainCostTallies plainCosts = new PlainCostTallies(1, false);
    private PairTallies pairs = new PairTallies(1, false);
    private PlainPairTallies plainPairs = new PlainPairTallies(1, false);
    private int row;

    @Setup(Level.Trial)
    public void draw() {
        Random random = new Random(1);
        candidates = new double[losses * ROWS];
        baselines = new double[losses * ROWS];
        for (int i = 0; i < ROWS; i++) {
            weightsOfRows[i] = weights.equals("none") ? 1 : 0.5 + random.nextDouble();
            for (int j = 0; j < losses; j++) {
                // The first loss is log loss, the second squared error, the third 0/1, as they are asked for most.
                double candidate = random.nextDouble();
                double baseline = Math.min(1, Math.max(0, candidate + random.nextGaussian() / 16));
                candidates[i * losses + j] = loss(j, candidate);
                baselines[i * losses + j] = loss(j, baseline);
            }
            for (int j = 0; j < PLACES_OF_A_ROW; j++) {
                placesOfRows[i * PLACES_OF_A_ROW + j] = random.nextInt(places);
            }
        }
        costs = new CostTallies(losses, false);
        plainCosts = new PlainCostTallies(losses, false);
        pairs = new PairTallies(losses, false);
        plainPairs = new PlainPairTallies(losses, false);
    }

    private static double loss(int which, double distance) {
        return switch (which % 3) {
            case 0 -> -Math.log(1 - distance * 0.9999);
            case 1 -> distance * distance;
            default -> distance > 0.5 ? 1 : 0;
        };
    }

    private int next() {
        row = (row + 1) & (ROWS - 1);
        return row;
    }

    @Benchmark
    public CostTallies costs() {
        int i = next();
        costs.begin();
        for (int j = 0; j < losses; j++) {
            costs.set(j, candidates[i * losses + j], weightsOfRows[i], 1);
        }
        for (int j = 0; j < PLACES_OF_A_ROW; j++) {
            costs.add(placesOfRows[i * PLACES_OF_A_ROW + j]);
        }
        return costs;
    }

    @Benchmark
    public PlainCostTallies costsByObjects() {
        int i = next();
        plainCosts.begin();
        for (int j = 0; j < losses; j++) {
            plainCosts.set(j, candidates[i * losses + j], weightsOfRows[i], 1);
        }
        for (int j = 0; j < PLACES_OF_A_ROW; j++) {
            plainCosts.add(placesOfRows[i * PLACES_OF_A_ROW + j]);
        }
        return plainCosts;
    }

    @Benchmark
    public PairTallies pairs() {
        int i = next();
        pairs.begin();
        for (int j = 0; j < losses; j++) {
            int at = i * losses + j;
            pairs.set(j, candidates[at], baselines[at], 1, 1, weightsOfRows[i]);
        }
        for (int j = 0; j < PLACES_OF_A_ROW; j++) {
            pairs.add(placesOfRows[i * PLACES_OF_A_ROW + j]);
        }
        return pairs;
    }

    @Benchmark
    public PlainPairTallies pairsByObjects() {
        int i = next();
        plainPairs.begin();
        for (int j = 0; j < losses; j++) {
            int at = i * losses + j;
            plainPairs.set(j, candidates[at], baselines[at], 1, 1, weightsOfRows[i]);
        }
        for (int j = 0; j < PLACES_OF_A_ROW; j++) {
            plainPairs.add(placesOfRows[i * PLACES_OF_A_ROW + j]);
        }
        return plainPairs;
    }

    /** Runs JMH with its own options. */
    public static void main(String[] options) throws Exception {
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(options))
                        .include(PlacesBenchmark.class.getName())
                        .build())
                .run();
    }
}
