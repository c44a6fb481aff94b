package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numbers for the cells of kept rows, which every task numbers in its own order. */
class KeptCellsTest {

    private static final Cell A = new Cell("day=1", "store=a");
    private static final Cell B = new Cell("day=1", "store=b");
    private static final Cell C = new Cell("day=2", "store=\u0000c");

    private static TreeMap<Cell, CellTally> tallies(int... rows) {
        TreeMap<Cell, CellTally> tallies = new TreeMap<>();
        List<Cell> cells = List.of(A, B, C);
        for (int i = 0; i < rows.length; i++) {
            CellTally tally = new CellTally(1, List.of());
            for (int row = 0; row < rows[i]; row++) {
                tally.costs("v1")[0].addRow(0.5, 1);
            }
            tally.pairs(new VersionPair("v1", "v2"));
            tallies.put(cells.get(i), tally);
        }
        return tallies;
    }

    private static int[] decoded(KeptCells.Decoder decoder, KeptCells.Told told) {
        return decoder.cells(
                told.partitions() == null ? null : Arrays.asList(told.partitions()),
                told.slices() == null ? null : Arrays.asList(told.slices()),
                told.cells());
    }

    @Test
    void aCellIsToldByItsNameOnceAndThenByTheNumberOfTheTask() {
        KeptCells kept = KeptCells.of(tallies(1, 1, 1), 2);
        KeptCells.Decoder decoder = kept.decoder();
        KeptCells.Told first = KeptCells.Told.of(new int[] {0, 1}, List.of(C, A), 0);
        KeptCells.Told second = KeptCells.Told.of(new int[] {1}, List.of(C, A), 2);
        KeptCells.Told third = KeptCells.Told.of(new int[] {2, 0}, List.of(C, A, B), 2);
        assertThat(second.partitions()).isNull();
        assertThat(third.slices()).containsExactly("store=b");
        assertThat(decoded(decoder, first)).containsExactly(number(kept, C), number(kept, A));
        assertThat(decoded(decoder, second)).containsExactly(number(kept, A));
        assertThat(decoded(decoder, third)).containsExactly(number(kept, B), number(kept, C));
    }

    private static int number(KeptCells kept, Cell cell) {
        return kept.cells().indexOf(cell);
    }

    @Test
    void aCellThatWasNotTalliedIsNamed() {
        KeptCells.Decoder decoder = KeptCells.of(tallies(1), 1).decoder();
        KeptCells.Told told = KeptCells.Told.of(new int[] {0}, List.of(B), 0);
        assertThatThrownBy(() -> decoded(decoder, told))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("store=b");
    }

    @Test
    void largeCellsAreDealtOutFirst() {
        KeptCells kept = KeptCells.of(tallies(9, 1, 5), 2);
        assertThat(kept.parts()).isEqualTo(2);
        assertThat(kept.partOf()[number(kept, A)]).isNotEqualTo(kept.partOf()[number(kept, C)]);
        assertThat(KeptCells.of(tallies(1), 8).parts()).isEqualTo(1);
        assertThat(KeptCells.of(new TreeMap<>(), 8).parts()).isEqualTo(1);
    }

    @Test
    void versionsAndPairsAreGroupsOfTheirOwn() {
        assertThat(KeptCells.of(tallies(1, 2), 2).groups())
                .isEqualTo(new ArrayList<>(List.of(new KeptCells.Group("v1", null), new KeptCells.Group("v1", "v2"))));
    }

    @Test
    void numbersComeBackFromBytes() {
        int[] ints = IntStream.range(-3, 70).toArray();
        double[] doubles = {-0.0, Double.MIN_VALUE, 1e300, Double.NaN};
        assertThat(Packed.ints(Packed.ints(ints))).isEqualTo(ints);
        assertThat(Packed.doubles(Packed.doubles(doubles))).isEqualTo(doubles);
    }
}
