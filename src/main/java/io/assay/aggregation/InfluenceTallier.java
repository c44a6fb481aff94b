package io.assay.aggregation;

import io.assay.aggregation.SortedSequences.Key;
import io.assay.cost.RankStatistic;
import io.assay.cost.UnitSums;
import io.assay.dimension.Cell;
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

    private final KeptLayout layout;
    private final ArrayList<Key> sequences;

    InfluenceTallier(KeptLayout layout, List<Key> sequences) {
        this.layout = layout;
        this.sequences = new ArrayList<>(sequences);
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Map<Cell, CellTally> tallies = new HashMap<>();
        Map<Cell, ClusterSums> sums = new HashMap<>();
        long unit = -1;
        while (rows.hasNext()) {
            Row row = rows.next();
            if (row.getLong(1) != unit) {
                endUnit(tallies, sums);
                unit = row.getLong(1);
            }
            Key sequence = sequences.get(row.getInt(0));
            ClusterSums cell =
                    sums.computeIfAbsent(sequence.cell(), key -> new ClusterSums(layout.tallies(), List.of()));
            add(cell, sequence, row.getBoolean(2), row.getDouble(3), row.getList(4));
        }
        endUnit(tallies, sums);
        List<Row> results = new ArrayList<>();
        tallies.forEach((cell, tally) -> results.add(TalliedRow.cell(cell, tally)));
        return results.iterator();
    }

    private void endUnit(Map<Cell, CellTally> tallies, Map<Cell, ClusterSums> sums) {
        sums.forEach((cell, unit) -> {
            // Two versions may disagree on which class a row is of.
            unit.evenOut();
            unit.addTo(tallies.computeIfAbsent(cell, key -> new CellTally(layout.tallies(), List.of())));
        });
        sums.clear();
    }

    private void add(ClusterSums sums, Key sequence, boolean positive, double weight, List<Double> influences) {
        int ranking = layout.ranking(sequence.series());
        List<RankStatistic> statistics = layout.statistics(sequence.series());
        for (int i = 0; i < statistics.size(); i++) {
            RankStatistic statistic = statistics.get(i);
            int tally = layout.tally(ranking, i);
            sums(sums, sequence, tally).add(influences.get(i), weight);
            if (statistic.isOfClasses()) {
                int ofClass = positive ? statistic.positives() : statistic.negatives();
                sums(sums, sequence, tally + ofClass).add(influences.get(i), weight);
            }
        }
    }

    private UnitSums sums(ClusterSums sums, Key sequence, int tally) {
        String candidate = sequence.candidate();
        if (candidate == null) {
            return sums.cost(sequence.version(), tally);
        }
        ClusterSums.Pair pair = sums.pair(new VersionPair(sequence.version(), candidate), tally);
        return layout.isTheirs(sequence.series()) ? pair.baseline() : pair.candidate();
    }
}
