package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.cost.MetricBasis;
import io.assay.dimension.Cell;
import io.assay.input.InputException;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** States that are stored and added are those of all rows at once, and damaged ones are told. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class StateTableSparkTest {

    private static List<MetricBasis> bases(TallyPlan plan) {
        return plan.metrics().bases();
    }

    private static byte[] beginning(TallyPlan plan) {
        return StoredCell.beginning(plan.losses().size(), bases(plan));
    }

    private static SortedMap<String, String> bits(SortedMap<Cell, CellTally> cells) {
        SortedMap<String, String> bits = new TreeMap<>();
        cells.forEach((cell, tally) -> bits.put(cell.toString(), HexFormat.of().formatHex(tally.toBytes())));
        return bits;
    }

    /** Splits by what must not be spread over two run dates: the cluster where there are clusters, else the example. */
    private static List<List<Score>> split(List<Score> scores, int days, boolean clustered, Random random) {
        List<List<Score>> split = new ArrayList<>();
        for (int i = 0; i < days; i++) {
            split.add(new ArrayList<>());
        }
        TreeMap<String, Integer> dayOf = new TreeMap<>();
        for (Score score : scores) {
            String unit = clustered && score.user() != null ? score.user() : String.valueOf(score.id());
            split.get(dayOf.computeIfAbsent(unit, key -> random.nextInt(days))).add(score);
        }
        return split;
    }

    @Test
    void theStatesOfDaysAddToThatOfAllDaysAtOnceToTheBit(SparkSession spark) {
        for (int seed = 0; seed < 3; seed++) {
            boolean clustered = seed % 2 == 1;
            TallyPlan plan = Passes.plan(true, clustered);
            Random random = new Random(seed);
            List<Score> scores = Score.mixed(random, 70);
            List<List<Score>> days = split(scores, 4, clustered, random);
            StateTable table = new StateTable(plan);
            List<Row> stored = new ArrayList<>();
            Counts counts = new Counts();
            for (int day = 0; day < days.size(); day++) {
                String date = "2026-01-0" + (1 + day);
                Passes.run(plan, days.get(day), tallied -> {
                    stored.addAll(table.rows("e", date, tallied.cells()));
                    return counts.add(tallied.counts());
                });
            }
            SortedMap<Cell, CellTally> merged = table.sum(StateTable.dataset(spark, stored));
            Passes.run(plan, scores, tallied -> {
                assertThat(bits(merged)).isEqualTo(bits(tallied.cells()));
                assertThat(counts.all()).isEqualTo(tallied.counts().all());
                return true;
            });
        }
    }

    @Test
    void countsComeBackFromTheirNames() {
        Counts counts = new Counts();
        counts.add(3, Counts.ROWS, Counts.QUARANTINED, "id_null");
        counts.add(2, Counts.IDS, "");
        counts.add(1L << 40, Counts.IDS, "v 2");
        assertThat(Counts.of(counts.all()).all()).isEqualTo(counts.all());
        assertThat(Counts.of(counts.all()).toBytes()).isEqualTo(counts.toBytes());
    }

    @Test
    void aStateOfAnotherVersionOrPlanIsRefused() throws IOException {
        TallyPlan plan = Passes.plan(true, false);
        CellTally tally = new CellTally(plan.losses().size(), bases(plan));
        tally.costs("a")[0].addRowAsUnit(0.5, 2);
        byte[] stored = StoredCell.store(Cell.ALL, tally);
        assertThat(StoredCell.read(Cell.ALL, stored, beginning(plan)).toBytes()).isEqualTo(tally.toBytes());
        byte[] later = stored.clone();
        later[0] = 4;
        assertThatThrownBy(() -> StoredCell.read(Cell.ALL, later, beginning(plan)))
                .hasMessage("its format has version 4, and this program reads versions 2 and 3");
        byte[] others = StoredCell.beginning(plan.losses().size() + 1, bases(plan));
        assertThatThrownBy(() -> StoredCell.read(Cell.ALL, stored, others)).hasMessageContaining("other losses");
        assertThatThrownBy(() -> StoredCell.read(new Cell("all", "kind=x"), stored, beginning(plan)))
                .hasMessageContaining("checksum");
    }

    @Test
    void bytesThatWereCutOrChangedAreRefused() {
        TallyPlan plan = Passes.plan(true, false);
        byte[] beginning = beginning(plan);
        SortedMap<Cell, byte[]> states = stored(plan);
        states.forEach((cell, bytes) -> {
            Random random = new Random(bytes.length);
            for (int i = 0; i < 60; i++) {
                byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                byte[] flipped = bytes.clone();
                int place = random.nextInt(bytes.length);
                flipped[place] ^= (byte) (1 << random.nextInt(8));
                for (byte[] damaged : List.of(cut, flipped)) {
                    assertThatThrownBy(() -> StoredCell.read(cell, damaged, beginning))
                            .as("%s, %d bytes, place %d", cell, damaged.length, place)
                            .isInstanceOf(IOException.class);
                }
            }
        });
    }

    /** Even with the right checksum, what is read is a tally spelled as such, and never more than its bytes can fill. */
    @Test
    void changedBytesUnderTheRightChecksumAreATallyOrRefused() throws IOException {
        TallyPlan plan = Passes.plan(true, false);
        byte[] beginning = beginning(plan);
        int refused = 0;
        for (var state : stored(plan).entrySet()) {
            Random random = new Random(state.getValue().length);
            for (int i = 0; i < 120; i++) {
                byte[] changed = state.getValue().clone();
                int place = 1 + beginning.length + random.nextInt(changed.length - beginning.length - 5);
                changed[place] = (byte) random.nextInt();
                repair(state.getKey(), changed);
                try {
                    CellTally read = StoredCell.read(state.getKey(), changed, beginning);
                    assertThat(read.toBytes())
                            .isEqualTo(Arrays.copyOfRange(changed, 1, changed.length - Integer.BYTES));
                } catch (IOException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isPositive();
    }

    private static void repair(Cell cell, byte[] stored) {
        CRC32C checksum = new CRC32C();
        for (String name : List.of(cell.partition(), cell.slice())) {
            byte[] text = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            checksum.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
            checksum.update(text);
        }
        checksum.update(stored, 0, stored.length - Integer.BYTES);
        ByteBuffer.wrap(stored).putInt(stored.length - Integer.BYTES, (int) checksum.getValue());
    }

    private static SortedMap<Cell, byte[]> stored(TallyPlan plan) {
        SortedMap<Cell, byte[]> states = new TreeMap<>();
        Passes.run(plan, Score.mixed(new Random(5), 40), tallied -> {
            tallied.cells().forEach((cell, tally) -> states.put(cell, StoredCell.store(cell, tally)));
            return true;
        });
        return states;
    }

    @Test
    void aDamagedStateIsNamed(SparkSession spark) {
        TallyPlan plan = Passes.means(1, Passes.SLICING);
        StateTable table = new StateTable(plan);
        List<Row> rows = new ArrayList<>(Passes.run(
                plan, Score.good(new Random(1), 10), tallied -> table.rows("e", "2026-01-01", tallied.cells())));
        Row row = rows.get(0);
        byte[] damaged = row.<byte[]>getAs(4).clone();
        damaged[damaged.length / 2] ^= 1;
        rows.set(0, RowFactory.create("e", "2026-01-01", row.get(2), row.get(3), damaged));
        assertThatThrownBy(() -> table.sum(StateTable.dataset(spark, rows)))
                .isInstanceOf(InputException.class)
                .hasMessage("Cannot read the state of run date 2026-01-01 in partition " + row.get(2) + ", slice "
                        + row.get(3) + ": its checksum is wrong: the bytes were cut short or changed; evaluate that"
                        + " run date again");
    }
}
