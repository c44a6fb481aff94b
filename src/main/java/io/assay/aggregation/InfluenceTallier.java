package io.assay.aggregation;

import io.assay.aggregation.SortedSequences.Key;
import io.assay.cost.RankStatistic;
import io.assay.cost.UnitSums;
import io.assay.dimension.Cell;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Tallies one Spark partition of influences as if they were losses, unit by unit. Rows are those of
 * {@link RankInfluences#SCHEMA}, and all of a unit come together.
 */
final class InfluenceTallier implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1L;

    private final int tallies;
    private final ArrayList<Target> targets;

    InfluenceTallier(KeptLayout layout, List<Key> sequences) {
        this.tallies = layout.tallies();
        this.targets = new ArrayList<>();
        for (Key sequence : sequences) {
            int ranking = layout.ranking(sequence.series());
            this.targets.add(new Target(
                    sequence,
                    layout.isTheirs(sequence.series()),
                    layout.statistics(sequence.series()),
                    layout.tally(ranking, 0)));
        }
    }

    /**
     * Where the influences of a sequence go.
     *
     * @param theirs whether they are the baseline's of a pair
     * @param first tally of the first statistic
     */
    private record Target(Key sequence, boolean theirs, List<RankStatistic> statistics, int first)
            implements Serializable {

        UnitSums sums(ClusterSums sums, int tally) {
            String candidate = sequence.candidate();
            if (candidate == null) {
                return sums.cost(sequence.version(), tally);
            }
            ClusterSums.Pair pair = sums.pair(new VersionPair(sequence.version(), candidate), tally);
            return theirs ? pair.baseline() : pair.candidate();
        }
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Map<Cell, CellTally> cells = new HashMap<>();
        Map<Cell, ClusterSums> sums = new HashMap<>();
        long unit = -1;
        while (rows.hasNext()) {
            Row row = rows.next();
            if (row.getLong(1) != unit) {
                endUnit(cells, sums);
                unit = row.getLong(1);
            }
            Target target = targets.get(row.getInt(0));
            ClusterSums cell = sums.computeIfAbsent(target.sequence().cell(), key -> new ClusterSums(tallies));
            add(cell, target, row.getBoolean(2), row.getDouble(3), row.getList(4));
        }
        endUnit(cells, sums);
        List<Row> results = new ArrayList<>();
        cells.forEach((cell, tally) -> results.add(TalliedRow.cell(cell, tally)));
        return results.iterator();
    }

    private void endUnit(Map<Cell, CellTally> cells, Map<Cell, ClusterSums> sums) {
        sums.forEach((cell, unit) -> {
            // Two versions may disagree on which class a row is of.
            unit.evenOut();
            unit.addTo(cells.computeIfAbsent(cell, key -> new CellTally(tallies, List.of())));
        });
        sums.clear();
    }

    private static void add(ClusterSums sums, Target target, boolean positive, double weight, List<Double> influences) {
        int tally = target.first();
        for (int i = 0; i < influences.size(); i++) {
            RankStatistic statistic = target.statistics().get(i);
            target.sums(sums, tally).add(influences.get(i), weight);
            if (statistic.isOfClasses()) {
                int ofClass = positive ? statistic.positives() : statistic.negatives();
                target.sums(sums, tally + ofClass).add(influences.get(i), weight);
            }
            tally += statistic.tallies();
        }
    }
}
