package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Partitionings.Row;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Costs are what a plain loop in exact arithmetic gives, however the rows came. */
class CostTallyLawsTest {

    private static final MathContext DIGITS = new MathContext(100);

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hasTheSameBytesInEveryPartitioning(long seed) {
        Random random = new Random(seed);
        List<Row> rows = rows(random);
        byte[] expected = tally(rows).toBytes();
        for (int i = 0; i < 20; i++) {
            CostTally merged = Partitionings.mergedCost(rows, random);
            assertThat(merged.toBytes()).as("seed %d, partitioning %d", seed, i).isEqualTo(expected);
        }
        assertThat(CostTally.fromBytes(expected).toBytes()).as("seed %d", seed).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void meanAndRootEqualThePlainLoop(long seed) {
        List<Row> rows = rows(new Random(seed));
        CostTally tally = tally(rows);
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal weight = BigDecimal.ZERO;
        for (Row row : rows) {
            total = total.add(new BigDecimal(row.loss()).multiply(new BigDecimal(row.weight())));
            weight = weight.add(new BigDecimal(row.weight()));
        }
        BigDecimal mean = total.divide(weight, DIGITS);
        BigDecimal squares = BigDecimal.ZERO;
        long units = 0;
        for (Row row : rows) {
            // A unit's numerator is rounded once before it is squared.
            BigDecimal residual = new BigDecimal(row.loss() * row.weight())
                    .subtract(mean.multiply(new BigDecimal(row.weight()), DIGITS));
            squares = squares.add(residual.pow(2), DIGITS);
            units += row.weight() > 0 ? 1 : 0;
        }
        BigDecimal variance = squares.multiply(BigDecimal.valueOf(units))
                .divide(BigDecimal.valueOf(units - 1).multiply(weight.pow(2)), DIGITS);
        double standardError = variance.sqrt(DIGITS).doubleValue();

        assertThat(tally.rows()).as("seed %d", seed).isEqualTo(rows.size());
        assertThat(tally.units()).as("seed %d", seed).isEqualTo(units);
        assertThat(tally.weight()).as("seed %d", seed).isEqualTo(weight.doubleValue());
        assertThat(Aggregate.MEAN.value(tally)).as("seed %d", seed).isEqualTo(mean.doubleValue());
        assertThat(Aggregate.SUM.value(tally)).as("seed %d", seed).isEqualTo(total.doubleValue());
        assertThat(Aggregate.MEAN.standardError(tally))
                .as("seed %d", seed)
                .isCloseTo(standardError, within(standardError * 1e-13));
        double root = mean.sqrt(DIGITS).doubleValue();
        assertThat(Aggregate.ROOT.value(tally)).as("seed %d", seed).isEqualTo(root);
        assertThat(Aggregate.ROOT.standardError(tally))
                .as("seed %d", seed)
                .isCloseTo(standardError / (2 * root), within(standardError / root * 1e-13));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scalingTheWeightsByAPowerOfTwoChangesNoBit(long seed) {
        List<Row> rows = rows(new Random(seed));
        CostTally tally = tally(rows);
        CostTally scaled = tally(rows.stream()
                .map(row -> new Row(row.loss(), row.weight() * 0x1p-7))
                .toList());
        for (Aggregate aggregate : List.of(Aggregate.MEAN, Aggregate.ROOT, Aggregate.RATIO)) {
            assertThat(aggregate.value(scaled))
                    .as("seed %d, %s", seed, aggregate)
                    .isEqualTo(aggregate.value(tally));
            assertThat(aggregate.standardError(scaled))
                    .as("seed %d, %s", seed, aggregate)
                    .isEqualTo(aggregate.standardError(tally));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aClusteredMeanDoesNotDependOnTheClustersWhenTheWeightsAreWhole(long seed) {
        Random random = new Random(seed);
        CostTally rows = new CostTally();
        CostTally clusters = new CostTally();
        for (int cluster = 0; cluster < 20; cluster++) {
            UnitSums unit = new UnitSums();
            for (int i = 0, n = 1 + random.nextInt(9); i < n; i++) {
                double loss = random.nextGaussian() * 1e6;
                double weight = random.nextInt(4);
                rows.addRowAsUnit(loss, weight);
                unit.add(loss, weight);
            }
            clusters.addUnit(unit);
        }
        assertThat(Aggregate.MEAN.value(clusters)).as("seed %d", seed).isEqualTo(Aggregate.MEAN.value(rows));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void quantilesAreWithinTheStatedErrorOfTheSortedLosses(long seed) {
        Random random = new Random(seed);
        LogHistogram histogram = new LogHistogram();
        double[] sorted = random.doubles(1001)
                .map(u -> Math.exp(10 * u) * (random.nextInt(3) - 1))
                .sorted()
                .toArray();
        for (double x : sorted) {
            histogram.add(x);
        }
        for (int rank = 0; rank <= 1000; rank++) {
            double error = LogHistogram.RELATIVE_ERROR * Math.abs(sorted[rank]);
            assertThat(histogram.quantile(rank / 1000.0))
                    .as("seed %d, rank %d", seed, rank)
                    .isCloseTo(sorted[rank], within(error + 1e-9));
        }
    }

    private static CostTally tally(List<Row> rows) {
        CostTally tally = new CostTally();
        rows.forEach(row -> row.addTo(tally));
        return tally;
    }

    /** Squared errors far from 0, where a plain variance loses everything, with or without weights. */
    private static List<Row> rows(Random random) {
        List<Row> rows = new ArrayList<>();
        double offset = random.nextBoolean() ? 1e9 : 1;
        int weights = random.nextInt(3);
        for (int i = 0, n = 2 + random.nextInt(400); i < n; i++) {
            double weight = weights == 0 || i < 2 ? 1 : weights == 1 ? random.nextDouble() : random.nextInt(3);
            rows.add(new Row(offset + Math.pow(random.nextGaussian(), 2), weight));
        }
        return rows;
    }
}
