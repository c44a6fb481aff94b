package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.aggregation.SortedSequences.Key;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** The tallying of shares of losses up to their quantile, on kept rows made by hand. */
class ShareTallierTest {

    private static final Cell EAST = new Cell("all", "region=east");
    private static final VersionPair PAIR = new VersionPair("a", "b");
    private static final KeptCells KEPT = new KeptCells(
            new ArrayList<>(List.of(Cell.ALL, EAST)),
            new int[2],
            1,
            new ArrayList<>(List.of(new KeptCells.Group("a", null), new KeptCells.Group("a", "b"))));

    /** The first row of a task names the cells, the others know them by their numbers. */
    private static Row row(
            boolean first, @Nullable String candidate, long unit, double weight, int[] cells, Double... losses) {
        return RowFactory.create(
                "a",
                candidate,
                first ? list("all", "all") : null,
                first ? list("all", "region=east") : null,
                Packed.ints(cells),
                list(losses),
                weight,
                unit);
    }

    @SafeVarargs
    private static <T> Object list(T... values) {
        return CollectionConverters.asScala(Arrays.asList(values)).toSeq();
    }

    private static Map<Cell, CellTally> tallied(boolean clustered, double quantile, List<Row> rows) {
        Map<Key, Double> quantiles = new HashMap<>();
        for (Cell cell : KEPT.cells()) {
            quantiles.put(new Key(cell, "a", null, 0), quantile);
            quantiles.put(new Key(cell, "a", "b", 0), quantile);
            quantiles.put(new Key(cell, "a", "b", 1), quantile + 1);
        }
        Map<Cell, CellTally> tallies = new HashMap<>();
        Iterator<Row> found = new ShareTallier(KEPT, 0, 1, clustered, quantiles).call(rows.iterator());
        found.forEachRemaining(row ->
                tallies.put(new Cell(row.getString(1), row.getString(2)), CellTally.fromBytes(row.<byte[]>getAs(3))));
        return tallies;
    }

    private static SharesOfCell shares(Map<Cell, CellTally> tallies, Cell cell) {
        return SharesOfCell.of(at(tallies, cell));
    }

    private static <K, V> V at(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key));
    }

    @Test
    void halfOfFourLossesAreWorthThreeRows() {
        int[] both = {0, 1};
        int[] all = {0};
        Map<Cell, CellTally> tallies = tallied(
                false,
                2,
                List.of(
                        row(true, null, 0, 1, both, 1.0),
                        row(false, null, 1, 1, all, 2.0),
                        row(false, null, 2, 0, all, 9.0),
                        row(false, null, 3, 1, all, 3.0),
                        row(false, null, 4, 1, both, 4.0)));
        SharesOfCell.OfVersion shares = at(shares(tallies, Cell.ALL).versions(), "a")[0];
        // F = 1/2 of 4 units, so that F(1 − F) / SE² = (1/4) / ((1/3) / 4).
        assertThat(shares.units()).isEqualTo(4);
        assertThat(shares.effectiveRows()).isEqualTo(3, within(1e-12));
        assertThat(at(shares(tallies, EAST).versions(), "a")[0].units()).isEqualTo(2);
        assertThat(shares(tallies, Cell.ALL).pairs()).isEmpty();
    }

    @Test
    void sharesThatAreTheSameOnBothSidesGoTogetherAndOppositeOnesDoNot() {
        int[] all = {0};
        List<Row> same = List.of(row(true, "b", 0, 1, all, 1.0, 2.0), row(false, "b", 1, 1, all, 3.0, 4.0));
        List<Row> opposite = List.of(row(true, "b", 0, 1, all, 1.0, 4.0), row(false, "b", 1, 1, all, 3.0, 2.0));
        for (boolean clustered : new boolean[] {false, true}) {
            assertThat(at(shares(tallied(clustered, 2, same), Cell.ALL).pairs(), PAIR)[0].correlation())
                    .isEqualTo(1);
            assertThat(at(shares(tallied(clustered, 2, opposite), Cell.ALL).pairs(), PAIR)[0].correlation())
                    .isEqualTo(-1);
        }
    }

    @Test
    void unitsOfOneRowAreWorthTheSameWhicheverWayTheyAreAdded() {
        Random random = new Random(4);
        List<Row> rows = new ArrayList<>();
        for (int unit = 0; unit < 400; unit++) {
            int[] cells = random.nextBoolean() ? new int[] {0, 1} : new int[] {0};
            double weight = random.nextInt(3) * 0.75;
            double loss = random.nextInt(5);
            rows.add(row(unit == 0, null, 2L * unit, weight, unit == 0 ? new int[] {0, 1} : cells, loss));
            rows.add(row(false, "b", 2L * unit + 1, weight, cells, loss, loss + random.nextInt(3)));
        }
        Map<Cell, CellTally> quick = tallied(false, 2, rows);
        Map<Cell, CellTally> slow = tallied(true, 2, rows);
        for (Cell cell : KEPT.cells()) {
            SharesOfCell one = shares(quick, cell);
            SharesOfCell other = shares(slow, cell);
            assertThat(one.versions().get("a")).isEqualTo(other.versions().get("a"));
            assertThat(one.pairs().get(PAIR)).isEqualTo(other.pairs().get(PAIR));
            assertThat(at(quick, cell).pairs(PAIR)[0].toBytes())
                    .isEqualTo(at(slow, cell).pairs(PAIR)[0].toBytes());
        }
    }
}
