package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.Aggregate;
import io.assay.input.Columns;
import io.assay.input.Conformed;
import io.assay.input.Source;
import io.assay.loss.Direction;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in the files and whatever is asked of them, batches give the bits that rows give. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class BatchRoadLawsSparkTest {

    private static final List<String> NUMBERS = List.of(
            "real",
            "share",
            "single",
            "whole",
            "small",
            "tiny",
            "truth",
            "money",
            "written",
            "real + whole",
            "number",
            "large",
            "detail.inner",
            "named['x']",
            "matrix[0][1]",
            "element_at(several, -1)");
    private static final List<String> TEXTS = List.of(
            "kind",
            "many",
            "whole",
            "day",
            "moment",
            "truth",
            "real",
            "money",
            "upper(kind)",
            "substring(many, 13, 1)",
            "number % 3",
            "coalesce(kind, many)",
            "CASE WHEN real < 0 THEN 'below' WHEN real < 1 THEN kind ELSE 'above' END",
            "if(kind = 'a', 'yes', 'no')",
            "concat(kind, whole)",
            "year(day)",
            "local",
            "hex(bytes)",
            "detail.name",
            "concat(detail.name, size(matrix))",
            "large",
            "map_keys(named)[0]");
    private static final List<String> TESTS = List.of(
            "real >= 0.5",
            "kind = 'b'",
            "kind IN ('a', 'A') AND NOT truth",
            "written > 0.2 OR isnan(real)",
            "day IS NULL",
            "matrix[0][0] > 0.5 OR detail IS NULL",
            "array_contains(several, 0.5D) OR size(named) > 1");
    private static final List<String> LOSSES = List.of(
            "squared_error", "huber", "binary_cross_entropy", "zero_one_loss", "pinball_loss", "poisson_deviance");
    private static final List<String> ARRAYS = List.of("several", "singles", "vector", "array(share, 1 - share, 0D)");

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void batchesOfParquetGiveTheBitsOfRows(int seed, SparkSession spark) {
        Random random = new Random(seed);
        RandomFile rows = new RandomFile(random);
        Path files = folder.resolve("files");
        rows.rows(spark, 3_000 + random.nextInt(6_000), 1)
                .write()
                .option("parquet.dictionary.page.size", 512 << random.nextInt(8))
                .option("parquet.page.size", 1 << (10 + random.nextInt(6)))
                .option("parquet.block.size", 100_000L << random.nextInt(4))
                .parquet(files + "/part=1");
        rows.rows(spark, 500, 2)
                .drop(of(List.of("many", "kind", "matrix", "vector", "detail", "real"), random))
                .write()
                .parquet(files + "/part=2");
        check("parquet", files, Map.of("mergeSchema", "true"), random, seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {21, 22, 23, 24, 25, 26})
    void batchesOfOrcGiveTheBitsOfRows(int seed, SparkSession spark) throws IOException {
        Random random = new Random(seed);
        Path files = folder.resolve("files");
        RandomFile rows = new RandomFile(random);
        // None, some or all texts by dictionaries, and several stripes in a file.
        rows.rows(spark, 5_000, 2)
                .write()
                .option("orc.dictionary.key.threshold", of(List.of("0", "0.3", "1"), random))
                .option("orc.stripe.row.count", 1_000 << random.nextInt(2))
                .option("orc.compress", of(List.of("NONE", "ZLIB"), random))
                .orc(files + "/part=1");
        assertThat(stripes(files.resolve("part=1"))).isGreaterThan(2);
        rows.rows(spark, 500, 1)
                .drop(of(List.of("many", "kind", "matrix", "vector", "detail", "real"), random))
                .write()
                .orc(files + "/part=2");
        // Spark's ORC keeps a vector's parts and forgets that they are one.
        List<String> arrays =
                ARRAYS.stream().filter(array -> !array.equals("vector")).toList();
        check("orc", files, Map.of("mergeSchema", "true"), plan(random, arrays), random, seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 32, 33, 34})
    void batchesOfSeveralVersionsSideBySideGiveTheBitsOfRows(int seed, SparkSession spark) {
        Random random = new Random(seed);
        Path files = folder.resolve("files");
        new RandomFile(random).rows(spark, 5_000, 2).write().parquet(files.toString());
        TallyPlan plan = plan(random);
        // Versions side by side are of one type, to which truths do not go.
        List<String> alike =
                NUMBERS.stream().filter(number -> !number.equals("truth")).toList();
        Map<String, String> wide = Map.of("a", of(alike, random), "b", "share * 2", "c", of(alike, random));
        check("parquet", files, Map.of(), wide(plan, wide), random, seed);
    }

    private static TallyPlan wide(TallyPlan plan, Map<String, String> versions) {
        Columns before = plan.columns();
        Columns columns = new Columns(
                "test",
                before.id(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                versions,
                Map.of(),
                before.label(),
                Optional.empty(),
                Map.of(),
                before.weight(),
                Optional.empty(),
                before.partition());
        return new TallyPlan(
                columns, plan.losses(), MetricColumns.NONE, plan.slicing(), plan.baselines(), plan.candidates());
    }

    private static void check(String format, Path files, Map<String, String> options, Random random, int seed) {
        check(format, files, options, plan(random), random, seed);
    }

    private static void check(
            String format, Path files, Map<String, String> options, TallyPlan plan, Random random, int seed) {
        Source source = new Source(
                "test",
                format,
                files.toString(),
                options,
                random.nextInt(3) == 0 ? Optional.of(of(TESTS, random)) : Optional.empty(),
                Optional.empty());
        Conformed conformed = Passes.conformed(plan, source);
        Dataset<Row> scored = new Scorer(plan, RepeatedIds.NONE).score(conformed);
        ScoredLayout layout = ScoredLayout.of(plan, RepeatedIds.NONE);
        assertThat(ColumnarScan.of(scored)).as("seed %s", seed).isInstanceOf(ColumnarScan.Branches.class);
        List<String> batched = ScoredLines.ofBatches(layout, scored);
        List<String> expected = ScoredLines.ofRows(layout, scored);
        assertThat(expected).hasSizeGreaterThan(1_000);
        assertThat(batched).as("seed %s, %s", seed, plan).isEqualTo(expected);
    }

    /** How many stripes the files of a folder have. */
    private static int stripes(Path folder) throws IOException {
        int stripes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.orc")) {
            for (Path file : files) {
                try (Reader reader = OrcFile.createReader(
                        new org.apache.hadoop.fs.Path(file.toUri()), OrcFile.readerOptions(new Configuration()))) {
                    stripes += reader.getStripes().size();
                }
            }
        }
        return stripes;
    }

    private static TallyPlan plan(Random random) {
        return plan(random, ARRAYS);
    }

    private static TallyPlan plan(Random random, List<String> arrays) {
        String label = of(NUMBERS, random);
        String prediction = of(NUMBERS, random);
        List<List<String>> ids = List.of(List.of(), List.of("id"), List.of("number"), List.of("id", "number"));
        Columns columns = new Columns(
                "test",
                of(ids, random),
                List.of(),
                Optional.empty(),
                Optional.of(of(List.of("version", "'a'", "whole", "concat(version, kind)"), random)),
                Map.of(),
                Map.of(),
                Optional.of(label),
                Optional.of(prediction),
                Map.of(),
                random.nextBoolean()
                        ? Optional.of("abs(" + of(List.of("share", "single", "money"), random) + ")")
                        : Optional.empty(),
                Optional.empty(),
                random.nextBoolean() ? List.of("kind", "whole") : List.of());
        List<LossColumn> losses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            losses.add(Passes.loss("loss " + i, of(LOSSES, random), Aggregate.MEAN));
        }
        losses.add(Passes.loss("wmape", "weighted_absolute_percentage_error", Aggregate.RATIO));
        losses.add(
                loss("brier", "multiclass_brier_loss(label => (label), prediction => (" + of(arrays, random) + "))"));
        losses.add(loss("energy", "energy_score(label => (" + of(arrays, random) + "), prediction => (matrix))"));
        losses.add(new LossColumn(
                "own",
                "CASE WHEN share < 0.9 THEN abs(share - real) / share END",
                "NULL",
                Optional.empty(),
                false,
                Aggregate.MEAN,
                Direction.LOWER));
        List<Axis> axes = new ArrayList<>();
        List<List<Integer>> sets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            axes.add(new Axis("axis " + i, of(TEXTS, random), Axis.Kind.VALUE));
            sets.add(List.of(i));
        }
        axes.add(new Axis("test", of(TESTS, random), Axis.Kind.PREDICATE));
        boolean numeric = !label.equals("truth") && !prediction.equals("truth");
        return new TallyPlan(
                columns,
                losses,
                numeric && !label.equals("written") && !prediction.equals("written")
                        ? Passes.METRICS
                        : MetricColumns.NONE,
                new Slicing(axes, sets),
                List.of("a"),
                List.of());
    }

    private static LossColumn loss(String name, String call) {
        return new LossColumn(
                name, "try_" + call, "check_" + call, Optional.empty(), false, Aggregate.MEAN, Direction.LOWER);
    }

    private static <T> T of(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
