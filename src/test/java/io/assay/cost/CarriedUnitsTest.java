package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of units that come again: they add, in any order and division, and are read as a unit for each bucket. */
class CarriedUnitsTest {

    /** A pair of rows of a user. */
    private record Visit(String user, double weight, double candidate, double baseline) {

        void addTo(CarriedUnits units) {
            units.addPair(Buckets.of(user), weight, candidate, 1, baseline, 1);
        }
    }

    private static List<Visit> visits(Random random, int users, int number, boolean weighted) {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            double weight = weighted ? random.nextInt(4) / 2.0 : 1;
            visits.add(new Visit(
                    "user " + random.nextInt(users),
                    weight,
                    Math.scalb(random.nextGaussian(), random.nextInt(40)),
                    random.nextGaussian()));
        }
        return visits;
    }

    private static CarriedUnits of(List<Visit> visits) {
        CarriedUnits units = CarriedUnits.ofPair();
        visits.forEach(visit -> visit.addTo(units));
        return units;
    }

    private static CarriedUnits read(byte[] bytes) {
        return Bytes.read(bytes, in -> {
            CarriedUnits units = CarriedUnits.ofPair();
            units.read(in);
            return units;
        });
    }

    private static PairTally whole(List<Visit> visits) {
        PairTally whole = new PairTally();
        visits.forEach(visit -> whole.addPair(visit.candidate(), visit.baseline(), visit.weight()));
        return whole;
    }

    /** Each bucket's rows as one unit, summed up by a plain loop. */
    private static PairTally plain(List<Visit> visits) {
        SortedMap<Integer, UnitSums[]> buckets = new TreeMap<>();
        long none = 0;
        for (Visit visit : visits) {
            UnitSums[] sums = buckets.computeIfAbsent(
                    Buckets.of(visit.user()), bucket -> new UnitSums[] {new UnitSums(), new UnitSums()});
            sums[0].add(visit.candidate(), visit.weight());
            sums[1].add(visit.baseline(), visit.weight());
            none += visit.weight() == 0 ? 1 : 0;
        }
        PairTally tally = new PairTally();
        buckets.values().forEach(sums -> tally.addUnit(sums[0], sums[1]));
        for (long i = 0; i < none; i++) {
            tally.addPair(1, 1, 0);
        }
        return tally;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void anyOrderAndDivisionIntoRunDatesGivesTheSameBytes(int seed) {
        Random random = new Random(seed);
        List<Visit> visits = visits(random, 90, 400, seed % 2 == 0);
        byte[] expected = of(visits).toBytes();
        for (int i = 0; i < 20; i++) {
            CarriedUnits merged = Partitionings.merged(
                    visits,
                    random,
                    CarriedUnits::ofPair,
                    (units, visit) -> visit.addTo(units),
                    CarriedUnits::add,
                    units -> read(units.toBytes()));
            assertThat(merged.toBytes()).as("seed %d, merge %d", seed, i).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aBucketIsAUnitToTheBit(int seed) {
        List<Visit> visits = visits(new Random(seed), 120, 500, seed % 2 == 0);
        PairTally tally = of(visits).tally(whole(visits));
        assertThat(tally.toBytes()).isEqualTo(plain(visits).toBytes());
        assertThat(tally.rows()).isEqualTo(500);
        assertThat(tally.units()).isLessThanOrEqualTo(Buckets.MOST).isGreaterThan(30);
    }

    @Test
    void theDifferenceIsThatOfAllRowsAndItsStandardErrorThatOfBuckets() {
        List<Visit> visits = visits(new Random(7), 300, 2_000, false);
        PairTally whole = whole(visits);
        PairEstimate rows = Aggregate.MEAN.estimate(whole);
        PairEstimate buckets = Aggregate.MEAN.estimate(of(visits).tally(whole));
        assertThat(buckets.difference()).isEqualTo(rows.difference());
        assertThat(buckets.candidate()).isEqualTo(rows.candidate());
        // Users are independent, and their rows too: both estimate the same.
        assertThat(buckets.standardError()).isCloseTo(rows.standardError(), within(0.35 * rows.standardError()));
    }

    @Test
    void scaledWeightsChangeNoCostAndSwappedSidesTurnTheDifference() {
        List<Visit> visits = visits(new Random(8), 100, 400, true);
        PairEstimate one = Aggregate.MEAN.estimate(of(visits).tally(whole(visits)));
        List<Visit> scaled = visits.stream()
                .map(visit -> new Visit(visit.user(), 4 * visit.weight(), visit.candidate(), visit.baseline()))
                .toList();
        PairEstimate other = Aggregate.MEAN.estimate(of(scaled).tally(whole(scaled)));
        assertThat(other).isEqualTo(one);
        List<Visit> swapped = visits.stream()
                .map(visit -> new Visit(visit.user(), visit.weight(), visit.baseline(), visit.candidate()))
                .toList();
        PairEstimate turned = Aggregate.MEAN.estimate(of(swapped).tally(whole(swapped)));
        assertThat(turned.difference()).isEqualTo(-one.difference());
        assertThat(turned.standardError()).isEqualTo(one.standardError());
    }

    @Test
    void aVersionByItselfKeepsWhatDescribesItsRows() {
        Random random = new Random(9);
        CarriedUnits units = CarriedUnits.ofVersion();
        CostTally whole = new CostTally();
        UnitSums[] sums = new UnitSums[Buckets.MOST];
        for (int i = 0; i < 300; i++) {
            double loss = random.nextGaussian();
            double denominator = random.nextInt(3) + 0.5;
            int bucket = random.nextInt(50);
            units.addRow(bucket, 1, loss, denominator);
            whole.addRow(loss, 1);
            whole.addUnit(loss, denominator);
            sums[bucket] = sums[bucket] == null ? new UnitSums() : sums[bucket];
            sums[bucket].add(loss, 1, denominator);
        }
        whole.addUnscored("null");
        CostTally tally = units.tally(whole);
        assertThat(tally.rows()).isEqualTo(300);
        assertThat(tally.unscored()).isEqualTo(1);
        assertThat(tally.minimum()).isEqualTo(whole.minimum());
        assertThat(tally.units()).isEqualTo(units.buckets());
        assertThat(Aggregate.RATIO.value(tally)).isEqualTo(Aggregate.RATIO.value(whole));
        CostTally plain = new CostTally();
        for (UnitSums sum : sums) {
            if (sum != null) {
                plain.addUnit(sum);
            }
        }
        assertThat(Aggregate.RATIO.standardError(tally)).isEqualTo(Aggregate.RATIO.standardError(plain));
    }

    @Test
    void theBytesAreAsManyAsTheDocumentsSay() {
        Random random = new Random(11);
        CarriedUnits version = CarriedUnits.ofVersion();
        CarriedUnits pair = CarriedUnits.ofPair();
        CarriedUnits errors = CarriedUnits.ofPair();
        for (int i = 0; i < 100_000; i++) {
            int bucket = random.nextInt(Buckets.MOST);
            double loss = Math.abs(random.nextGaussian());
            version.addRow(bucket, 1, loss, 1);
            pair.addPair(bucket, 1, loss, 1, Math.abs(random.nextGaussian()), 1);
            errors.addPair(bucket, 1, random.nextInt(2), 1, random.nextInt(2), 1);
        }
        assertThat(version.toBytes()).hasSizeBetween(1_000, 1_400);
        assertThat(pair.toBytes()).hasSizeBetween(2_000, 2_600);
        assertThat(errors.toBytes()).hasSizeBetween(1_000, 1_500);
    }

    @Test
    void rowsOfWeight0AddNothingAndOthersAreRefused() {
        CarriedUnits units = CarriedUnits.ofVersion();
        units.addRow(3, 0, 1, 1);
        assertThat(units.buckets()).isZero();
        assertThat(units.toBytes()).containsExactly(0);
        assertThatThrownBy(() -> units.addRow(3, -1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void damagedBytesAreRefused() {
        byte[] bytes = of(visits(new Random(10), 5, 9, false)).toBytes();
        byte[] beyond = bytes.clone();
        beyond[1] = (byte) Buckets.MOST;
        assertThatThrownBy(() -> read(beyond)).hasRootCauseMessage("Cannot read bucket 64: there are 64");
        byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 1);
        assertThatThrownBy(() -> read(cut)).isInstanceOf(java.io.UncheckedIOException.class);
    }
}
