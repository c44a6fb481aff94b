package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.Aggregate;
import io.assay.input.Columns;
import io.assay.input.Source;
import io.assay.spark.ScanCounter;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counts reads, jobs and shuffled bytes while losses, versions, baselines, slices and rows grow, and holds them to the formulas of
 * {@code performance.md}, "What travels".
 */
@Tag("spark")
@ExtendWith(SharedSession.class)
class WorkFormulasSparkTest {

    private static final int DAYS = 3;
    private static final int KINDS = 5;
    private static final int SIZES = 4;

    /** With files as dear as whole partitions, each is one. */
    private static final String OPEN_COST = "spark.sql.files.openCostInBytes";

    /** What a pass without sorts takes. */
    private static final int JOBS = 3;

    /** Of the formula for tallies: what a loss takes of a version, and of a pair, in a slot, the slot's names, and a task. */
    private static final long OF_VERSION = 700;

    private static final long OF_PAIR = 360;
    private static final long NAMES = 200;
    private static final long OF_TASK = 2_000;

    /** What a row with an id takes on its way, without its losses, and each of its losses. */
    private static final long OF_ROW = 20;

    private static final long OF_LOSS = 8;
    private static final long OF_WEIGHT = 8;

    /** Compression leaves at least so much of a tally and of a row, or something else was counted. */
    private static final long LEAST_OF_TALLY = 30;

    private static final long LEAST_OF_ROW = 8;

    private static final List<String> LOSSES =
            List.of("squared_error", "absolute_error", "binary_cross_entropy", "log_cosh", "pseudo_huber", "smooth_l1");

    @TempDir
    private Path folder = Path.of("");

    /**
     * What is evaluated.
     *
     * @param sets of slices: 0, 1 or 3
     * @param baselines so many of the versions
     * @param ids whether rows of several versions share them
     * @param weighted whether rows have weights
     * @param files of the source, each of which is a Spark partition
     */
    private record Setting(
            int losses, int versions, int baselines, int sets, int examples, boolean ids, boolean weighted, int files) {

        Setting(int losses, int versions, int baselines, int sets, int examples, boolean ids) {
            this(losses, versions, baselines, sets, examples, ids, false, 2);
        }

        Setting withWeights() {
            return new Setting(losses, versions, baselines, sets, examples, ids, true, files);
        }

        Setting inFiles(int more) {
            return new Setting(losses, versions, baselines, sets, examples, ids, weighted, more);
        }

        long rows() {
            return (long) examples * versions;
        }

        /** All values of all axes side by side, which are few enough for one covering set. */
        long slots() {
            return DAYS * (sets == 0 ? 1L : sets == 1 ? KINDS : KINDS * SIZES);
        }

        long pairs() {
            return ids ? (long) baselines * (versions - baselines) : 0;
        }

        /** Bytes of the tallies that so many tasks send. */
        long tallies(long tasks) {
            return tasks * (OF_TASK + slots() * (NAMES + losses * (versions * OF_VERSION + pairs() * OF_PAIR)));
        }

        /** Bytes that travel at the least. */
        long least() {
            return slots() * losses * versions * LEAST_OF_TALLY + (ids ? rows() * LEAST_OF_ROW : 0);
        }

        /** Bytes of the rows that meet. */
        long travelling() {
            return ids ? rows() * (OF_ROW + losses * OF_LOSS + (weighted ? OF_WEIGHT : 0)) : 0;
        }
    }

    /** What a pass took. */
    private record Work(long rowsRead, int jobs, long shuffled, int scans, long pairs) {}

    private Source table(SparkSession spark, Setting setting) {
        String path = folder.resolve("table " + setting.hashCode()).toString();
        String versions = IntStream.range(0, setting.versions())
                .mapToObj(i -> "'" + name(i) + "'")
                .collect(Collectors.joining(", "));
        spark.range(0, setting.examples(), 1, setting.files())
                .selectExpr(
                        "id",
                        "explode(array(" + versions + ")) AS version",
                        "CAST(id % 2 AS DOUBLE) AS label",
                        "rand(1) AS prediction",
                        "1D + id % 3 AS weight",
                        "concat('kind ', id % " + KINDS + ") AS kind",
                        "concat('size ', (id DIV " + KINDS + ") % " + SIZES + ") AS size",
                        "concat('day ', id % " + DAYS + ") AS day")
                .write()
                .parquet(path);
        return new Source("test", "parquet", path, Map.of(), Optional.empty(), Optional.empty());
    }

    private static String name(int version) {
        return String.valueOf((char) ('a' + version));
    }

    private static TallyPlan plan(Setting setting, MetricColumns metrics, int medians) {
        List<Axis> axes = List.of(new Axis("kind", "kind", Axis.Kind.VALUE), new Axis("size", "size", Axis.Kind.VALUE));
        List<List<Integer>> sets = List.of(List.of(0), List.of(1), List.of(0, 1));
        Slicing slicing = new Slicing(
                setting.sets() == 0 ? List.of() : setting.sets() == 1 ? axes.subList(0, 1) : axes,
                sets.subList(0, setting.sets()));
        Columns before = Passes.means(1, slicing).columns();
        Columns columns = new Columns(
                before.place(),
                setting.ids() ? List.of("id") : List.of(),
                List.of(),
                Optional.empty(),
                before.version(),
                Map.of(),
                Map.of(),
                before.label(),
                before.prediction(),
                Map.of(),
                setting.weighted() ? Optional.of("weight") : Optional.empty(),
                Optional.empty(),
                before.partition());
        List<LossColumn> losses = new ArrayList<>();
        for (int i = 0; i < setting.losses(); i++) {
            losses.add(Passes.loss("loss " + i, LOSSES.get(i), i < medians ? Aggregate.MEDIAN : Aggregate.MEAN));
        }
        List<String> baselines = IntStream.range(0, setting.baselines())
                .mapToObj(WorkFormulasSparkTest::name)
                .toList();
        return new TallyPlan(columns, losses, metrics, slicing, baselines, List.of());
    }

    private static Work work(SparkSession spark, TallyPlan plan, Source source) throws Exception {
        try (ScanCounter counter = ScanCounter.on(spark)) {
            return Passes.run(plan, Passes.conformed(plan, source), tallied -> {
                long pairs = tallied.cells().values().stream()
                        .mapToLong(cell -> cell.pairs().size())
                        .max()
                        .orElse(0);
                try {
                    return new Work(
                            counter.rowsRead(), counter.jobs(), counter.shuffledBytes(), tallied.scans(), pairs);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    /** From the smallest up, one thing at a time. */
    private static List<Setting> growing(boolean ids) {
        return List.of(
                new Setting(1, 2, 1, 0, 1_000, ids),
                new Setting(6, 2, 1, 0, 1_000, ids),
                new Setting(1, 4, 2, 0, 1_000, ids),
                new Setting(1, 2, 1, 3, 1_000, ids),
                new Setting(6, 4, 2, 3, 4_000, ids),
                new Setting(6, 4, 2, 3, 4_000, ids).withWeights(),
                new Setting(6, 4, 2, 3, 4_000, ids).inFiles(24));
    }

    @Test
    void readsJobsAndBytesAreThoseOfTheFormulasWhateverGrows(SparkSession spark) throws Exception {
        spark.conf().set(OPEN_COST, 128L << 20);
        for (boolean ids : new boolean[] {false, true}) {
            for (Setting setting : growing(ids)) {
                TallyPlan plan = plan(setting, MetricColumns.NONE, 0);
                Work work = work(spark, plan, table(spark, setting));
                long tasks = tasks(spark, setting);
                // A task that tallies what it reads finds what is kept in the stage that reads; Spark counts that in
                // batches.
                assertThat(work.rowsRead())
                        .as("rows read, %s", setting)
                        .isBetween(setting.rows(), setting.rows() + (ids ? 0 : tasks));
                assertThat(work.scans()).as("reads, %s", setting).isEqualTo(1);
                assertThat(work.jobs()).as("jobs, %s", setting).isEqualTo(JOBS);
                assertThat(work.pairs()).as("pairs of versions, %s", setting).isEqualTo(setting.pairs());
                assertThat(work.shuffled())
                        .as("bytes, %s", setting)
                        .isLessThan(setting.tallies(tasks) + setting.travelling())
                        .isGreaterThan(setting.least());
            }
        }
    }

    /** Those that tally: rows meet in as many partitions as tasks run at once, as their files are small. */
    private static long tasks(SparkSession spark, Setting setting) {
        int atOnce = spark.sparkContext().defaultParallelism();
        return setting.ids() ? atOnce : Math.min(setting.files(), PartitionGroups.TASKS_A_CORE * atOnce);
    }

    @AfterEach
    void asBefore(SparkSession spark) {
        spark.conf().unset(OPEN_COST);
    }

    /** One curve and all tallies of metrics. */
    private static MetricColumns curve() {
        return new MetricColumns(
                Passes.METRICS.tallied(), Passes.METRICS.rankings().subList(1, 2));
    }

    @Test
    void whatIsSortedAddsJobsOnce(SparkSession spark) throws Exception {
        for (Setting setting : List.of(new Setting(2, 2, 1, 0, 100, true), new Setting(2, 4, 2, 1, 100, true))) {
            Source source = table(spark, setting);
            for (int medians = 1; medians <= 2; medians++) {
                Work work = work(spark, plan(setting, MetricColumns.NONE, medians), source);
                assertThat(work.jobs()).as("%d medians, %s", medians, setting).isEqualTo(JOBS + 5);
                assertThat(work.rowsRead()).isEqualTo(setting.rows());
            }
            Work ranked = work(spark, plan(setting, curve(), 0), source);
            assertThat(ranked.jobs()).as("rankings, %s", setting).isEqualTo(JOBS + 4);
            assertThat(ranked.rowsRead()).isEqualTo(setting.rows());
            Work both = work(spark, plan(setting, curve(), 1), source);
            assertThat(both.jobs()).as("medians and rankings, %s", setting).isEqualTo(JOBS + 7);
        }
    }
}
