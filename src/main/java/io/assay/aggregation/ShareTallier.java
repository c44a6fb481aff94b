package io.assay.aggregation;

import io.assay.cost.CostTally;
import io.assay.cost.PairTally;
import io.assay.cost.UnitSums;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Tallies the kept rows of one Spark partition anew, with the shares of losses up to their quantile in the place of the
 * losses: 1 for a loss up to it, 0 for a greater one. How much these shares vary from unit to unit says how far the
 * quantile may be off. Rows come unit by unit, as {@link Tallier} gave them.
 */
final class ShareTallier implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1L;

    private final KeptCells kept;
    private final int first;
    private final int losses;
    private final boolean clustered;
    private final HashMap<SortedSequences.Key, Double> quantiles;

    /**
     * @param first the place of the first loss among the values of a kept row
     * @param losses that have quantiles
     * @param clustered whether units may have several rows
     * @param quantiles of every sequence
     */
    ShareTallier(KeptCells kept, int first, int losses, boolean clustered, Map<SortedSequences.Key, Double> quantiles) {
        this.kept = kept;
        this.first = first;
        this.losses = losses;
        this.clustered = clustered;
        this.quantiles = new HashMap<>(quantiles);
    }

    /** Of kept rows: version, candidate, what tells the cells, values, weight and unit. */
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Map<Cell, CellTally> tallies = new HashMap<>();
        Map<Cell, ClusterSums> sums = new HashMap<>();
        KeptCells.Decoder decoder = kept.decoder();
        long unit = -1;
        while (rows.hasNext()) {
            Row row = rows.next();
            // Decoded whatever the weight: what is told here is not told again.
            int[] cells = KeptCells.cells(decoder, row, PARTITIONS, SLICES, CELLS);
            if (row.getLong(UNIT) != unit) {
                endUnit(tallies, sums);
                unit = row.getLong(UNIT);
            }
            double weight = row.getDouble(WEIGHT);
            if (weight > 0) {
                add(row, cells, weight, tallies, sums);
            }
        }
        endUnit(tallies, sums);
        List<Row> results = new ArrayList<>();
        tallies.forEach((cell, tally) -> results.add(TalliedRow.cell(cell, tally)));
        return results.iterator();
    }

    static final String[] COLUMNS = {
        "model_version", "candidate", "partitions", "slices", "cells", "values", "weight", "unit"
    };
    private static final int VERSION = 0;
    private static final int CANDIDATE = 1;
    private static final int PARTITIONS = 2;
    private static final int SLICES = 3;
    private static final int CELLS = 4;
    private static final int VALUES = 5;
    private static final int WEIGHT = 6;
    private static final int UNIT = 7;

    private void endUnit(Map<Cell, CellTally> tallies, Map<Cell, ClusterSums> sums) {
        sums.forEach((cell, unit) -> unit.addTo(tally(tallies, cell)));
        sums.clear();
    }

    private CellTally tally(Map<Cell, CellTally> tallies, Cell cell) {
        return tallies.computeIfAbsent(cell, key -> new CellTally(losses, List.of()));
    }

    private void add(Row row, int[] cells, double weight, Map<Cell, CellTally> tallies, Map<Cell, ClusterSums> sums) {
        String version = row.getString(VERSION);
        String candidate = row.isNullAt(CANDIDATE) ? null : row.getString(CANDIDATE);
        List<@Nullable Double> values = row.getList(VALUES);
        for (int number : cells) {
            Cell cell = kept.cells().get(number);
            for (int i = 0; i < losses; i++) {
                Double value = values.get(first + i);
                if (value == null) {
                    continue;
                }
                double share = share(new SortedSequences.Key(cell, version, candidate, first + i), value);
                if (candidate == null) {
                    addRow(tally(tallies, cell), clustered ? sums(sums, cell) : null, version, i, share, weight);
                } else {
                    int other = first + losses + i;
                    double theirs =
                            share(new SortedSequences.Key(cell, version, candidate, other), baseline(values, other));
                    VersionPair pair = new VersionPair(version, candidate);
                    addPair(tally(tallies, cell), clustered ? sums(sums, cell) : null, pair, i, share, theirs, weight);
                }
            }
        }
    }

    /** A pair is kept with both losses or with none. */
    private static double baseline(List<@Nullable Double> values, int index) {
        Double value = values.get(index);
        return value == null ? Double.NaN : value;
    }

    private ClusterSums sums(Map<Cell, ClusterSums> sums, Cell cell) {
        return sums.computeIfAbsent(cell, key -> new ClusterSums(losses));
    }

    private static void addRow(
            CellTally tally, @Nullable ClusterSums sums, String version, int loss, double share, double weight) {
        CostTally shares = tally.costs(version)[loss];
        shares.addRow(share, weight);
        if (sums == null) {
            shares.addRowAsUnit(share, weight);
        } else {
            sums.cost(version, loss).add(share, weight, 1);
        }
    }

    private static void addPair(
            CellTally tally,
            @Nullable ClusterSums sums,
            VersionPair pair,
            int loss,
            double candidate,
            double baseline,
            double weight) {
        PairTally shares = tally.pairs(pair)[loss];
        if (sums == null) {
            shares.addPair(candidate, baseline, weight);
        } else {
            UnitSums ours = sums.pair(pair, loss).candidate();
            UnitSums theirs = sums.pair(pair, loss).baseline();
            ours.add(candidate, weight, 1);
            theirs.add(baseline, weight, 1);
        }
    }

    private double share(SortedSequences.Key key, double value) {
        return value + 0.0 <= quantiles.getOrDefault(key, Double.NaN) ? 1 : 0;
    }
}
