package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.dimension.Cell;
import io.assay.spark.SharedSession;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The stored states of a month's days add up to what all rows of the month give at once, to the bit. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class MonthOfStatesSparkTest {

    private static final int DAYS = 30;
    private static final TallyPlan PLAN = Passes.plan(true, false);

    /** Scored rows of so many examples, all rows of an example side by side. */
    private static List<Row> scored(long seed, int examples) {
        List<Score> scores = Score.mixed(new Random(seed), examples);
        return new Scorer(PLAN, RepeatedIds.NONE)
                .score(Passes.conformed(PLAN, scores, 1))
                .collectAsList();
    }

    /** What one task makes of the rows. */
    private static SortedMap<Cell, CellTally> cells(List<Row> rows) {
        TallyState state = new TallyState(PLAN.losses().size(), PLAN.metrics().bases(), false);
        new Tallier(PLAN, Tallier.Ids.MEET, true, GroupLimit.NONE, 1)
                .tally(RowRoad.ofPublic(ScoredLayout.of(PLAN, RepeatedIds.NONE), rows.iterator()))
                .forEachRemaining(row -> {
                    if (row.getString(0).equals(TalliedRow.TALLIES)) {
                        state.read(Objects.requireNonNull((byte[]) row.get(3)));
                    }
                });
        return state.cells();
    }

    /** Cuts rows into days, between examples. */
    private static List<List<Row>> days(List<Row> rows) {
        List<List<Row>> days = new ArrayList<>();
        Random random = new Random(DAYS);
        IntStream.range(0, DAYS).forEach(day -> days.add(new ArrayList<>()));
        int day = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0 && !isOfOneExample(rows.get(i - 1), rows.get(i))) {
                day = random.nextInt(DAYS);
            }
            days.get(day).add(rows.get(i));
        }
        return days;
    }

    private static boolean isOfOneExample(Row one, Row other) {
        return IntStream.of(5, 6).allMatch(column -> one.getLong(column) == other.getLong(column));
    }

    private static SortedMap<String, String> bits(SortedMap<Cell, CellTally> cells) {
        SortedMap<String, String> bits = new TreeMap<>();
        cells.forEach((cell, tally) -> bits.put(cell.toString(), HexFormat.of().formatHex(tally.toBytes())));
        return bits;
    }

    private static List<Row> stored(StateTable table, List<List<Row>> days) {
        List<Row> stored = new ArrayList<>();
        for (int day = 0; day < days.size(); day++) {
            String date = String.format(Locale.ROOT, "2026-04-%02d", 1 + day);
            stored.addAll(table.rows("e", date, cells(days.get(day))));
        }
        return stored;
    }

    private static List<Row> joined(List<List<Row>> days) {
        return days.stream().flatMap(List::stream).toList();
    }

    @Test
    void thirtyDaysAddUpToTheMonthAndOneThatComesAgainTakesThePlaceOfItsOwn(SparkSession spark) {
        StateTable table = new StateTable(PLAN);
        List<List<Row>> days = days(scored(1, 600));
        assertThat(days).hasSize(DAYS).allSatisfy(day -> assertThat(day).isNotEmpty());
        SortedMap<String, String> month = bits(cells(joined(days)));
        assertThat(month).hasSizeGreaterThan(20);
        assertThat(bits(table.sum(StateTable.dataset(spark, stored(table, days)))))
                .isEqualTo(month);

        days.set(16, scored(2, 40));
        SortedMap<String, String> corrected = bits(cells(joined(days)));
        assertThat(bits(table.sum(StateTable.dataset(spark, stored(table, days)))))
                .isEqualTo(corrected)
                .isNotEqualTo(month);
    }
}
