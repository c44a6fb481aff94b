package io.assay.cost;

import static io.assay.cost.BinnedRows.add;
import static io.assay.cost.BinnedRows.clustered;
import static io.assay.cost.BinnedRows.clusteredOne;
import static io.assay.cost.BinnedRows.inClusters;
import static io.assay.cost.BinnedRows.ownBins;
import static io.assay.cost.BinnedRows.pairs;
import static io.assay.cost.BinnedRows.rows;
import static io.assay.cost.BinnedRows.someEdges;
import static io.assay.cost.BinnedRows.tally;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.BinnedRows.Scores;
import io.assay.cost.RankedRows.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Areas under ROC curves that are read off bins, held against those that are read off sorted rows. */
class BinnedAreaTest {

    private static final BinnedArea AREA = new BinnedArea();
    private static final RankStatistic EXACT = RankStatistic.area(1);

    private static RankedRows exact(List<Row> rows) {
        return new RankedRows(List.of(EXACT), rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theExactAreaIsNeverFartherAwayThanTheBound(int seed) {
        Random random = new Random(seed);
        for (Scores scores : Scores.values()) {
            for (int edges : new int[] {0, 1, 4, 40, 200}) {
                List<Row> rows = rows(random, scores, 200, 200, random.nextBoolean());
                ScoreEdges some = someEdges(rows, random, edges);
                MetricEstimate binned = AREA.of(tally(rows, some));
                MetricDifference pair = AREA.of(pairs(rows, some));
                PairEstimate exact = exact(rows).paired(0).difference().estimate();
                String which = "seed " + seed + ", " + scores + ", " + some;
                assertThat(Math.abs(binned.value() - exact.candidate()))
                        .as(which)
                        .isLessThanOrEqualTo(binned.spread().bound() + 1e-12);
                assertThat(Math.abs(pair.estimate().difference() - exact.difference()))
                        .as(which)
                        .isLessThanOrEqualTo(pair.spread().bound() + 1e-12);
                assertThat(binned.interval().lower())
                        .isLessThanOrEqualTo(
                                Math.max(0, binned.value() - binned.spread().bound()));
            }
        }
    }

    /** Negatives and positives apart, or the wrong way round, in a single bin: the exact area is as far as it can be. */
    @Test
    void theBoundIsReached() {
        List<Row> rows = List.of(new Row("a", 0, 1, 3, 1), new Row("b", 0, 2, 4, 2), new Row("c", 1, 3, 1, 1));
        MetricDifference pair = AREA.of(pairs(rows, ScoreEdges.NONE));
        assertThat(pair.estimate().candidate()).isEqualTo(0.5);
        assertThat(exact(rows).paired(0).difference().estimate().difference()).isEqualTo(1);
        assertThat(pair.estimate().difference()).isZero();
        assertThat(pair.spread().bound()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whereEveryScoreHasItsOwnBinAllIsAsOfSortedRows(int seed) {
        Random random = new Random(seed);
        for (Scores scores : Scores.values()) {
            for (boolean weighted : new boolean[] {false, true}) {
                List<Row> rows = rows(random, scores, 150, 150, weighted);
                String which = "seed " + seed + ", " + scores + (weighted ? ", weighted" : "");
                MetricEstimate binned = AREA.of(tally(rows, ownBins(rows)));
                MetricEstimate sorted = exact(rows).estimate(0).estimate();
                assertThat(binned.spread().bound()).as(which).isZero();
                assertThat(binned.value()).as(which).isCloseTo(sorted.value(), within(weighted ? 1e-14 : 0));
                assertThat(binned.standardError()).as(which).isCloseTo(sorted.standardError(), within(1e-13));
                assertThat(binned.interval().lower())
                        .isCloseTo(sorted.interval().lower(), within(1e-12));
                assertThat(binned.interval().upper())
                        .isCloseTo(sorted.interval().upper(), within(1e-12));
                MetricDifference pair = AREA.of(pairs(rows, ownBins(rows)));
                MetricDifference exact = exact(rows).paired(0).difference();
                assertThat(pair.estimate().difference())
                        .as(which)
                        .isCloseTo(exact.estimate().difference(), within(1e-14));
                assertThat(pair.estimate().standardError())
                        .as(which)
                        .isCloseTo(exact.estimate().standardError(), within(1e-13));
                assertThat(pair.estimate().baselineStandardError())
                        .as(which)
                        .isCloseTo(exact.estimate().baselineStandardError(), within(1e-13));
                assertThat(pair.effectiveUnits()).isCloseTo(exact.effectiveUnits(), within(1e-9));
                assertThat(pair.spread().degreesOfFreedom())
                        .isEqualTo(exact.spread().degreesOfFreedom());
            }
        }
    }

    /** With fewer units than buckets, and none of them sharing one, buckets are the units themselves. */
    @Test
    void clustersOfBucketsOfTheirOwnHaveTheErrorOfClusters() {
        Map<Integer, String> byBucket = new LinkedHashMap<>();
        for (int i = 0; byBucket.size() < 40; i++) {
            byBucket.putIfAbsent(Buckets.of("user " + i), "user " + i);
        }
        List<String> users = List.copyOf(byBucket.values());
        Random random = new Random(5);
        List<Row> rows = new ArrayList<>();
        for (Row row : rows(random, Scores.CONTINUOUS, 240, 240, true)) {
            String user = users.get(rows.size() % users.size());
            rows.add(new Row(user, row.label(), row.candidate(), row.baseline(), row.weight()));
        }
        double[] ours = new double[users.size()];
        double[] theirs = new double[users.size()];
        List<double[]> candidate = exact(rows).influences(Row::candidate);
        List<double[]> baseline = exact(rows).influences(Row::baseline);
        for (int i = 0; i < rows.size(); i++) {
            ours[i % users.size()] += rows.get(i).weight() * candidate.get(i)[0];
            theirs[i % users.size()] += rows.get(i).weight() * baseline.get(i)[0];
        }
        double squares = 0;
        double ownSquares = 0;
        for (int i = 0; i < ours.length; i++) {
            squares += (ours[i] - theirs[i]) * (ours[i] - theirs[i]);
            ownSquares += ours[i] * ours[i];
        }
        MetricDifference pair = AREA.of(clustered(rows, ownBins(rows)));
        assertThat(pair.estimate().standardError()).isCloseTo(Math.sqrt(squares * 40 / 39), within(1e-13));
        assertThat(pair.spread().method()).matches("DeLong in [0-9]+ bins over 40 buckets, t");
        assertThat(pair.spread().degreesOfFreedom()).isEqualTo(39);
        assertThat(pair.units()).isEqualTo(40);
        MetricEstimate one = AREA.of(clusteredOne(rows, ownBins(rows)));
        assertThat(one.standardError()).isCloseTo(Math.sqrt(ownSquares * 40 / 39), within(1e-13));
        assertThat(one.spread().isOfBuckets()).isTrue();
    }

    @Test
    void exchangedClassesTurnAreasRound() {
        List<Row> rows = rows(new Random(8), Scores.TIED, 300, 300, true);
        List<Row> exchanged = rows.stream()
                .map(row -> new Row(row.unit(), 1 - row.label(), row.candidate(), row.baseline(), row.weight()))
                .toList();
        ScoreEdges edges = someEdges(rows, new Random(9), 6);
        MetricDifference one = AREA.of(pairs(rows, edges));
        MetricDifference other = AREA.of(pairs(exchanged, edges));
        assertThat(other.estimate().difference()).isCloseTo(-one.estimate().difference(), within(1e-14));
        assertThat(other.estimate().standardError()).isCloseTo(one.estimate().standardError(), within(1e-14));
        assertThat(other.spread().bound()).isCloseTo(one.spread().bound(), within(1e-14));
    }

    @Test
    void weightsCountByTheirRatios() {
        List<Row> rows = rows(new Random(10), Scores.CONTINUOUS, 200, 200, true);
        List<Row> eightfold =
                rows.stream().map(row -> row.withWeight(8 * row.weight())).toList();
        ScoreEdges edges = someEdges(rows, new Random(11), 30);
        assertThat(AREA.of(pairs(eightfold, edges)).estimate())
                .isEqualTo(AREA.of(pairs(rows, edges)).estimate());
    }

    @Test
    void rowsWithoutWeightAreCountedAndNothingElse() {
        List<Row> rows = rows(new Random(12), Scores.CONTINUOUS, 60, 60, false);
        BinTally tally = tally(rows, ScoreEdges.of(List.of(0.0, 1.0)));
        double area = AREA.of(tally).value();
        add(tally, new Row("none", 1, 0.5, 0.5, 0));
        assertThat(AREA.of(tally).value()).isEqualTo(area);
        assertThat(tally.rows()).isEqualTo(61);
        assertThat(tally.units()).isEqualTo(60);
    }

    @Test
    void oneClassHasNoArea() {
        List<Row> rows = IntStream.range(0, 20)
                .mapToObj(i -> new Row("row " + i, 1, i, -i, 1))
                .toList();
        MetricEstimate one = AREA.of(tally(rows, ownBins(rows)));
        assertThat(one.value()).isNaN();
        assertThat(one.standardError()).isNaN();
        assertThat(one.interval().lower()).isNaN();
        PairEstimate pair = AREA.of(pairs(rows, ownBins(rows))).estimate();
        assertThat(pair.difference()).isNaN();
        assertThat(pair.standardError()).isNaN();
        assertThat(AREA.of(new BinTally(ScoreEdges.NONE)).value()).isNaN();
    }

    @Test
    void fewOfOneClassAreNoGroundForAVerdict() {
        List<Row> rows = IntStream.range(0, 60)
                .mapToObj(i -> new Row("row " + i, i < 9 ? 1 : 0, i, -i, 1))
                .toList();
        assertThat(AREA.of(pairs(rows, ownBins(rows))).spread().flaw())
                .isEqualTo("only 9 units have positives, at least 10 needed");
    }

    @Test
    void fewBinsAreNoGroundForAVerdictAndMoreAreNamed() {
        List<Row> rows = rows(new Random(13), Scores.CONTINUOUS, 2_000, 2_000, false);
        double[] ascending = rows.stream().mapToDouble(Row::candidate).sorted().toArray();
        ScoreEdges sixteen = ScoreEdges.of(
                IntStream.range(1, 16).mapToObj(i -> ascending[125 * i]).toList());
        Spread spread = AREA.of(tally(rows, sixteen)).spread();
        assertThat(spread.flaw())
                .matches("coarse: in 16 bins it may be off by 0\\.0[0-9]+, more than a tenth of its standard error"
                        + " 0\\.0[0-9]+; more bins, as bins=[0-9]+, or the exact roc_auc needed");
        int named = Integer.parseInt(spread.flaw().replaceAll(".*bins=([0-9]+).*", "$1"));
        ScoreEdges more = ScoreEdges.of(IntStream.range(1, named)
                .mapToObj(i -> ascending[(int) (2_000L * i / named)])
                .toList());
        assertThat(AREA.of(tally(rows, more)).spread().flaw()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void anyOrderAndMergeTreeGivesTheSameBytes(int seed) {
        Random random = new Random(seed);
        List<Row> rows = rows(random, Scores.values()[seed % 4], 400, 400, seed % 2 == 0);
        ScoreEdges edges = someEdges(rows, random, 60);
        MetricBasis basis = MetricBasis.scoreBins(61, edges);
        BinTally one = tally(rows, edges);
        BinPairTally pairs = pairs(rows, edges);
        for (int i = 0; i < 10; i++) {
            BinTally merged = Partitionings.merged(
                    rows,
                    random,
                    () -> new BinTally(edges),
                    BinnedRows::add,
                    BinTally::add,
                    state -> Bytes.read(Bytes.of(state::writeTo), in -> BinTally.readFrom(in, basis)));
            BinPairTally mergedPairs = Partitionings.merged(
                    rows,
                    random,
                    () -> new BinPairTally(edges),
                    BinnedRows::add,
                    BinPairTally::add,
                    state -> Bytes.read(Bytes.of(state::writeTo), in -> BinPairTally.readFrom(in, basis)));
            assertThat(Bytes.of(merged::writeTo)).as("seed %d", seed).isEqualTo(Bytes.of(one::writeTo));
            assertThat(Bytes.of(mergedPairs::writeTo)).as("seed %d", seed).isEqualTo(Bytes.of(pairs::writeTo));
            assertThat(AREA.of(mergedPairs)).isEqualTo(AREA.of(pairs));
        }
    }

    @Test
    void clustersInAnyOrderGiveTheSameBytes() {
        Random random = new Random(21);
        List<Row> rows = rows(random, Scores.CONTINUOUS, 600, 150, true);
        ScoreEdges edges = someEdges(rows, random, 60);
        MetricBasis basis = MetricBasis.scoreBins(61, edges);
        List<List<Row>> units = new ArrayList<>();
        inClusters(rows, units::add);
        BinPairTally whole = clustered(rows, edges);
        BinPairTally merged = Partitionings.merged(
                units,
                random,
                () -> new BinPairTally(edges),
                BinnedRows::addUnit,
                BinPairTally::add,
                state -> Bytes.read(Bytes.of(state::writeTo), in -> BinPairTally.readFrom(in, basis)));
        assertThat(Bytes.of(merged::writeTo)).isEqualTo(Bytes.of(whole::writeTo));
    }

    /** More combinations of bins than are held: both ways to get there, and an error that is close to the exact one. */
    @Test
    void manyCombinationsAreHeldInWiderBins() {
        Random random = new Random(22);
        List<Row> rows = rows(random, Scores.CONTINUOUS, 60_000, 60_000, false);
        double[] ascending = rows.stream().mapToDouble(Row::baseline).sorted().toArray();
        ScoreEdges edges = ScoreEdges.of(IntStream.range(1, 4_096)
                .mapToObj(i -> ascending[i * 60_000 / 4_096])
                .toList());
        BinPairTally whole = pairs(rows, edges);
        assertThat(whole.both().shift()).isPositive();
        BinPairTally half = pairs(rows.subList(30_000, 60_000), edges);
        half.add(pairs(rows.subList(0, 30_000), edges));
        assertThat(Bytes.of(half::writeTo)).isEqualTo(Bytes.of(whole::writeTo));
        PairEstimate binned = AREA.of(whole).estimate();
        PairEstimate exact = exact(rows).paired(0).difference().estimate();
        assertThat(binned.standardError()).isCloseTo(exact.standardError(), within(1e-3 * exact.standardError()));
        assertThat(binned.difference())
                .isCloseTo(exact.difference(), within(AREA.of(whole).spread().bound()));
    }

    @Test
    void otherEdgesAreRefused() {
        BinTally one = new BinTally(ScoreEdges.of(List.of(1.0)));
        BinTally other = new BinTally(ScoreEdges.of(List.of(2.0)));
        assertThatThrownBy(() -> one.add(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the edges must be the same");
        assertThatThrownBy(() -> ScoreEdges.of(List.of(Double.NaN))).isInstanceOf(IllegalArgumentException.class);
        assertThat(MetricBasis.scoreBins(2, ScoreEdges.of(List.of(1.0))).text())
                .isNotEqualTo(
                        MetricBasis.scoreBins(2, ScoreEdges.of(List.of(2.0))).text());
    }

    @Test
    void aBasisIsReadAsItWasWritten() {
        MetricBasis basis = MetricBasis.scoreBins(4, ScoreEdges.of(List.of(0.5, -0.0, 0.25, 0.5)));
        assertThat(Bytes.read(Bytes.of(basis::writeTo), MetricBasis::readFrom)).isEqualTo(basis);
        assertThat(basis.edges().bins()).isEqualTo(4);
        assertThat(basis.edges().bin(-0.0)).isEqualTo(1);
        assertThat(basis.edges().bin(0.0)).isEqualTo(1);
        assertThat(basis.edges().bin(0.3)).isEqualTo(2);
        assertThat(basis.edges().bin(Double.POSITIVE_INFINITY)).isEqualTo(3);
        assertThat(basis.edges().bin(Double.NEGATIVE_INFINITY)).isZero();
    }
}
