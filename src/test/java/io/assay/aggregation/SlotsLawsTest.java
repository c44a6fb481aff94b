package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of slots: whatever the covering sets are, cells summed up from slots are those that rows count in. */
class SlotsLawsTest {

    private static final List<@Nullable String> ODD =
            Arrays.asList(null, "", "true", "false", "all", "a=b", "a,b", "%00", "\u0000", "NaN", "ü", "TRUE", " true");

    /** Any partitions, axes and sets, rows of them, and in which Spark partition's order they come. */
    private static final class Trial {
        final List<String> partitions;
        final Slicing slicing;
        final ScoredSchema schema;
        final Dictionaries dictionaries;
        final List<List<@Nullable String>> rows = new ArrayList<>();

        Trial(long seed, int count, boolean clustered) {
            Random random = new Random(seed);
            this.partitions = IntStream.range(0, random.nextInt(3))
                    .mapToObj(i -> "day" + i)
                    .toList();
            List<String> names = List.of("a", "b", "all", "x=y", "c,d", "ü");
            List<Axis> axes = new ArrayList<>();
            for (int n = random.nextInt(6); n > 0; n--) {
                Axis.Kind kind = Axis.Kind.values()[random.nextInt(3) / 2];
                axes.add(new Axis(names.get(random.nextInt(names.size())), "sql " + n, kind));
            }
            Set<List<Integer>> sets = new LinkedHashSet<>();
            for (int n = axes.isEmpty() ? 0 : random.nextInt(8); n > 0; n--) {
                List<Integer> set =
                        new ArrayList<>(IntStream.range(0, axes.size()).boxed().toList());
                Collections.shuffle(set, random);
                sets.add(List.copyOf(set.subList(0, 1 + random.nextInt(Math.min(3, set.size())))));
            }
            this.slicing = new Slicing(axes, new ArrayList<>(sets));
            this.schema =
                    new ScoredSchema(partitions.size(), axes.size(), 0, List.of(), clustered, false, List.of(), 0);
            this.dictionaries = new Dictionaries(schema);
            int[] values = random.ints(schema.coordinates(), 0, 4)
                    .map(i -> new int[] {2, 5, ODD.size(), 400}[i])
                    .toArray();
            for (int n = 0; n < count; n++) {
                if (random.nextInt(3) == 0 && n > 0) {
                    rows.add(rows.get(n - 1));
                } else {
                    rows.add(Arrays.asList(Arrays.stream(values)
                            .map(random::nextInt)
                            // Few values come first, so that codes outgrow the room that was made for them.
                            .map(value -> n() < 100 ? value % 3 : value)
                            .mapToObj(value -> value < ODD.size() ? ODD.get(value) : "v" + value)
                            .toArray(String[]::new)));
                }
            }
        }

        private int n() {
            return rows.size();
        }

        ScoredBatch batch() {
            ScoredBatch batch = new ScoredBatch(schema, dictionaries, rows.size());
            for (List<@Nullable String> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    batch.coordinate[i][batch.size] = dictionaries.coordinate(i).code(row.get(i));
                }
                batch.size++;
            }
            return batch;
        }
    }

    /** Every row is added in its slots, and what is there is added in the cells: as often as the rows say themselves. */
    @ParameterizedTest
    @ValueSource(ints = {30, 3000})
    void cellsHoldTheRowsThatCountInThem(int count) {
        for (long seed = 0; seed < 300; seed++) {
            check(new Trial(seed, count, seed % 3 == 0), "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void theyDoSoWhenManyRowsHaveComeToo(long seed) {
        check(new Trial(seed, 80_000, false), "seed " + seed);
    }

    private static void check(Trial trial, String seed) {
        ScoredBatch batch = trial.batch();
        Slots slots = new Slots(trial.schema, trial.partitions, trial.slicing, trial.dictionaries);
        PlainCells plain = new PlainCells(trial.partitions, trial.slicing);
        Map<Cell, Long> expected = new HashMap<>();
        List<int[]> found = new ArrayList<>();
        Random looks = new Random(batch.size);
        for (int row = 0; row < batch.size; row++) {
            // At any time, at some not at all, and once when slots may have been chosen anew since.
            if (looks.nextInt(1 + batch.size / 3) == 0) {
                slots.lookUp(batch);
            }
            plain.of(trial.rows.get(row)).forEach(cell -> expected.merge(cell, 1L, Long::sum));
            int n = slots.find(batch, row);
            found.add(Arrays.copyOf(slots.found(), n));
        }
        RollUp rollUp = slots.rollUp();
        assertThat(new HashSet<>(rollUp.cells()))
                .as(seed)
                .hasSize(rollUp.cells().size());
        assertThat(rollUp.cellsOf()).as(seed).hasNumberOfRows(slots.size());
        Map<Cell, Long> summed = new HashMap<>();
        for (int row = 0; row < batch.size; row++) {
            List<Cell> cells = new ArrayList<>();
            for (int slot : found.get(row)) {
                for (int cell : rollUp.cellsOf()[slot]) {
                    cells.add(rollUp.cells().get(cell));
                }
            }
            assertThat(new HashSet<>(cells))
                    .as("%s row %d, each cell once", seed, row)
                    .hasSize(cells.size());
            if (row % 97 == 0) {
                assertThat(new HashSet<>(cells)).as("%s row %d", seed, row).isEqualTo(plain.of(trial.rows.get(row)));
            }
            cells.forEach(cell -> summed.merge(cell, 1L, Long::sum));
        }
        assertThat(summed).as(seed).isEqualTo(expected);
        assertThat(slots.groups().total()).as(seed).isEqualTo(rollUp.cells().size());
    }

    /** A unit's rows must meet before they are squared and added. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void everyCellIsASlotWhereUnitsAreClusters(long seed) {
        Trial trial = new Trial(seed, 500, true);
        ScoredBatch batch = trial.batch();
        Slots slots = new Slots(trial.schema, trial.partitions, trial.slicing, trial.dictionaries);
        IntStream.range(0, batch.size).forEach(row -> slots.find(batch, row));
        int[][] cellsOf = slots.rollUp().cellsOf();
        assertThat(slots.size())
                .as("seed %d", seed)
                .isEqualTo(slots.rollUp().cells().size());
        for (int slot = 0; slot < slots.size(); slot++) {
            assertThat(cellsOf[slot]).as("seed %d", seed).containsExactly(slot);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void rowsDifferBySetAsTheirTextsDo(long seed) {
        Trial trial = new Trial(seed, 500, false);
        ScoredBatch batch = trial.batch();
        Slots slots = new Slots(trial.schema, trial.partitions, trial.slicing, trial.dictionaries);
        PlainCells plain = new PlainCells(trial.partitions, trial.slicing);
        Counts counts = new Counts();
        Counts expected = new Counts();
        for (int row = 1; row < batch.size; row++) {
            slots.countDifferences(batch, row - 1, batch, row, counts);
            plain.countDifferences(trial.rows.get(row - 1), trial.rows.get(row), expected);
        }
        assertThat(counts.toBytes()).as("seed %d", seed).isEqualTo(expected.toBytes());
    }
}
