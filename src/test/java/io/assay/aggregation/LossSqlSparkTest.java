package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.assay.loss.Catalogue;
import io.assay.loss.Definition;
import io.assay.loss.LossFunction;
import io.assay.spark.DataFrames;
import io.assay.spark.SharedSession;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who writes SQL meets: types, defaults, nulls, errors, names of columns, DESCRIBE. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class LossSqlSparkTest {

    private final DataFrames frames = new DataFrames();

    @Test
    void everyTypeOfNumberIsTaken(SparkSession spark) {
        String columns = "SELECT 1 AS i, 1L AS l, CAST(1 AS FLOAT) AS f, CAST(1 AS DECIMAL(10, 3)) AS d, true AS b,"
                + " '1' AS s, 1D AS n, CAST(0.25 AS FLOAT) AS pf, CAST(0.25 AS DECIMAL(10, 3)) AS pd,"
                + " ' 0.25 ' AS ps, 0.25D AS pn";
        List<String> calls = new ArrayList<>();
        for (String label : List.of("i", "l", "f", "d", "b", "s", "n")) {
            for (String prediction : List.of("pf", "pd", "ps", "pn")) {
                calls.add("squared_error(" + label + ", " + prediction + ")");
            }
        }
        Row row = sql(spark, columns, calls).head();

        assertThat(IntStream.range(0, row.size()).mapToObj(row::getDouble)).containsOnly(0.5625);
    }

    @Test
    void everyTypeOfArrayIsTakenAndANullElementIsNaN(SparkSession spark) {
        String columns = "SELECT array(CAST(1 AS FLOAT), CAST(2.5 AS FLOAT)) AS f, array(1, 2) AS i,"
                + " array(CAST(1 AS DECIMAL(10, 3)), CAST(2.125 AS DECIMAL(10, 3))) AS d, array(1D, null) AS n,"
                + " array(true, false) AS b";
        Row row = sql(
                        spark,
                        columns,
                        List.of(
                                "mean_squared_error_vec(f, i)",
                                "mean_squared_error_vec(d, i)",
                                "mean_squared_error_vec(b, i)",
                                "mean_squared_error_vec(i, n)",
                                "try_mean_squared_error_vec(i, n)",
                                "check_mean_squared_error_vec(i, n)"))
                .head();

        assertThat(row.getDouble(0)).isEqualTo(0.125);
        assertThat(row.getDouble(1)).isEqualTo(0.0078125);
        assertThat(row.getDouble(2)).isEqualTo(2);
        assertThat(row.getDouble(3)).isNaN();
        assertThat(row.isNullAt(4)).isTrue();
        assertThat(row.getString(5)).isEqualTo("prediction_nan");
    }

    @Test
    void vectorsOfMLlibAreTakenDenseAndSparse(SparkSession spark) {
        StructType schema = new StructType().add("label", DataTypes.IntegerType).add("p", SQLDataTypes.VectorType());
        Dataset<Row> rows = spark.createDataFrame(
                List.of(
                        RowFactory.create(2, Vectors.dense(0.25, 0.25, 0.5)),
                        RowFactory.create(2, Vectors.sparse(3, new int[] {0, 2}, new double[] {0.5, 0.5})),
                        RowFactory.create(1, Vectors.sparse(3, new int[] {0, 2}, new double[] {0.5, 0.5})),
                        RowFactory.create(2, Vectors.dense(0.5, 0.25, 0.5)),
                        RowFactory.create(2, (Vector) null)),
                schema);

        Dataset<Row> actual = rows.repartition(1)
                .selectExpr(
                        "label",
                        "p IS NULL AS missing",
                        "try_multiclass_brier_loss(label, p) AS loss",
                        "check_multiclass_brier_loss(label, p) AS reason");

        // (1 - p_y)² + Σ p_j² over the others.
        Dataset<Row> expected = spark.sql("SELECT * FROM VALUES"
                + " (2, false, 0.375D, null), (2, false, 0.5D, null), (1, false, 1.5D, null),"
                + " (2, false, null, 'probabilities_do_not_sum_to_one'), (2, true, null, 'prediction_null')"
                + " AS t(label, missing, loss, reason)");
        frames.assertDataFrameDataEquals(expected, actual);
    }

    @Test
    void textsHaveTheirOwnLosses(SparkSession spark) {
        Row row = sql(
                        spark,
                        "SELECT 'the cat sat' AS y, 'the dog sat down' AS p",
                        List.of(
                                "word_error(y, p)",
                                "denominator_word_error(y, p)",
                                "multiclass_zero_one_loss(y, p)",
                                "multiclass_zero_one_loss(y, y)",
                                "multiclass_zero_one_loss('1', 1)",
                                "exact_match_error(upper(y), y, normalisation => 'case')"))
                .head();

        assertThat(IntStream.range(0, row.size()).mapToObj(row::getDouble))
                .containsExactly(2.0, 3.0, 1.0, 0.0, 0.0, 0.0);
    }

    @Test
    void whatIsLeftOutTakesItsDefault(SparkSession spark) {
        Row row = sql(
                        spark,
                        "SELECT 0D AS label, 3D AS prediction",
                        List.of(
                                "huber(label, prediction)",
                                "huber(label, prediction, 1)",
                                "huber(label, prediction, delta => 2)",
                                "HUBER(DELTA => 2, prediction => prediction, Label => label)"))
                .head();

        // delta (3 - delta/2)
        assertThat(IntStream.range(0, 4).mapToObj(row::getDouble)).containsExactly(2.5, 2.5, 4.0, 4.0);
    }

    @Test
    void nullGivesNullExceptForAParameterThatMayBeAbsent(SparkSession spark) {
        Dataset<Row> actual = spark.sql("SELECT row, huber(y, p, delta) AS strict, try_huber(y, p, delta) AS lenient,"
                + " check_huber(y, p, delta) AS reason FROM VALUES (1, null, 2D, 1D), (2, 2D, null, 1D),"
                + " (3, 2D, 2D, null), (4, 1D, 2D, 1D), (5, double('nan'), 2D, 1D) AS t(row, y, p, delta)");
        Dataset<Row> expected = spark.sql("SELECT * FROM VALUES (1, null, null, 'label_null'),"
                + " (2, null, null, 'prediction_null'), (3, null, null, 'delta_null'), (4, 0.5D, 0.5D, null),"
                + " (5, double('nan'), null, 'label_nan') AS t(row, strict, lenient, reason)");
        frames.assertDataFrameDataEquals(expected, actual);

        Row absent = spark.sql("SELECT binary_cross_entropy(y, p, 0D, 0D, f) FROM VALUES (1, 1, null) AS t(y, p, f)")
                .head();
        assertThat(absent.getDouble(0)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "brier_loss(1, p)|Invalid prediction for brier_loss: 1.3 (must be in [0, 1])|prediction_not_probability",
                "huber('abc', p)|Invalid label for huber: abc (must be a number)|label_not_a_number",
                "huber(1, p, -p)|Invalid delta for huber: -1.3 (must be > 0 and finite)|delta_not_positive",
                "mean_squared_error_vec(array(p), array(p, p))|must have the same length|unequal_lengths"
            })
    void outsideOfTheDomainTheStrictFormFailsAndTheOthersTellWhy(
            String call, String message, String reason, SparkSession spark) {
        Dataset<Row> rows = spark.sql("SELECT 1.3D AS p").repartition(1);

        Throwable failure = catchThrowable(() -> rows.selectExpr(call).collectAsList());
        Row row = rows.selectExpr("try_" + call, "check_" + call).head();

        // A failure of a task reaches the caller as Spark's own, with the message in it.
        assertThat(failure).hasStackTraceContaining(message);
        assertThat(failure.getMessage()).contains(message);
        assertThat(row.isNullAt(0)).isTrue();
        assertThat(row.getString(1)).isEqualTo(reason);
    }

    @Test
    void anInfiniteLossIsALossWithAReason(SparkSession spark) {
        Row row = sql(
                        spark,
                        "SELECT 1 AS label, 0D AS p",
                        List.of(
                                "binary_cross_entropy(label, p, eps => 0)",
                                "try_binary_cross_entropy(label, p, eps => 0)",
                                "check_binary_cross_entropy(label, p, eps => 0)"))
                .head();

        assertThat(row.getDouble(0)).isInfinite();
        assertThat(row.getDouble(1)).isInfinite();
        assertThat(row.getString(2)).isEqualTo("infinite_loss");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "huber(label, prediction, 1, 2)|takes at most 3 arguments",
                "huber(label)|needs prediction",
                "huber(label, prediction, dleta => 1)|has no argument dleta",
                "huber(label, prediction, label => 1)|is given label twice",
                "huber(label, prediction => prediction, 1)|by position before those by name",
                "huber(label, array(prediction))|prediction array<double>",
                "huber(label, current_date())|prediction date",
                "mean_squared_error_vec(label, prediction)|label array of numbers",
                "binary_cross_entropy(label, prediction, log_floor => 'low')|log_floor string",
                "huber(label, prediction, delta => -1)|Invalid delta for huber: -1.0 (must be > 0 and finite)",
                "try_huber(label, prediction, delta => 0.5 - 1)|Invalid delta for huber: -0.5",
                "huber(label, prediction, delta => 'wide')|Invalid delta for huber: NaN",
                "exact_match_error(label, prediction, 'loose')|normalisation must be one of none, trim, case, numeric",
                "multi_quantile_loss(label, array(prediction), array(1.9))|Invalid tau for multi_quantile_loss: [1.9]",
                "binary_cross_entropy(label, prediction, eps => 0.6)|eps must be < 0.5"
            })
    void aWrongCallIsRefusedBeforeAnyRowIsRead(String call, String message, SparkSession spark) {
        assertThatThrownBy(() -> spark.sql("SELECT " + call + " FROM VALUES (1D, 2D) AS t(label, prediction)"))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "huber(label, prediction)",
                "huber(label, prediction, delta => 2)",
                "try_huber(label, prediction)"
            })
    void aColumnIsNamedAsTheCallWasWritten(String call, SparkSession spark) {
        Dataset<Row> rows = spark.sql("SELECT 1D AS label, 2D AS prediction");

        assertThat(rows.selectExpr(call, "1 + " + call).columns()).containsExactly(call, "(1 + " + call + ")");
        assertThat(rows.selectExpr("avg(" + call + ")").columns()).containsExactly("avg(" + call + ")");
    }

    @Test
    void describeFunctionShowsArgumentsRulesAndDefaults(SparkSession spark) {
        String text = spark.sql("DESCRIBE FUNCTION EXTENDED try_huber").collectAsList().stream()
                .map(row -> row.getString(0))
                .collect(Collectors.joining("\n"));

        assertThat(text)
                .contains("Function: try_huber")
                .contains("try_huber(label, prediction, [delta]) - ")
                .contains("Null where there is no loss.")
                .contains("delta - number, must be > 0 and finite; 1.0 if left out")
                .contains("Reference: torch HuberLoss");
    }

    @Test
    void everyLossIsDescribedWithItsArgumentsFormulaAndReference(SparkSession spark) {
        for (LossFunction function : Catalogue.standard().all()) {
            Definition definition = function.definition();
            String text = spark.sql("DESCRIBE FUNCTION EXTENDED " + function.name()).collectAsList().stream()
                    .map(row -> row.getString(0))
                    .collect(Collectors.joining("\n"));
            assertThat(text)
                    .contains("Function: " + function.name(), function + " - " + definition.summary())
                    .contains("Formula: " + definition.formula(), "Reference: " + definition.reference());
            definition.arguments().forEach(argument -> assertThat(text)
                    .contains(argument.name() + " - " + function.rule(argument)));
        }
    }

    @Test
    void zeroAndNegativeZeroAreNotMixedUp(SparkSession spark) {
        Row row = spark.sql("SELECT hinge(1, 0D), hinge(1, 0D), hinge(1, -0D), hinge(1, -0D),"
                        + " try_mean_squared_error_vec(array(0D), array(2D)),"
                        + " mean_squared_error_vec(array(0D), array(2D)),"
                        + " try_mean_squared_error_vec(array(-0D), array(2D)),"
                        + " mean_squared_error_vec(array(-0D), array(2D))")
                .head();

        assertThat(IntStream.range(0, row.size()).mapToObj(row::getDouble))
                .containsExactly(1.0, 1.0, 1.0, 1.0, 4.0, 4.0, 4.0, 4.0);
    }

    @Test
    void callsStandAnywhereInAQuery(SparkSession spark) {
        List<Row> rows = spark.sql(
                        "SELECT p, count(*) AS n FROM VALUES (0D, 1D), (0D, 3D), (0D, 3D) AS t(y, p)"
                                + " WHERE huber(y, p) > 1 GROUP BY p, huber(y, p) HAVING max(huber(y, p)) = 2.5 ORDER BY huber(0, p)")
                .collectAsList();

        assertThat(rows).containsExactly(RowFactory.create(3.0, 2L));
    }

    @Test
    void decimalsAreReadExactlyAsTheirDoubles(SparkSession spark) {
        StructType schema = new StructType().add("y", DataTypes.createDecimalType(10, 3));
        Dataset<Row> rows = spark.createDataFrame(List.of(RowFactory.create(new BigDecimal("1234567.891"))), schema);

        assertThat(rows.selectExpr("absolute_error(y, 0)").head().getDouble(0)).isEqualTo(1234567.891);
    }

    /** In a JVM of its own, where nothing but the setting brings the losses. */
    @Test
    void theSettingAloneGivesTheLossesToASession(@TempDir Path scratch) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", classPath, FreshSession.class.getName()));
        File output = scratch.resolve("out").toFile();

        Process process = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();

        assertThat(ended).isTrue();
        assertThat(output).content().contains("huber(1, 3) = 1.5");
    }

    private static Dataset<Row> sql(SparkSession spark, String columns, List<String> calls) {
        return spark.sql(columns).repartition(1).selectExpr(calls.toArray(String[]::new));
    }
}
