package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.Bootstrap;
import io.assay.cost.Buckets;
import io.assay.cost.DifferencesByBucket;
import io.assay.cost.PairTallies;
import io.assay.cost.PairTally;
import io.assay.cost.PoissonDraws;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters that are drawn again and again, for the medians and trimmed means of differences. */
class BootstrapEvidenceTest {

    private static final double ALPHA = 0.05;
    private static final Bootstrap DRAWS = new Bootstrap(1_000, 42);
    private static final List<String> AGGREGATES = List.of("median_difference", "trimmed_mean_difference(0.1)");

    /** A pair of losses of a user's row. */
    private record Pair(String user, double candidate, double baseline) {}

    private static List<Pair> pairs(int users, Random random) {
        List<Pair> pairs = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            double common = random.nextGaussian();
            for (int row = 1 + random.nextInt(5); row > 0; row--) {
                double baseline = Math.exp(random.nextGaussian());
                pairs.add(new Pair("user " + user, baseline + 0.2 + common + random.nextGaussian(), baseline));
            }
        }
        return pairs;
    }

    private static PairTallies tallies() {
        PairTallies tallies = new PairTallies(1, true);
        tallies.keepHistograms(new int[] {0});
        tallies.keepSums(new int[] {0});
        return tallies;
    }

    /** Users one after the other, each in one of so many parts, which are brought together in another order. */
    private static PairTally tally(List<Pair> pairs, int parts, Random random) {
        List<PairTallies> tallied = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            tallied.add(tallies());
        }
        List<String> users =
                new ArrayList<>(pairs.stream().map(Pair::user).distinct().toList());
        Collections.shuffle(users, random);
        for (String user : users) {
            PairTallies own = tallied.get(random.nextInt(parts));
            for (Pair pair : pairs) {
                if (pair.user().equals(user)) {
                    own.begin();
                    own.setBucket(Buckets.of(user));
                    own.set(0, pair.candidate(), pair.baseline(), 1, 1, 1);
                    own.add(0);
                }
            }
            own.endUnit();
        }
        Collections.shuffle(tallied, random);
        PairTally all = new PairTally();
        tallied.forEach(part -> all.add(PairTally.fromBytes(part.tally(0, 0).toBytes())));
        return all;
    }

    private static ComparisonKey key(String aggregate) {
        return new ComparisonKey(Cell.ALL, "loss", Aggregate.parse(aggregate), Direction.LOWER, "a", "b");
    }

    private static Comparison compare(String aggregate, PairTally tally, double margin) {
        return new MiddleComparer(new ComparisonSettings(ALPHA, Margin.absolute(margin), 30), Optional.of(DRAWS))
                .paired(key(aggregate), tally, Units.CLUSTERS);
    }

    @Test
    void theSamePairsGiveTheSameIntervalInAnyOrderAndParts() {
        Random random = new Random(3);
        List<Pair> pairs = pairs(120, random);
        PairTally one = tally(pairs, 1, random);
        for (int run = 0; run < 5; run++) {
            Collections.shuffle(pairs, random);
            PairTally other = tally(pairs, 1 + run, random);
            assertThat(other.toBytes()).isEqualTo(one.toBytes());
            for (String aggregate : AGGREGATES) {
                assertThat(compare(aggregate, other, 0.1)).isEqualTo(compare(aggregate, one, 0.1));
            }
        }
    }

    @Test
    void itSaysHowOftenWhatWasDrawnAndHoldsTheDifference() {
        PairTally tally = tally(pairs(200, new Random(5)), 2, new Random(6));
        for (String aggregate : AGGREGATES) {
            Comparison found = compare(aggregate, tally, 0.1);
            assertThat(found.intervalMethod())
                    .matches("paired percentiles of 1,000 Poisson bootstrap replicates of 6\\d buckets of clusters");
            assertThat(found.pairing()).isEqualTo("paired by cluster");
            assertThat(found.lower()).isLessThan(found.difference());
            assertThat(found.upper()).isGreaterThan(found.difference());
            double reach = (found.upper() - found.lower()) / 2;
            assertThat(found.standardError()).isBetween(reach / 1.67 * 0.8, reach / 1.67 * 1.2);
            assertThat(found.units()).isEqualTo(200);
            assertThat(found.shortfall()).isEmpty();
        }
    }

    @Test
    void swappedVersionsSwapTheInterval() {
        List<Pair> pairs = pairs(150, new Random(7));
        PairTally one = tally(pairs, 1, new Random(1));
        pairs.replaceAll(pair -> new Pair(pair.user(), pair.baseline(), pair.candidate()));
        PairTally other = tally(pairs, 1, new Random(1));
        for (String aggregate : AGGREGATES) {
            Comparison a = compare(aggregate, one, 0.1);
            Comparison b = compare(aggregate, other, 0.1);
            assertThat(b.difference()).isEqualTo(-a.difference());
            assertThat(b.lower()).isEqualTo(-a.upper());
            assertThat(b.upper()).isEqualTo(-a.lower());
            assertThat(b.pValue()).isEqualTo(a.pValue());
            assertThat(b.standardError()).isCloseTo(a.standardError(), within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.025, 0.05, 0.2, 0.4})
    void boundsAndPValuesAgree(double alpha) {
        PairTally tally = tally(pairs(90, new Random(11)), 1, new Random(1));
        DifferencesByBucket sums = tally.histograms().orElseThrow().sums().orElseThrow();
        for (String aggregate : AGGREGATES) {
            Evidence evidence = BootstrapEvidence.of(Middle.of(Aggregate.parse(aggregate)), sums, DRAWS, ALPHA);
            for (double limit = -1; limit < 2; limit += 0.01) {
                assertThat(evidence.lower(alpha) > limit).isEqualTo(evidence.atMost(limit) <= alpha);
                assertThat(evidence.upper(alpha) < limit).isEqualTo(evidence.atLeast(limit) <= alpha);
            }
            assertThat(evidence.atMost(-1e9)).isBetween(1.0 / 1_001, 2.0 / 1_001);
            assertThat(evidence.atLeast(-1e9)).isEqualTo(1);
            assertThat(evidence.pValue()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void moreDataOfOneClusterAreNoMoreEvidence() {
        List<Pair> pairs = pairs(80, new Random(13));
        List<Pair> tenfold = new ArrayList<>();
        pairs.forEach(pair -> tenfold.addAll(Collections.nCopies(10, pair)));
        PairTally one = tally(pairs, 1, new Random(1));
        PairTally ten = tally(tenfold, 1, new Random(1));
        Comparison few = compare(AGGREGATES.get(0), one, 0.1);
        Comparison many = compare(AGGREGATES.get(0), ten, 0.1);
        assertThat(many.upper() - many.lower()).isGreaterThan(0.9 * (few.upper() - few.lower()));
    }

    @Test
    void whatHasNoIntervalSaysWhy() {
        List<Pair> pairs = pairs(100, new Random(17));
        PairTally tally = tally(pairs, 1, new Random(1));
        ComparisonSettings settings = new ComparisonSettings(ALPHA, Margin.absolute(0.1), 30);
        for (String aggregate : AGGREGATES) {
            Comparison without =
                    new MiddleComparer(settings, Optional.empty()).paired(key(aggregate), tally, Units.CLUSTERS);
            assertThat(without.intervalMethod()).isEqualTo("none: rows of clusters are not independent");
            Comparison twoWay =
                    new MiddleComparer(settings, Optional.of(DRAWS)).paired(key(aggregate), tally, Units.TWO_WAY);
            assertThat(twoWay.intervalMethod()).isEqualTo("none: rows of clusters are not independent");
            List<Pair> alone = new ArrayList<>();
            pairs.forEach(pair -> alone.add(new Pair("one", pair.candidate(), pair.baseline())));
            Comparison single = compare(aggregate, tally(alone, 1, new Random(1)), 0.1);
            assertThat(single.intervalMethod()).isEqualTo("none: all clusters are in one bucket");
            assertThat(single.finding()).isEqualTo(Finding.UNRELIABLE);
            Comparison few = compare(aggregate, tally(pairs.subList(0, 50), 1, new Random(1)), 0.1);
            assertThat(few.shortfall()).contains("units").contains("at least 30 needed");
            Comparison tiny = new MiddleComparer(
                            new ComparisonSettings(1e-4, Margin.absolute(0.1), 30), Optional.of(new Bootstrap(200, 1)))
                    .paired(key(aggregate), tally, Units.CLUSTERS);
            assertThat(tiny.intervalMethod()).isEqualTo("none: too few replicates for so small an alpha");
        }
        assertThatThrownBy(() -> new Bootstrap(10, 1))
                .hasMessage("Invalid replicates: 10 (must be at least 200 and at most 100000)");
    }

    /** Against the distribution itself, summed up anew. */
    @Test
    void drawsHaveThePoissonDistributionWithMeanOne() {
        int draws = 200_000;
        int[] found = new int[14];
        for (int unit = 0; unit < 200; unit++) {
            PoissonDraws own = new PoissonDraws("unit " + unit, 7);
            for (int replicate = 0; replicate < draws / 200; replicate++) {
                found[own.in(replicate)]++;
            }
        }
        double term = BigDecimal.ONE
                .divide(new BigDecimal("2.718281828459045235360287471352662498"), MathContext.DECIMAL128)
                .doubleValue();
        for (int count = 0; count < 6; count++) {
            double spread = Math.sqrt(draws * term * (1 - term));
            assertThat((double) found[count]).as("%d times", count).isCloseTo(draws * term, within(5 * spread));
            term /= count + 1;
        }
    }
}
