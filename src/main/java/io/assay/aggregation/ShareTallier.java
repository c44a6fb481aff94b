package io.assay.aggregation;

import io.assay.cost.UnitSums;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
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

    /** By group, then by loss, those of a pair's baseline behind the candidate's, then by cell; NaN where there is none. */
    private final double[][][] quantiles;

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
        this.quantiles =
                new double[kept.groups().size()][2 * losses][kept.cells().size()];
        for (int group = 0; group < this.quantiles.length; group++) {
            for (int loss = 0; loss < 2 * losses; loss++) {
                double[] ofCells = this.quantiles[group][loss];
                for (int cell = 0; cell < ofCells.length; cell++) {
                    ofCells[cell] =
                            quantiles.getOrDefault(SortedSequences.key(kept, cell, group, first + loss), Double.NaN);
                }
            }
        }
    }

    /** Of kept rows: version, candidate, what tells the cells, values, weight and unit. */
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

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Tallies tallies = new Tallies(this);
        KeptCells.Decoder decoder = kept.decoder();
        Map<KeptCells.Group, Integer> groups = kept.numbersOfGroups();
        while (rows.hasNext()) {
            Row row = rows.next();
            // Decoded whatever the weight: what is told here is not told again.
            int[] cells = KeptCells.cells(decoder, row, PARTITIONS, SLICES, CELLS);
            tallies.begin(row.getLong(UNIT));
            double weight = row.getDouble(WEIGHT);
            if (weight > 0) {
                KeptCells.Group of = new KeptCells.Group(
                        row.getString(VERSION), row.isNullAt(CANDIDATE) ? null : row.getString(CANDIDATE));
                tallies.add(
                        Objects.requireNonNull(groups.get(of), "a row is kept of what was tallied"),
                        row.getList(VALUES),
                        cells,
                        weight);
            }
        }
        tallies.endUnit();
        return tallies.results();
    }

    /** What has been added: of units of one row in arrays, since cells are many; of others as objects. */
    private static final class Tallies {
        private final ShareTallier by;
        private final List<InfluenceSums> quick = new ArrayList<>();
        private final @Nullable CellTally[] slow;
        private final Map<Integer, ClusterSums> sums = new HashMap<>();
        private long unit = -1;

        Tallies(ShareTallier by) {
            this.by = by;
            this.slow = new CellTally[by.clustered ? by.kept.cells().size() : 0];
            for (KeptCells.Group group : by.kept.groups()) {
                quick.add(new InfluenceSums(by.losses, group.candidate() != null));
            }
        }

        void begin(long next) {
            if (next != unit) {
                endUnit();
                unit = next;
            }
        }

        void endUnit() {
            sums.forEach((cell, ofUnit) -> ofUnit.addTo(slow(cell)));
            sums.clear();
        }

        private CellTally slow(int cell) {
            CellTally known = slow[cell];
            if (known == null) {
                known = new CellTally(by.losses, List.of());
                slow[cell] = known;
            }
            return known;
        }

        void add(int group, List<@Nullable Double> values, int[] cells, double weight) {
            boolean ofPair = by.kept.groups().get(group).candidate() != null;
            for (int loss = 0; loss < by.losses; loss++) {
                Double value = values.get(by.first + loss);
                // A pair is kept with both losses or with none.
                Double other = ofPair ? values.get(by.first + by.losses + loss) : null;
                if (value == null) {
                    continue;
                }
                for (int cell : cells) {
                    double share = share(value, by.quantiles[group][loss][cell]);
                    double theirs = other == null ? 0 : share(other, by.quantiles[group][by.losses + loss][cell]);
                    if (by.clustered) {
                        addToUnit(group, loss, cell, share, theirs, weight);
                    } else {
                        quick.get(group).add(loss, cell, share, theirs, weight);
                    }
                }
            }
        }

        private void addToUnit(int group, int loss, int cell, double share, double theirs, double weight) {
            KeptCells.Group of = by.kept.groups().get(group);
            ClusterSums ofUnit = sums.computeIfAbsent(cell, key -> new ClusterSums(by.losses));
            String candidate = of.candidate();
            if (candidate == null) {
                ofUnit.cost(of.version(), loss).add(share, weight, 1);
                return;
            }
            ClusterSums.Pair pair = ofUnit.pair(new VersionPair(of.version(), candidate), loss);
            add(pair.candidate(), share, weight);
            add(pair.baseline(), theirs, weight);
        }

        private static void add(UnitSums sums, double share, double weight) {
            sums.add(share, weight, 1);
        }

        private static double share(double loss, double quantile) {
            return loss + 0.0 <= quantile ? 1 : 0;
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
            if (by.clustered) {
                CellTally tally = slow[number];
                return tally == null ? Optional.empty() : Optional.of(TalliedRow.cell(cell, tally));
            }
            CellTally tally = new CellTally(by.losses, List.of());
            boolean any = false;
            for (int group = 0; group < quick.size(); group++) {
                any |= quick.get(group).addTo(number, by.kept.groups().get(group), tally);
            }
            return any ? Optional.of(TalliedRow.cell(cell, tally)) : Optional.empty();
        }
    }
}
