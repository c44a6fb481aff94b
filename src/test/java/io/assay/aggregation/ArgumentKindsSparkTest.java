package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.loss.Catalogue;
import io.assay.loss.WeightedCost;
import io.assay.spark.Sessions;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matrices, and arrays and matrices that may be absent, through SQL on both roads. */
@Tag("spark")
class ArgumentKindsSparkTest {

    private static final Catalogue CATALOGUE = Catalogue.of(List.of(new WeightedCost()));

    private static SparkSession session;
    private static SparkSession plain;

    @BeforeAll
    static void sessions() {
        session = Sessions.with(extensions -> LossFunctions.register(extensions, CATALOGUE));
        plain = Sessions.with(extensions -> {});
        PlainRegistration.complete(plain, CATALOGUE);
    }

    @Test
    void aMatrixIsTakenOfEveryTypeOfNumberAsAColumnAndAsALiteral() {
        String rows = "SELECT array(array(0, 1), array(5, 0)) AS i,"
                + " array(array(CAST(0 AS FLOAT), CAST(1 AS FLOAT)), array(CAST(5 AS FLOAT), CAST(0 AS FLOAT))) AS f,"
                + " array(array(0D, 1D), array(5D, 0D)) AS d, array(array('0', '1'), array('5', '0')) AS s";
        for (SparkSession road : List.of(session, plain)) {
            Row row = calls(
                    road,
                    rows,
                    List.of(
                            call("1", "0", "i"),
                            call("1", "0", "f"),
                            call("1", "0", "d"),
                            call("1", "0", "s"),
                            call("1", "0", "array(array(0, 1), array(5, 0))")));

            assertThat(IntStream.range(0, row.size()).mapToObj(row::getDouble)).containsOnly(5.0);
        }
    }

    private static String call(String label, String prediction, String cost) {
        return "weighted_cost(" + label + ", " + prediction + ", " + cost + ", NULL, NULL, 'plus')";
    }

    @Test
    void anAbsentArrayIsNullOrEmptyOnBothRoads() {
        String rows = "SELECT array(array(0D, 1D), array(5D, 0D)) AS cost, array(2D, 3D) AS weights,"
                + " CAST(NULL AS ARRAY<DOUBLE>) AS none, CAST(NULL AS ARRAY<ARRAY<DOUBLE>>) AS nowhere,"
                + " array(array(0.5D, 0.5D), array(0.5D, 0.5D)) AS waiver";
        for (SparkSession road : List.of(session, plain)) {
            Row row = calls(
                    road,
                    rows,
                    List.of(
                            "weighted_cost(1, 0, cost, weights, waiver, 'plus')",
                            "weighted_cost(1, 0, cost, weights, waiver, 'minus')",
                            "weighted_cost(1, 0, cost, weights, nowhere, 'plus')",
                            "weighted_cost(1, 0, cost, none, nowhere, 'plus')",
                            "weighted_cost(1, 0, cost, array(), array(), 'plus')",
                            "weighted_cost(1, 0, cost, NULL, NULL, 'plus')",
                            "try_weighted_cost(1, 0, cost, none, NULL, 'plus')"));

            assertThat(IntStream.range(0, row.size()).mapToObj(row::getDouble))
                    .containsExactly(14.5, -14.5, 15.0, 5.0, 5.0, 5.0, 5.0);
            assertThat(calls(road, rows, List.of("check_weighted_cost(1, 0, cost, none, nowhere, 'plus')"))
                            .isNullAt(0))
                    .isTrue();
        }
    }

    @Test
    void whatIsLeftOutIsAbsent() {
        Row row = calls(
                session,
                "SELECT array(array(0, 1), array(5, 0)) AS cost",
                List.of(
                        "weighted_cost(1, 0, cost)",
                        "weighted_cost(1, 0, cost => cost, waiver => array(array(0, 0), array(2, 0)))",
                        "weighted_cost(1, 0, cost, class_weight => array(1, 2))"));

        assertThat(IntStream.range(0, row.size()).mapToObj(row::getDouble)).containsExactly(5.0, 3.0, 10.0);
    }

    @Test
    void aMissingRowOrElementIsNaNAndAMissingMatrixIsNull() {
        String rows = "SELECT array(array(0D, 1D), CAST(NULL AS ARRAY<DOUBLE>)) AS row,"
                + " array(array(0D, CAST(NULL AS DOUBLE)), array(5D)) AS element,"
                + " array(array(0D, -1D)) AS negative, CAST(NULL AS ARRAY<ARRAY<DOUBLE>>) AS nothing";
        for (SparkSession road : List.of(session, plain)) {
            Row row = calls(
                    road,
                    rows,
                    List.of(
                            "weighted_cost(0, 1, row, NULL, NULL, 'plus')",
                            "try_weighted_cost(0, 1, row, NULL, NULL, 'plus')",
                            "weighted_cost(1, 0, element, NULL, NULL, 'plus')",
                            "weighted_cost(1, 0, nothing, NULL, NULL, 'plus')",
                            "check_weighted_cost(0, 1, row, NULL, NULL, 'plus')",
                            "check_weighted_cost(1, 0, element, NULL, NULL, 'plus')",
                            "check_weighted_cost(1, 0, nothing, NULL, NULL, 'plus')",
                            "check_weighted_cost(1, 0, negative, NULL, NULL, 'plus')"));

            assertThat(row.getDouble(0)).isNaN();
            assertThat(row.isNullAt(1)).isTrue();
            assertThat(row.getDouble(2)).isNaN();
            assertThat(row.isNullAt(3)).isTrue();
            assertThat(IntStream.range(4, 8).mapToObj(row::getString))
                    .containsExactly("cost_nan", "cost_nan", "cost_null", "cost_not_non_negative");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weighted_cost(1, 0, array(0, 1))|cost array<int>, sign string; it takes (label number, prediction number,"
                        + " cost array of arrays of numbers, class_weight array of numbers",
                "weighted_cost(1, 0, 5)|cost int",
                "weighted_cost(1, 0, array(array(1)), array(array(1)))|class_weight array<array<int>>",
                "weighted_cost(array(array(1)), 0, array(array(1)))|label array<array<int>>",
                "weighted_cost(1, 0, array(array(0, 1), array(5, -1)))|Invalid cost for weighted_cost:"
                        + " [[0.0, 1.0], [5.0, -1.0]] (must be ≥ 0 and finite)",
                "weighted_cost(1, 0, array(array(1)), array(-1))|Invalid class_weight for weighted_cost: [-1.0]"
            })
    void aWrongCallIsRefusedBeforeAnyRowIsRead(String call, String message) {
        assertThatThrownBy(() -> session.sql("SELECT " + call)).hasMessageContaining(message);
    }

    @Test
    void aPlainCallWithAnArrayForAMatrixFails() {
        Dataset<Row> rows = plain.sql("SELECT weighted_cost(1, 0, array(0, 1), NULL, NULL, 'plus')");

        assertThatThrownBy(rows::head)
                .hasStackTraceContaining("Cannot call weighted_cost with (Double, Double, Doubles");
    }

    private static Row calls(SparkSession road, String rows, List<String> calls) {
        return road.sql(rows)
                .repartition(1)
                .selectExpr(calls.toArray(String[]::new))
                .head();
    }
}
