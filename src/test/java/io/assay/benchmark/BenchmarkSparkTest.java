package io.assay.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.SharedSession;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark on few rows: what it measures means nothing, but all ways must find the same. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class BenchmarkSparkTest {

    private static final long SEED = 7;
    private static final List<String> VARIANTS = List.of(
            "sql-grouping-sets",
            "sql-join",
            "pass-unpaired",
            "pass-wide",
            "pass-bucketed",
            "pass-bucketed-versions",
            "pass-unpaired-unweighted",
            "pass-paired-unweighted",
            "pass-wide-unweighted",
            "mllib-10-slices",
            "duckdb",
            "call*",
            "array*");

    private final SparkSession spark = SharedSession.session();

    @TempDir
    Path folder = Path.of("");

    @Test
    void allVariantsFindTheSameNumbersAndTheTableHasARowForEach() {
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        List<String> tables = new ArrayList<>();
        Benchmark.Settings settings =
                new Benchmark.Settings(1_500, SEED, 1, 0, VARIANTS, folder.toString(), "assay benchmark");

        BenchmarkTable table = new Benchmark(
                        spark,
                        settings,
                        new PrintStream(progress, true, StandardCharsets.UTF_8),
                        soFar -> tables.add(soFar.markdown()))
                .run();

        assertThat(table.disagreeing()).isEmpty();
        assertThat(table.variants())
                .containsExactly(
                        "scan-long",
                        "scan-wide",
                        "sql-grouping-sets",
                        "sql-join",
                        "pass-unpaired",
                        "pass-wide",
                        "pass-bucketed",
                        "pass-bucketed-versions",
                        "pass-unpaired-unweighted",
                        "pass-paired-unweighted",
                        "pass-wide-unweighted",
                        "duckdb",
                        "mllib-10-slices",
                        "call-columns",
                        "call-strict",
                        "call-try",
                        "call-expressions",
                        "call-udf2",
                        "array-columns",
                        "array-try",
                        "array-higher-order",
                        "array-udf2");
        // Three losses of each version in the total: at the least these have been compared.
        assertThat(table.compared("pass-unpaired")).isGreaterThan(9);
        // Costs as for the unpaired pass, and differences.
        assertThat(table.compared("pass-wide")).isGreaterThan(table.compared("pass-unpaired"));
        assertThat(table.compared("pass-bucketed")).isEqualTo(table.compared("pass-wide"));
        assertThat(table.compared("pass-bucketed-versions")).isEqualTo(table.compared("pass-wide"));
        // Among themselves: without weights they are other costs, but as many.
        assertThat(table.compared("pass-wide-unweighted")).isEqualTo(table.compared("pass-wide"));
        assertThat(table.compared("mllib-10-slices")).isEqualTo(10);
        assertThat(table.compared("call-try")).isEqualTo(3);
        assertThat(table.compared("array-udf2")).isEqualTo(1);
        assertThat(table.markdown())
                .contains("1,500 rows (500 examples of 3 versions)")
                .contains("| pass-wide | Assay, wide, 3 losses, 10 slicing sets |")
                .contains("not there: give --jars duckdb_jdbc.jar")
                .contains("All variants found the same");
        assertThat(cells(table.csv())).allMatch(columns -> columns == 20);
        assertThat(tables).containsExactly(table.markdown());
        assertThat(progress.toString(StandardCharsets.UTF_8)).contains("round 1 of 1: pass-wide");
    }

    /** How many cells the records of a CSV have; lines about the machine are left out, and no cell has a line break. */
    private static List<Integer> cells(String csv) {
        return csv.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("\"[^\"]*\"", "quoted").split(",", -1).length)
                .toList();
    }

    @Test
    void theSameSeedGivesTheSameRowsInAnyNumberOfPartitions() {
        DataGenerator generator = new DataGenerator(spark, SEED);

        assertThat(rows(generator.longTable(200, 1))).hasSize(600).isEqualTo(rows(generator.longTable(200, 7)));
        assertThat(rows(generator.wideTable(200, 1))).hasSize(200).isEqualTo(rows(generator.wideTable(200, 3)));
        assertThat(rows(generator.classTable(200, 2))).isEqualTo(rows(generator.classTable(200, 5)));
        assertThat(rows(new DataGenerator(spark, SEED + 1).wideTable(200, 1)))
                .isNotEqualTo(rows(generator.wideTable(200, 1)));
    }

    @Test
    void theLongTableSaysWhatTheWideTableSays() {
        DataGenerator generator = new DataGenerator(spark, SEED);
        String versions = GeneratedData.VERSIONS.stream()
                .map(version -> "'" + version + "', " + version)
                .collect(Collectors.joining(", ", "stack(3, ", ") AS (version, probability)"));
        Dataset<Row> longTable = generator.longTable(100, 2);
        String[] columns = Arrays.stream(longTable.columns())
                .map(column -> column.equals("version") ? versions : column)
                .filter(column -> !column.equals("probability"))
                .toArray(String[]::new);

        assertThat(rows(longTable.select("id", columnsAfterId(longTable))))
                .isEqualTo(
                        rows(generator.wideTable(100, 2).selectExpr(columns).select("id", columnsAfterId(longTable))));
    }

    private static String[] columnsAfterId(Dataset<Row> rows) {
        return Arrays.stream(rows.columns())
                .filter(column -> !column.equals("id"))
                .toArray(String[]::new);
    }

    private static List<String> rows(Dataset<Row> dataset) {
        return dataset.collectAsList().stream().map(Row::toString).sorted().toList();
    }
}
