package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.loss.LossFunction;
import io.assay.spark.SharedSession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every registered loss against its reference values and, bit by bit, against a plain loop. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class RegisteredLossesSparkTest {

    private static final int EVERY = 4;

    static List<List<ReferenceRows>> losses() {
        return ReferenceRows.all();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyRowHasTheValueOfThePlainLoopAndOfTheReference(List<ReferenceRows> losses, SparkSession spark) {
        List<Row> actual = sorted(ReferenceRows.actual(spark, losses));
        List<Row> expected = sorted(ReferenceRows.expected(spark, losses));

        assertThat(actual.stream().map(RegisteredLossesSparkTest::bits).toList())
                .isEqualTo(
                        expected.stream().map(RegisteredLossesSparkTest::bits).toList());
        for (ReferenceRows loss : losses) {
            List<Row> rows = actual.stream()
                    .filter(row -> row.getAs("loss").equals(loss.function().name()))
                    .toList();
            for (int i = 0; i < loss.references().size(); i++) {
                ReferenceValue reference = loss.references().get(i);
                assertThat(reference.isMetBy(cost(rows.get(i), loss.function())))
                        .as(reference.id() + ": expected " + reference.expected() + " but was " + rows.get(i))
                        .isTrue();
            }
        }
    }

    private static List<Row> sorted(Dataset<Row> rows) {
        return rows.orderBy("loss", "row").collectAsList();
    }

    /** Numbers by their bits, so that 0.0 is not -0.0. */
    private static List<Object> bits(Row row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> row.get(i) instanceof Double number ? Double.doubleToLongBits(number) : row.get(i) + "")
                .map(Object.class::cast)
                .toList();
    }

    private static double cost(Row row, LossFunction function) {
        if (row.isNullAt(row.fieldIndex("lenient"))) {
            return Double.NaN;
        }
        double loss = row.getAs("lenient");
        return function.hasDenominator() ? loss / row.<Double>getAs("denominator") : loss;
    }

    /** Each way in a query of its own: Spark loses calls that stand twice with 0.0 and twice with -0.0 as literals. */
    @ParameterizedTest
    @MethodSource("losses")
    void literalsGiveTheSameByPositionAndByName(List<ReferenceRows> losses, SparkSession spark) {
        List<String> byPosition = new ArrayList<>();
        List<String> byName = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        for (ReferenceRows loss : losses) {
            LossFunction function = loss.function();
            List<ReferenceValue> sound = loss.references().stream()
                    .filter(reference ->
                            function.violation(reference.arguments()).isEmpty())
                    .toList();
            assertThat(sound).as(function.name()).isNotEmpty();
            for (int i = 0; i < sound.size(); i += EVERY) {
                ReferenceValue reference = sound.get(i);
                byPosition.add(ReferenceRows.callByPosition(function.name(), function, reference));
                byName.add(ReferenceRows.callByName(function.name(), function, reference));
                expected.add(Double.doubleToLongBits(function.evaluate(reference.arguments())));
            }
        }

        for (List<String> calls : List.of(byPosition, byName)) {
            List<Object> found =
                    bits(spark.sql("SELECT " + String.join(", ", calls)).head());
            for (int i = 0; i < calls.size(); i++) {
                assertThat(found.get(i)).as(calls.get(i)).isEqualTo(expected.get(i));
            }
        }
    }

    @Test
    void lossesWithoutReferenceValuesAreRightByHand(SparkSession spark) {
        Row row = spark.sql("SELECT exact_match_error('a ', 'a'), exact_match_error('a ', 'a', 'trim'),"
                        + " interval_width(array(2, 4.5)), weighted_absolute_percentage_error(4, 5),"
                        + " denominator_weighted_absolute_percentage_error(-4, 5)")
                .head();

        assertThat(IntStream.range(0, 5).mapToObj(row::getDouble)).containsExactly(1.0, 0.0, 2.5, 1.0, 4.0);
    }
}
