package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics' sums of units that come again: they add in any order and division, and are read as a unit for each bucket. */
class CarriedVectorsTest {

    private static final SmoothMetric F1 = MetricCatalogue.smooth("f1", 1);
    private static final SmoothMetric R2 = MetricCatalogue.smooth("r2", 1);

    /** A pair of rows of a user. */
    private record Visit(String user, double weight, int candidate, int baseline, double label, double p, double q) {

        int bucket() {
            return Buckets.of(user);
        }
    }

    private static List<Visit> visits(Random random, int number) {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            double label = random.nextGaussian();
            visits.add(new Visit(
                    "user " + random.nextInt(90),
                    random.nextInt(4) / 2.0,
                    random.nextInt(4),
                    random.nextInt(4),
                    label,
                    label + random.nextGaussian(),
                    label + random.nextGaussian()));
        }
        return visits;
    }

    private static CarriedVectors decisions(List<Visit> visits) {
        CarriedVectors vectors = CarriedVectors.ofPair(MetricBasis.DECISIONS);
        for (Visit visit : visits) {
            vectors.candidate(visit.bucket()).addOutcome(visit.candidate(), visit.weight());
            vectors.baseline(visit.bucket()).addOutcome(visit.baseline(), visit.weight());
        }
        return vectors;
    }

    private static CarriedVectors moments(List<Visit> visits) {
        CarriedVectors vectors = CarriedVectors.ofPair(MetricBasis.MOMENTS);
        for (Visit visit : visits) {
            vectors.candidate(visit.bucket()).addPoint(visit.label(), visit.p(), visit.weight());
            vectors.baseline(visit.bucket()).addPoint(visit.label(), visit.q(), visit.weight());
        }
        return vectors;
    }

    /** Each bucket as a unit, by a plain loop over it. */
    private static VectorPairTally plain(List<Visit> visits, MetricBasis basis) {
        SortedMap<Integer, UnitVector[]> units = new TreeMap<>();
        for (Visit visit : visits) {
            UnitVector[] unit = units.computeIfAbsent(
                    visit.bucket(), key -> new UnitVector[] {new UnitVector(basis), new UnitVector(basis)});
            if (basis.oneOfSeveral()) {
                unit[0].addOutcome(visit.candidate(), visit.weight());
                unit[1].addOutcome(visit.baseline(), visit.weight());
            } else {
                unit[0].addPoint(visit.label(), visit.p(), visit.weight());
                unit[1].addPoint(visit.label(), visit.q(), visit.weight());
            }
        }
        VectorPairTally tally = new VectorPairTally(basis);
        units.values().forEach(unit -> tally.addUnit(unit[0], unit[1]));
        return tally;
    }

    /** The same pairs, each as a unit: who counts them. */
    private static VectorPairTally whole(List<Visit> visits, MetricBasis basis) {
        VectorPairTally tally = new VectorPairTally(basis);
        for (Visit visit : visits) {
            VectorPairTally one = plain(List.of(visit), basis);
            tally.add(one);
        }
        return tally;
    }

    private static CarriedVectors read(byte[] bytes, MetricBasis basis) {
        return Bytes.read(bytes, in -> {
            CarriedVectors vectors = CarriedVectors.ofPair(basis);
            vectors.read(in);
            return vectors;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void bucketsAreUnitsOverAnyDivisionIntoRunDates(int seed) {
        Random random = new Random(seed);
        List<Visit> visits = visits(random, 40 * seed * seed);
        byte[] ofDecisions = decisions(visits).toBytes();
        byte[] ofMoments = moments(visits).toBytes();
        for (int run = 0; run < 5; run++) {
            Collections.shuffle(visits, random);
            int cut = random.nextInt(visits.size());
            CarriedVectors decisions = decisions(visits.subList(0, cut));
            decisions.add(read(decisions(visits.subList(cut, visits.size())).toBytes(), MetricBasis.DECISIONS));
            assertThat(decisions.toBytes()).isEqualTo(ofDecisions);
            CarriedVectors moments = CarriedVectors.ofPair(MetricBasis.MOMENTS);
            moments.add(moments(visits.subList(cut, visits.size())));
            moments.add(moments(visits.subList(0, cut)));
            assertThat(moments.toBytes()).isEqualTo(ofMoments);
        }
        VectorPairTally decided = read(ofDecisions, MetricBasis.DECISIONS).tally(whole(visits, MetricBasis.DECISIONS));
        assertThat(F1.of(decided)).isEqualTo(F1.of(plain(visits, MetricBasis.DECISIONS)));
        assertThat(decided.units()).isEqualTo(decisions(visits).buckets());
        assertThat(decided.rows())
                .isEqualTo(visits.stream().filter(v -> v.weight() > 0).count());
        VectorPairTally judged = read(ofMoments, MetricBasis.MOMENTS).tally(whole(visits, MetricBasis.MOMENTS));
        assertThat(R2.of(judged)).isEqualTo(R2.of(plain(visits, MetricBasis.MOMENTS)));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 255})
    void aBucketThatThereIsNotIsDamage(int bucket) {
        byte[] damaged = decisions(List.of(new Visit("user", 1, 1, 2, 0, 0, 0))).toBytes();
        damaged[1] = (byte) bucket;
        assertThatThrownBy(() -> read(damaged, MetricBasis.DECISIONS))
                .hasStackTraceContaining("Cannot read bucket " + bucket);
    }
}
