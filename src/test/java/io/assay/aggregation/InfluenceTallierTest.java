package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.aggregation.MetricColumns.Ranking;
import io.assay.aggregation.MetricColumns.Ranking.Kind;
import io.assay.aggregation.SortedSequences.Key;
import io.assay.cost.PairTally;
import io.assay.cost.RankStatistic;
import io.assay.dimension.Cell;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** Influences brought to their units, in memory. */
class InfluenceTallierTest {

    private static final KeptLayout LAYOUT =
            new KeptLayout(List.of(new Ranking(Kind.CURVE, "p", "y", 0, List.of(RankStatistic.area(1)))), 0);
    private static final Key OURS = new Key(Cell.ALL, "a", "b", 0);
    private static final Key THEIRS = new Key(Cell.ALL, "a", "b", LAYOUT.theirRankings());

    private static PairTally[] tallied(Row... rows) {
        Iterator<Row> states = new InfluenceTallier(LAYOUT, List.of(OURS, THEIRS))
                .call(List.of(rows).iterator());
        CellTally cell = CellTally.fromBytes(states.next().getAs(3));
        assertThat(states).isExhausted();
        return cell.pairs(new VersionPair("a", "b"));
    }

    private static Row row(int sequence, long unit, int label, double influence) {
        return RowFactory.create(
                sequence,
                unit,
                label == 1,
                1.0,
                CollectionConverters.asScala(List.of(influence)).toSeq());
    }

    @Test
    void theRowsOfAUnitAreAddedOnEitherSideAndByClass() {
        PairTally[] tallies = tallied(
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
        PairTally[] tallies = tallied(row(0, 1, 1, 0.5), row(1, 1, 0, 0.25));
        assertThat(tallies[0].rows()).isEqualTo(1);
        assertThat(tallies[1].units()).isEqualTo(1);
        assertThat(tallies[2].units()).isEqualTo(1);
    }
}
