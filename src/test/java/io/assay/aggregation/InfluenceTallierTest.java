package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.aggregation.MetricColumns.Ranking;
import io.assay.aggregation.MetricColumns.Ranking.Kind;
import io.assay.cost.PairTally;
import io.assay.cost.RankStatistic;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** Influences brought to their units, in memory. */
class InfluenceTallierTest {

    private static final KeptLayout LAYOUT =
            new KeptLayout(List.of(new Ranking(Kind.CURVE, "p", "y", 0, List.of(RankStatistic.area(1)))), 0);
    private static final KeptCells KEPT = new KeptCells(
            new ArrayList<>(List.of(Cell.ALL)), new int[1], 1, new ArrayList<>(List.of(new KeptCells.Group("a", "b"))));

    private static PairTally[] tallied(boolean clustered, Row... rows) {
        Iterator<Row> states =
                new InfluenceTallier(LAYOUT, KEPT, clustered).call(List.of(rows).iterator());
        CellTally cell = CellTally.fromBytes(states.next().getAs(3));
        assertThat(states).isExhausted();
        return cell.pairs(new VersionPair("a", "b"));
    }

    private static Row row(int side, long unit, int label, double influence) {
        return RowFactory.create(
                unit, 0, side * LAYOUT.theirRankings(), label == 1, 1.0, Packed.ints(0), Packed.doubles(influence));
    }

    @Test
    void theRowsOfAUnitAreAddedOnEitherSideAndByClass() {
        PairTally[] tallies = tallied(
                true,
                row(0, 1, 1, 0.5),
                row(1, 1, 1, 0.25),
                row(0, 1, 0, 2),
                row(1, 1, 0, 2),
                row(0, 2, 0, 3),
                row(1, 2, 0, 1));
        assertThat(tallies[0].units()).isEqualTo(2);
        assertThat(tallies[0].rows()).isEqualTo(3);
        assertThat(tallies[0].differingUnits()).isEqualTo(2);
        assertThat(tallies[1].units()).isEqualTo(1);
        assertThat(tallies[2].units()).isEqualTo(2);
        // 2.5 − 2.25 in the first unit, 3 − 1 in the second.
        assertThat(tallies[0].greatestDifference()).isEqualTo(2);
        assertThat(tallies[1].greatestDifference()).isEqualTo(0.25);
    }

    @Test
    void aRowOnWhoseClassTheVersionsDisagreeIsOfBoth() {
        PairTally[] tallies = tallied(false, row(0, 1, 1, 0.5), row(1, 1, 0, 0.25));
        assertThat(tallies[0].rows()).isEqualTo(1);
        assertThat(tallies[1].units()).isEqualTo(1);
        assertThat(tallies[2].units()).isEqualTo(1);
    }

    @Test
    void unitsOfOneRowAreTheSameWhicheverWayTheyAreAdded() {
        Random random = new Random(3);
        Row[] rows = IntStream.range(0, 500)
                .boxed()
                .flatMap(unit -> {
                    int label = random.nextInt(2);
                    return Stream.of(
                            row(0, unit, label, random.nextGaussian() / 500),
                            row(1, unit, label, random.nextGaussian() / 500));
                })
                .toArray(Row[]::new);
        PairTally[] quick = tallied(false, rows);
        PairTally[] slow = tallied(true, rows);
        for (int i = 0; i < slow.length; i++) {
            assertThat(quick[i].toBytes()).as("tally %d", i).isEqualTo(slow[i].toBytes());
        }
    }
}
