package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.loss.Catalogue;
import io.assay.loss.LossFunction;
import io.assay.spark.SharedSession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    static Stream<LossFunction> losses() {
        return Catalogue.standard().all().stream();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyRowHasTheValueOfThePlainLoopAndOfTheReference(LossFunction function, SparkSession spark) {
        ReferenceRows rows = new ReferenceRows(function, ReferenceValue.of(function));
        List<Row> actual = rows.actual(spark).orderBy("row").collectAsList();
        List<Row> expected = rows.expected(spark).collectAsList();

        assertThat(actual.stream().map(RegisteredLossesSparkTest::bits).toList())
                .isEqualTo(
                        expected.stream().map(RegisteredLossesSparkTest::bits).toList());
        for (int i = 0; i < rows.references().size(); i++) {
            ReferenceValue reference = rows.references().get(i);
            assertThat(reference.isMetBy(cost(actual.get(i))))
                    .as(reference.id() + ": expected " + reference.expected() + " but was " + actual.get(i))
                    .isTrue();
        }
    }

    /** Numbers by their bits, so that 0.0 is not -0.0. */
    private static List<Object> bits(Row row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> row.get(i) instanceof Double number ? Double.doubleToLongBits(number) : row.get(i) + "")
                .map(Object.class::cast)
                .toList();
    }

    private static double cost(Row row) {
        if (row.isNullAt(row.fieldIndex("lenient"))) {
            return Double.NaN;
        }
        double loss = row.getAs("lenient");
        return row.size() == 4 ? loss : loss / row.<Double>getAs("denominator");
    }

    /** Each way in a query of its own: Spark loses calls that stand twice with 0.0 and twice with -0.0 as literals. */
    @ParameterizedTest
    @MethodSource("losses")
    void literalsGiveTheSameByPositionAndByName(LossFunction function, SparkSession spark) {
        List<ReferenceValue> sound = ReferenceValue.of(function).stream()
                .filter(reference -> function.violation(reference.arguments()).isEmpty())
                .toList();
        List<String> byPosition = new ArrayList<>();
        List<String> byName = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < sound.size(); i += EVERY) {
            ReferenceValue reference = sound.get(i);
            byPosition.add(ReferenceRows.callByPosition(function.name(), function, reference));
            byName.add(ReferenceRows.callByName(function.name(), function, reference));
            expected.add(Double.doubleToLongBits(function.evaluate(reference.arguments())));
        }

        assertThat(expected).isNotEmpty();
        for (List<String> calls : List.of(byPosition, byName)) {
            Row row = spark.sql("SELECT " + String.join(", ", calls)).head();
            assertThat(bits(row)).as(calls.toString()).isEqualTo(expected);
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
