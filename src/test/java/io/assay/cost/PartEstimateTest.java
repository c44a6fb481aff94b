package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.PartCosts.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of weighted sums, tallied apart and put together again. */
class PartEstimateTest {

    private static final MetricBasis TWO = MetricBasis.parts(2);

    /** A unit of one row or of several: on either side a first and a second part, and a weight. */
    private record Row(double weight, double[] candidate, double[] baseline) {}

    private static List<List<Row>> units(Random random, int units) {
        List<List<Row>> all = new ArrayList<>();
        for (int u = 0; u < units; u++) {
            List<Row> rows = new ArrayList<>();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                rows.add(new Row(1 + random.nextInt(4), side(random), side(random)));
            }
            all.add(rows);
        }
        return all;
    }

    /** Multiples of 1/8, so that weighted with some of them they still add without rounding. */
    private static double[] side(Random random) {
        return new double[] {random.nextInt(64) / 8.0, Math.pow(random.nextInt(8), 2) / 8};
    }

    private static void addTo(VectorPairTally tally, List<Row> unit) {
        UnitVector candidate = new UnitVector(TWO);
        UnitVector baseline = new UnitVector(TWO);
        for (Row row : unit) {
            candidate.addParts(row.weight(), row.candidate());
            baseline.addParts(row.weight(), row.baseline());
        }
        tally.addUnit(candidate, baseline);
    }

    private static VectorPairTally tally(List<List<Row>> units) {
        VectorPairTally tally = new VectorPairTally(TWO);
        units.forEach(unit -> addTo(tally, unit));
        return tally;
    }

    private static PairTally sums(List<List<Row>> units, double first, double second) {
        PairTally tally = new PairTally();
        for (List<Row> unit : units) {
            UnitSums candidate = new UnitSums();
            UnitSums baseline = new UnitSums();
            for (Row row : unit) {
                candidate.add(first * row.candidate()[0] + second * row.candidate()[1], row.weight());
                baseline.add(first * row.baseline()[0] + second * row.baseline()[1], row.weight());
            }
            tally.addUnit(candidate, baseline);
        }
        return tally;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyWeightsGiveTheEstimateOfTheSumThatTheyMake(long seed) {
        List<List<Row>> units = units(new Random(seed), 60);
        VectorPairTally tally = tally(units);
        PartEstimate parts = PartEstimate.of(tally);
        for (double[] weights : new double[][] {{1, 0.25}, {0, 2}, {-0.5, 8}, {1, 0}}) {
            PairTally sums = sums(units, weights[0], weights[1]);
            PairEstimate expected = Aggregate.MEAN.estimate(sums);
            PairEstimate found = parts.estimate(weights);
            assertThat(found.candidate()).isCloseTo(expected.candidate(), within(1e-12));
            assertThat(found.baseline()).isCloseTo(expected.baseline(), within(1e-12));
            assertThat(found.difference()).isCloseTo(expected.difference(), within(1e-12));
            assertThat(found.standardError()).isCloseTo(expected.standardError(), within(1e-12));
            assertThat(found.skewness()).isCloseTo(expected.skewness(), within(1e-10));
            assertThat(found.largestShare()).isBetween(0.0, expected.largestShare() + 1e-12);
            assertThat(tally.effectiveUnits()).isEqualTo(sums.effectiveUnits());
            assertThat(tally.units()).isEqualTo(sums.units());
        }
    }

    @Test
    void theTallyIsTheSameInAnyOrderAndPartitioning() {
        List<List<Row>> units = units(new Random(5), 20);
        List<List<Row>> shuffled = new ArrayList<>(units);
        java.util.Collections.shuffle(shuffled, new Random(6));
        VectorPairTally sum = tally(shuffled.subList(0, 7));
        sum.add(tally(shuffled.subList(7, 20)));
        byte[] bytes = Bytes.of(sum::writeTo);
        assertThat(bytes).isEqualTo(Bytes.of(tally(units)::writeTo));
        assertThat(Bytes.of(Bytes.read(bytes, in -> VectorPairTally.readFrom(in, TWO))::writeTo))
                .isEqualTo(bytes);
    }

    /** Each of nine parts is i + 1 for the candidate and 1 for the baseline. */
    @Test
    void aSumOfManyPartsIsTakenApartButNotWeighedAnew() {
        MetricBasis nine = MetricBasis.parts(9);
        VectorPairTally tally = new VectorPairTally(nine);
        for (int n = 0; n < 2; n++) {
            UnitVector candidate = new UnitVector(nine);
            UnitVector baseline = new UnitVector(nine);
            candidate.addParts(2, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            baseline.addParts(2, 1, 1, 1, 1, 1, 1, 1, 1, 1);
            tally.addUnit(candidate, baseline);
        }
        byte[] bytes = Bytes.of(tally::writeTo);
        VectorPairTally read = Bytes.read(bytes, in -> VectorPairTally.readFrom(in, nine));
        assertThat(PartCosts.difference(read, Aggregate.MEAN, 8, 3)).isEqualTo(new Difference(27, 3, 24));
        assertThat(read.effectiveUnits()).isEqualTo(2);
        assertThatThrownBy(() -> PartEstimate.of(read)).hasMessage("Cannot weigh 9 parts anew (must be at most 8)");
    }

    /** Weights 1 and 3: the first part is (1·2 + 3·4)/4 = 3.5 against 1, the second (1·8 + 3·0)/4 = 2 against 0.5. */
    @Test
    void aPartAddsItsWeightTimesItsCost() {
        List<List<Row>> units = List.of(
                List.of(new Row(1, new double[] {2, 8}, new double[] {1, 0.5})),
                List.of(new Row(3, new double[] {4, 0}, new double[] {1, 0.5})));
        VectorPairTally pairs = tally(units);
        assertThat(PartCosts.difference(pairs, Aggregate.MEAN, 0, 2)).isEqualTo(new Difference(7, 2, 5));
        assertThat(PartCosts.difference(pairs, Aggregate.MEAN, 1, 0.5)).isEqualTo(new Difference(1, 0.25, 0.75));
        assertThat(PartCosts.difference(pairs, Aggregate.SUM, 1, 0.5)).isEqualTo(new Difference(4, 1, 3));
        VectorTally own = new VectorTally(TWO);
        for (List<Row> unit : units) {
            UnitVector vector = new UnitVector(TWO);
            vector.addParts(unit.get(0).weight(), unit.get(0).candidate());
            own.addUnit(vector);
        }
        assertThat(PartCosts.cost(own, Aggregate.MEAN, 0)).isEqualTo(3.5);
        assertThat(PartCosts.contribution(own, Aggregate.MEAN, 0, 2)).isEqualTo(7);
        assertThat(PartCosts.contribution(new VectorTally(TWO), Aggregate.MEAN, 0, 2))
                .isNaN();
    }
}
