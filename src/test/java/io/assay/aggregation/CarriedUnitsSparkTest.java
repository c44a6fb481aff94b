package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.cost.Buckets;
import io.assay.cost.CarriedUnits;
import io.assay.dimension.Cell;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sums of clusters that come again: through Spark, through stored states, and over run dates, always the same bits. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class CarriedUnitsSparkTest {

    private static TallyPlan plan(boolean carries) {
        TallyPlan plan = Passes.plan(true, true);
        return new TallyPlan(
                plan.columns(),
                plan.losses(),
                plan.metrics(),
                plan.slicing(),
                plan.baselines(),
                plan.candidates(),
                plan.groups(),
                plan.labels(),
                carries);
    }

    /** What is compared of every cell, and what is carried. */
    private static SortedMap<String, String> bits(SortedMap<Cell, CellTally> cells) {
        SortedMap<String, String> bits = new TreeMap<>();
        cells.forEach((cell, tally) -> {
            bits.put(
                    "buckets " + cell,
                    HexFormat.of().formatHex(tally.byBuckets().toBytes()));
            CellTally carried = new CellTally(4, List.of());
            carried.carried().add(tally.carried());
            bits.put("carried " + cell, HexFormat.of().formatHex(carried.toBytes()));
        });
        return bits;
    }

    /** Unlike elsewhere users come on every run date; an example, with all of its versions, on one. */
    private static List<List<Score>> split(List<Score> scores, int days, Random random) {
        List<List<Score>> split = new ArrayList<>();
        for (int i = 0; i < days; i++) {
            split.add(new ArrayList<>());
        }
        TreeMap<String, Integer> dayOf = new TreeMap<>();
        for (Score score : scores) {
            split.get(dayOf.computeIfAbsent(String.valueOf(score.id()), key -> random.nextInt(days)))
                    .add(score);
        }
        return split;
    }

    @Test
    void anyOrderAndPartitioningGiveTheSameBits() {
        TallyPlan plan = plan(true);
        List<Score> scores = Score.mixed(new Random(1), 60);
        Passes.Bits first = Passes.run(plan, Passes.conformed(plan, scores, 1), Passes::bits);
        for (int seed = 0; seed < 3; seed++) {
            List<Score> shuffled = new ArrayList<>(scores);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(Passes.run(plan, Passes.conformed(plan, shuffled, 2 + seed), Passes::bits)
                            .differences(first))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void theStatesOfRunDatesOnWhichUsersComeAgainAddToThatOfAllAtOnce(SparkSession spark) {
        TallyPlan plan = plan(true);
        List<Score> scores = Score.mixed(new Random(2), 80);
        StateTable table = new StateTable(plan);
        List<Row> stored = new ArrayList<>();
        int day = 0;
        for (List<Score> ofDay : split(scores, 4, new Random(3))) {
            String date = "2026-01-0" + ++day;
            Passes.run(plan, ofDay, tallied -> stored.addAll(table.rows("e", date, tallied.cells())));
        }
        SortedMap<String, String> merged = bits(table.sum(StateTable.dataset(spark, stored)));
        assertThat(merged).isEqualTo(Passes.run(plan, scores, tallied -> bits(tallied.cells())));
        // Who does not look again and again reads the rest of the same states.
        assertThat(new StateTable(plan(false))
                        .sum(StateTable.dataset(spark, stored))
                        .values())
                .allMatch(tally -> tally.carried().isEmpty());
    }

    @Test
    void theSameRowsInAPlainLoopGiveTheSameBits() {
        List<Score> scores = Score.good(new Random(4), 80).stream()
                .filter(score -> score.user() != null)
                .toList();
        CarriedUnits plain = CarriedUnits.ofVersion();
        for (Score score : scores) {
            Double label = score.label();
            Double prediction = score.prediction();
            Double weight = score.weight();
            String user = score.user();
            if (label != null && prediction != null && weight != null && user != null && "b".equals(score.version())) {
                double error = prediction - label;
                plain.addRow(Buckets.of(user), weight, error * error, 1);
            }
        }
        byte[] found = Passes.run(plan(true), scores, tallied -> tallied.cell(Cell.ALL)
                .orElseThrow()
                .carried()
                .of("b")[0]
                .toBytes());
        assertThat(plain.buckets()).isGreaterThan(10);
        assertThat(found).isEqualTo(plain.toBytes());
    }

    @Test
    void aStateThatCarriesHasAVersionOfItsOwn() throws IOException {
        TallyPlan plan = plan(true);
        byte[] beginning =
                StoredCell.beginning(plan.losses().size(), plan.metrics().bases());
        CellTally tally = new CellTally(plan.losses().size(), plan.metrics().bases());
        assertThat(StoredCell.store(Cell.ALL, tally)[0]).isEqualTo((byte) 2);
        tally.costs("a")[0].addRowAsUnit(0.5, 2);
        tally.carried().of("a")[0].addRow(7, 2, 0.5, 1);
        byte[] stored = StoredCell.store(Cell.ALL, tally);
        assertThat(stored[0]).isEqualTo((byte) 3);
        CellTally read = StoredCell.read(Cell.ALL, stored, beginning);
        assertThat(read.toBytes()).isEqualTo(tally.toBytes());
        assertThat(read.carried().of("a")[0].buckets()).isEqualTo(1);
        byte[] other = stored.clone();
        other[0] = 1;
        assertThatThrownBy(() -> StoredCell.read(Cell.ALL, other, beginning)).isInstanceOf(IOException.class);
    }
}
