package io.assay.aggregation;

import io.assay.cost.RankStatistic;
import io.assay.cost.UnitSums;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Tallies the influences of a part as if they were losses, unit by unit. Rows are those of {@link RankInfluences#SCHEMA},
 * and all of a unit come together.
 *
 * @param clustered whether units may have several rows of a version
 */
record InfluenceTallier(KeptLayout layout, KeptCells kept, boolean clustered)
        implements MapPartitionsFunction<Row, Row> {

    private static final int UNIT = 0;
    private static final int GROUP = 1;
    private static final int SERIES = 2;
    private static final int POSITIVE = 3;
    private static final int WEIGHT = 4;
    private static final int CELLS = 5;
    private static final int INFLUENCES = 6;

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Tallies tallies = new Tallies(this);
        List<Influences> unit = new ArrayList<>();
        long last = -1;
        while (rows.hasNext()) {
            Row row = rows.next();
            if (row.getLong(UNIT) != last) {
                tallies.addUnit(unit);
                unit.clear();
                last = row.getLong(UNIT);
            }
            unit.add(influences(row));
        }
        tallies.addUnit(unit);
        return tallies.results();
    }

    private Influences influences(Row row) {
        int series = row.getInt(SERIES);
        return new Influences(
                row.getInt(GROUP),
                layout.ranking(series),
                layout.isTheirs(series),
                row.getBoolean(POSITIVE),
                row.getDouble(WEIGHT),
                Packed.ints(row.<byte[]>getAs(CELLS)),
                Packed.doubles(row.<byte[]>getAs(INFLUENCES)));
    }

    /**
     * What a row adds in some cells.
     *
     * @param group the number of the version or pair
     * @param theirs whether it is the baseline's row of a pair
     * @param positive whether its label is 1
     * @param values cell by cell, the influences on every statistic
     */
    private record Influences(
            int group, int ranking, boolean theirs, boolean positive, double weight, int[] cells, double[] values) {

        /** In the cell that is listed there. */
        double value(int at, int statistic) {
            return values[at * (values.length / cells.length) + statistic];
        }

        boolean isOtherSideOf(Influences ours) {
            return theirs
                    && !ours.theirs
                    && group == ours.group
                    && ranking == ours.ranking
                    && positive == ours.positive
                    && weight == ours.weight
                    && Arrays.equals(cells, ours.cells);
        }
    }

    private interface Taker {
        void take(int tally, int statistic);
    }

    /** What has been added. Units of one row of a version, or of both of a pair, have the quick way. */
    private static final class Tallies {
        private final InfluenceTallier by;
        private final int tallies;
        private final Map<Cell, CellTally> cells = new HashMap<>();
        private final List<InfluenceSums> quick = new ArrayList<>();

        Tallies(InfluenceTallier by) {
            this.by = by;
            this.tallies = by.layout.tallies();
            for (int group = 0; group < by.kept.groups().size(); group++) {
                quick.add(new InfluenceSums(tallies, by.kept.groups().get(group).candidate() != null));
            }
        }

        void addUnit(List<Influences> unit) {
            if (by.clustered) {
                addSlowly(unit);
                return;
            }
            List<Influences> rest = new ArrayList<>();
            for (Influences one : unit) {
                if (by.kept.groups().get(one.group()).candidate() == null) {
                    add(one, null);
                } else {
                    rest.add(one);
                }
            }
            for (Influences ours : List.copyOf(rest)) {
                rest.stream()
                        .filter(other -> other.isOtherSideOf(ours))
                        .findFirst()
                        .ifPresent(theirs -> {
                            add(ours, theirs);
                            rest.remove(ours);
                            rest.remove(theirs);
                        });
            }
            addSlowly(rest);
        }

        private void add(Influences ours, @Nullable Influences theirs) {
            InfluenceSums sums = quick.get(ours.group());
            forEachTally(ours, (tally, statistic) -> {
                for (int at = 0; at < ours.cells().length; at++) {
                    double other = theirs == null ? Double.NaN : theirs.value(at, statistic);
                    sums.add(tally, ours.cells()[at], ours.value(at, statistic), other, ours.weight());
                }
            });
        }

        /** Takes each tally that a row's influence on a statistic is added to: that of all rows, and that of its class. */
        private void forEachTally(Influences one, Taker taker) {
            int tally = by.layout.tally(one.ranking(), 0);
            List<RankStatistic> statistics =
                    by.layout.rankings().get(one.ranking()).statistics();
            for (int i = 0; i < statistics.size(); i++) {
                RankStatistic statistic = statistics.get(i);
                taker.take(tally, i);
                if (statistic.isOfClasses()) {
                    taker.take(tally + (one.positive() ? statistic.positives() : statistic.negatives()), i);
                }
                tally += statistic.tallies();
            }
        }

        private void addSlowly(List<Influences> unit) {
            Map<Cell, ClusterSums> sums = new HashMap<>();
            for (Influences one : unit) {
                for (int i = 0; i < one.cells().length; i++) {
                    int at = i;
                    Cell cell = by.kept.cells().get(one.cells()[at]);
                    ClusterSums ofCell = sums.computeIfAbsent(cell, key -> new ClusterSums(tallies));
                    forEachTally(one, (tally, statistic) -> sums(ofCell, one, tally)
                            .add(one.value(at, statistic), one.weight()));
                }
            }
            sums.forEach((cell, ofUnit) -> {
                // Two versions may disagree on which class a row is of.
                ofUnit.evenOut();
                ofUnit.addTo(tally(cell));
            });
        }

        private CellTally tally(Cell cell) {
            return cells.computeIfAbsent(cell, key -> new CellTally(tallies, List.of()));
        }

        private UnitSums sums(ClusterSums sums, Influences one, int tally) {
            KeptCells.Group group = by.kept.groups().get(one.group());
            String candidate = group.candidate();
            if (candidate == null) {
                return sums.cost(group.version(), tally);
            }
            ClusterSums.Pair pair = sums.pair(new VersionPair(group.version(), candidate), tally);
            return one.theirs() ? pair.baseline() : pair.candidate();
        }

        /** The tallies, cell by cell: all of them at once would be many objects. */
        Iterator<Row> results() {
            return IntStream.range(0, by.kept.cells().size())
                    .mapToObj(this::result)
                    .flatMap(Optional::stream)
                    .iterator();
        }

        private Optional<Row> result(int number) {
            Cell cell = by.kept.cells().get(number);
            CellTally slow = cells.get(cell);
            CellTally tally = slow == null ? new CellTally(tallies, List.of()) : slow;
            boolean any = slow != null;
            for (int group = 0; group < quick.size(); group++) {
                any |= quick.get(group).addTo(number, by.kept.groups().get(group), tally);
            }
            return any ? Optional.of(TalliedRow.cell(cell, tally)) : Optional.empty();
        }
    }
}
