package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.dimension.Cell;
import io.assay.input.Columns;
import io.assay.input.Source;
import io.assay.spark.ScanCounter;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows come by several roads with the same results, and what travels is what the documentation says. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class RoadsSparkTest {

    /** What a row of an id may take on its way, and what the ends of blocks take besides. */
    private static final int BYTES_OF_A_ROW = 40;

    private static final int BLOCK_ENDS = 8 * 1024;

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void anyRoad(SparkSession spark) {
        spark.conf().unset(ScoredRows.ROAD);
    }

    private Source written(SparkSession spark, TallyPlan plan, List<Score> scores, String format) {
        String path = folder.resolve(format).toString();
        List<String> columns = List.of("id", "version", "label", "prediction", "weight", "user", "kind", "day");
        Passes.conformed(plan, scores, 1)
                .rows()
                .selectExpr(columns.toArray(String[]::new))
                .repartition(3)
                .write()
                .format(format)
                .save(path);
        return new Source("test", format, path, Map.of(), Optional.empty(), Optional.empty());
    }

    private static Passes.Bits bits(SparkSession spark, TallyPlan plan, Source source, String road, String told) {
        spark.conf().set(ScoredRows.ROAD, road);
        return Passes.run(plan, Passes.conformed(plan, source), tallied -> {
            assertThat(tallied.road()).startsWith(told);
            assertThat(tallied.scans()).isEqualTo(road.equals("plain") ? 2 : 1);
            return Passes.bits(tallied);
        });
    }

    @Test
    void everyRoadGivesTheSameBits(SparkSession spark) {
        for (int seed = 0; seed < 2; seed++) {
            TallyPlan plan = Passes.plan(seed == 0, false);
            Source source = written(spark, plan, Score.good(new Random(seed), 60), seed == 0 ? "parquet" : "orc");
            Passes.Bits batches = bits(spark, plan, source, "", "read in batches of columns");
            assertThat(batches.values()).hasSizeGreaterThan(20);
            assertThat(bits(spark, plan, source, "rows", "read as rows, since").differences(batches))
                    .as("seed %d", seed)
                    .isEmpty();
            // Of these Spark does not tell how many were read, so that they are counted by one more read.
            assertThat(bits(spark, plan, source, "plain", "read as plain rows, since")
                            .differences(batches))
                    .as("seed %d", seed)
                    .isSubsetOf("read");
        }
    }

    /** Scores of which every seventh has another label, and how many of them a baseline's row of the same id meets. */
    private static long relabelled(List<Score> scores, List<Score> into) {
        Map<String, Double> labels = new HashMap<>();
        for (int i = 0; i < scores.size(); i++) {
            Score score = scores.get(i);
            into.add(i % 7 == 0 ? score.withLabel(1 - Objects.requireNonNull(score.label())) : score);
            if ("a".equals(score.version())) {
                labels.put(score.id(), into.get(i).label());
            }
        }
        return into.stream()
                .filter(score -> !"a".equals(score.version()) && labels.containsKey(score.id()))
                .filter(score -> !Objects.equals(labels.get(score.id()), score.label()))
                .count();
    }

    @Test
    void everyRoadCountsThePairsWhoseLabelsDifferAndComparesTheOthers(SparkSession spark) {
        TallyPlan plan = Passes.plan(true, false);
        List<Score> scores = new ArrayList<>();
        long differing = relabelled(Score.good(new Random(5), 60), scores);
        assertThat(differing).isGreaterThan(10);
        Source source = written(spark, plan, scores, "parquet");
        for (String road : List.of("", "rows", "plain")) {
            spark.conf().set(ScoredRows.ROAD, road);
            Passes.run(plan, Passes.conformed(plan, source), tallied -> {
                Counts counts = tallied.counts();
                assertThat(counts.total(Counts.DIFFERING_LABELS)).as(road).isEqualTo(differing);
                long compared = tallied.cell(Cell.ALL).orElseThrow().pairs().values().stream()
                        .mapToLong(pairs -> pairs[0].pairsSeen())
                        .sum();
                assertThat(compared).as(road).isEqualTo(counts.total(Counts.SHARED) - differing);
                return true;
            });
        }
    }

    @Test
    void aPlanThatGivesNoBatchesIsReadAsRowsForThatReason(SparkSession spark) {
        TallyPlan clustered = Passes.plan(false, true);
        Source source = written(spark, clustered, Score.good(new Random(2), 10), "parquet");
        Passes.run(clustered, Passes.conformed(clustered, source), tallied -> {
            assertThat(tallied.road()).startsWith("read as rows, since the plan has");
            return true;
        });
    }

    /** A table of so many examples of three versions with whole numbers for ids, the same groups however many there are. */
    private Source table(SparkSession spark, int examples) {
        return table(spark, examples, "CAST(id % 2 AS DOUBLE)");
    }

    private Source table(SparkSession spark, int examples, String label) {
        String path = folder.resolve("table " + examples + " " + label.length()).toString();
        spark.range(examples)
                .selectExpr(
                        "id",
                        "explode(array('a', 'b', 'c')) AS version",
                        label + " AS label",
                        "rand(1) AS prediction",
                        "concat('kind ', id % 5) AS kind",
                        "concat('day ', id % 3) AS day")
                .write()
                .parquet(path);
        return new Source("test", "parquet", path, Map.of(), Optional.empty(), Optional.empty());
    }

    private static TallyPlan means(int losses, boolean ids) {
        Slicing slicing = new Slicing(List.of(new Axis("kind", "kind", Axis.Kind.VALUE)), List.of(List.of(0)));
        TallyPlan plan = Passes.means(losses, slicing);
        Columns columns = plan.columns();
        Columns own = new Columns(
                columns.place(),
                ids ? List.of("id") : List.of(),
                List.of(),
                Optional.empty(),
                columns.version(),
                Map.of(),
                Map.of(),
                columns.label(),
                columns.prediction(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                columns.partition());
        return new TallyPlan(own, plan.losses(), MetricColumns.NONE, slicing, plan.baselines(), plan.candidates());
    }

    private static long shuffled(SparkSession spark, TallyPlan plan, Source source) throws Exception {
        try (ScanCounter counter = ScanCounter.on(spark)) {
            return Passes.run(plan, Passes.conformed(plan, source), tallied -> {
                try {
                    return counter.shuffledBytes();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    @Test
    void withoutIdsOnlyTalliesTravel(SparkSession spark) throws Exception {
        Source few = table(spark, 3_000);
        Source many = table(spark, 30_000);
        TallyPlan plan = means(3, false);
        long before = shuffled(spark, plan, few);
        // The counters in a tally grow a little with the rows; the rows themselves would be ten times as many.
        assertThat(shuffled(spark, plan, many)).isLessThan(2 * before);
    }

    @Test
    void withIdsARowTravelsInFewBytesBesidesTheTallies(SparkSession spark) throws Exception {
        int examples = 30_000;
        Source source = table(spark, examples);
        long tallies = shuffled(spark, means(3, false), source);
        long rows = 3L * examples;
        // Two pairs of versions have tallies besides those of three versions.
        assertThat(shuffled(spark, means(3, true), source))
                .isLessThan(BYTES_OF_A_ROW * rows + 4 * tallies + BLOCK_ENDS);
        Source varied = table(spark, examples, "rand(2)");
        assertThat(shuffled(spark, means(3, true), varied))
                .isLessThan(BYTES_OF_A_ROW * rows + 4 * tallies + BLOCK_ENDS);
    }

    @Test
    void lossesAddNeitherJobsNorReads(SparkSession spark) throws Exception {
        Source source = table(spark, 300);
        int[] jobs = new int[2];
        for (int i = 0; i < 2; i++) {
            try (ScanCounter counter = ScanCounter.on(spark)) {
                TallyPlan plan = means(1 + 6 * i, true);
                int scans = Passes.run(plan, Passes.conformed(plan, source), tallied -> tallied.scans());
                assertThat(scans).isEqualTo(1);
                assertThat(counter.rowsRead()).isEqualTo(900);
                jobs[i] = counter.jobs();
            }
        }
        assertThat(jobs[1]).isEqualTo(jobs[0]);
    }
}
