package io.assay.aggregation;

import io.assay.cost.Buckets;
import io.assay.cost.CostTally;
import io.assay.cost.MetricBasis;
import io.assay.cost.MetricPairTally;
import io.assay.cost.MetricTally;
import io.assay.cost.UnitSums;
import io.assay.dimension.Cell;
import io.assay.input.Conformed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Tallies one Spark partition of scored rows in a single pass. Rows come sorted by cluster, id and version, and all rows
 * of a cluster are in one partition, so pairs, duplicates and clusters are complete when their last row has passed; no
 * more than one example and one cluster's sums are held besides the tallies.
 *
 * <p>Gives the rows set aside and, where sorting is needed, the rows kept for it, as they pass; then the counts and the
 * tallies of every cell. The rows of the output are those of {@link TalliedRow}.
 */
final class Tallier implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1L;

    private static final String DUPLICATE = Conformed.QUARANTINED + Counts.DUPLICATE_ID;

    /** Enough for the units of one Spark partition; the partition's number stands above. */
    private static final int UNIT_BITS = 40;

    private final ScoredLayout layout;
    private final CellFinder cells;
    private final PairFinder pairFinder;
    private final boolean clustered;
    private final boolean keepsRows;
    private final TalliedRow.Keeping keeping;
    private final String[] losses;
    private final boolean[] countsRows;
    private final ArrayList<MetricBasis> bases;
    private final MetricFeed[] feeds;

    Tallier(TallyPlan plan, boolean paired) {
        this.layout = ScoredLayout.of(plan);
        this.cells = new CellFinder(layout, plan.columns().partition(), plan.slicing());
        this.pairFinder = new PairFinder(plan.baselines(), plan.candidates(), paired);
        this.clustered = plan.columns().cluster().isPresent();
        int[] ordered = plan.ordered().stream().mapToInt(Integer::intValue).toArray();
        this.keepsRows = plan.keepsRows();
        this.keeping = new TalliedRow.Keeping(layout, ordered, KeptLayout.of(plan));
        this.losses = plan.losses().stream().map(LossColumn::name).toArray(String[]::new);
        this.countsRows = new boolean[losses.length];
        for (int i = 0; i < losses.length; i++) {
            countsRows[i] = plan.losses().get(i).aggregate().countsRows();
        }
        this.bases = new ArrayList<>(plan.metrics().bases());
        this.feeds = layout.metrics(bases).toArray(MetricFeed[]::new);
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Pass(rows);
    }

    /** One partition's pass: pulls rows, pushes what is finished. */
    private final class Pass implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final Queue<Row> finished = new ArrayDeque<>();
        private final Map<Cell, CellTally> tallies = new HashMap<>();
        private final Map<Cell, ClusterSums> clusterSums = new HashMap<>();
        private @Nullable List<Cell> lastCells;
        private CellTally[] lastTallies = {};
        private final Counts counts = new Counts();
        private final PairLosses pairLosses = new PairLosses(layout, countsRows, clustered);
        private final SortedMap<String, Row> example = new TreeMap<>();
        private @Nullable String cluster;
        private @Nullable String id;
        private @Nullable String duplicated;
        private @Nullable Row last;
        private int matchedLabels;
        private boolean unlabelled;
        private boolean ended;
        private long unit = (long) TaskContext.getPartitionId() << UNIT_BITS;
        private int bucket;

        Pass(Iterator<Row> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            while (finished.isEmpty() && rows.hasNext()) {
                accept(rows.next());
            }
            if (finished.isEmpty() && !ended) {
                ended = true;
                endExample();
                endCluster();
                finished.add(TalliedRow.counts(counts));
                tallies.forEach((cell, tally) -> finished.add(TalliedRow.cell(cell, tally)));
                tallies.clear();
            }
            return !finished.isEmpty();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return finished.remove();
        }

        private void accept(Row row) {
            String rowCluster = row.getString(ScoredLayout.CLUSTER);
            String rowId = row.getString(ScoredLayout.ID);
            boolean sameCluster = rowCluster.equals(cluster);
            if (!sameCluster || !rowId.equals(id)) {
                endExample();
                id = rowId;
            }
            if (!sameCluster) {
                endCluster();
                cluster = rowCluster;
                bucket = Buckets.of(rowCluster);
            }
            String status = row.isNullAt(ScoredLayout.STATUS) ? null : row.getString(ScoredLayout.STATUS);
            if (row.getBoolean(ScoredLayout.LABELS_ONLY)) {
                count(Counts.LABELS, String.valueOf(status), row);
                return;
            }
            matchedLabels = Math.max(matchedLabels, row.getInt(ScoredLayout.MATCHED_LABELS));
            unlabelled |= Conformed.UNLABELLED.equals(status);
            if (!Conformed.hasPlace(status) || row.isNullAt(ScoredLayout.VERSION)) {
                count(Counts.ROWS, String.valueOf(status), row);
            } else if (isDuplicate(row)) {
                count(Counts.ROWS, DUPLICATE, null, row);
            } else {
                example.put(row.getString(ScoredLayout.VERSION), row);
            }
        }

        /** Whether a row has its part in pairs: it is usable, or was set aside because it has no loss. */
        private boolean isComparable(Row row) {
            return row.isNullAt(ScoredLayout.STATUS) || !row.isNullAt(layout.reason(0));
        }

        /** Whether this example already has a row of this version; both, and any further, are set aside. */
        private boolean isDuplicate(Row row) {
            String version = row.getString(ScoredLayout.VERSION);
            if (version.equals(duplicated)) {
                return true;
            }
            Row first = example.remove(version);
            if (first == null) {
                return false;
            }
            duplicated = version;
            count(Counts.ROWS, DUPLICATE, null, first);
            return true;
        }

        /** Counts what became of the rows that a row stands for. */
        private void count(String side, String status, Row row) {
            if (row.isNullAt(ScoredLayout.FATES)) {
                count(side, status, null, row);
                return;
            }
            for (Row fate : row.<Row>getList(ScoredLayout.FATES)) {
                count(side, fate.getString(0), fate.getString(1), row);
            }
        }

        private void count(String side, String status, @Nullable String record, Row row) {
            if (status.startsWith(Conformed.QUARANTINED)) {
                String reason = status.substring(Conformed.QUARANTINED.length());
                counts.add(1, side, Counts.QUARANTINED, reason);
                if (side.equals(Counts.ROWS) && !row.isNullAt(ScoredLayout.VERSION)) {
                    counts.add(1, Counts.SET_ASIDE, row.getString(ScoredLayout.VERSION));
                }
                finished.add(TalliedRow.quarantined(side, reason, record, row));
            } else {
                counts.add(1, side, status);
            }
        }

        private void endExample() {
            if (id == null) {
                return;
            }
            int evaluated = 0;
            for (Map.Entry<String, Row> entry : example.entrySet()) {
                Row row = entry.getValue();
                if (row.isNullAt(ScoredLayout.STATUS)) {
                    evaluated++;
                    evaluate(entry.getKey(), row);
                } else {
                    count(Counts.ROWS, row.getString(ScoredLayout.STATUS), row);
                }
            }
            if (matchedLabels > 0) {
                String fate = evaluated > 0 ? Counts.EVALUATED : unlabelled ? Conformed.UNLABELLED : Counts.UNUSED;
                counts.add(matchedLabels, Counts.LABELS, fate);
            }
            example.values().removeIf(row -> !isComparable(row));
            pairFinder.pairs(example, this::compare, counts);
            example.clear();
            duplicated = null;
            matchedLabels = 0;
            unlabelled = false;
        }

        private void evaluate(String version, Row row) {
            int read = row.getInt(ScoredLayout.READ);
            counts.add(read, Counts.ROWS, Counts.EVALUATED);
            counts.add(read, Counts.USED, version);
            for (int i = 0; i < layout.losses(); i++) {
                if (row.isNullAt(layout.loss(i))) {
                    counts.add(1, Counts.UNSCORED, losses[i], row.getString(layout.reason(i)));
                }
            }
            List<Cell> own = cells.of(row);
            CellTally[] tallies = tallies(own);
            for (int i = 0; i < tallies.length; i++) {
                Cell cell = own.get(i);
                CellTally tally = tallies[i];
                addCosts(cell, tally.costs(version), version, row);
                addMetrics(cell, tally.metrics(version), version, row);
            }
            if (keepsRows) {
                finished.add(keeping.row(version, own, row, unit));
            }
        }

        /** What a row weighs in the cost of a loss; in one that counts rows the loss is weighted already. */
        private double weight(Row row, int loss) {
            return countsRows[loss] ? 1 : row.getDouble(ScoredLayout.WEIGHT);
        }

        private CellTally tally(Cell cell) {
            return tallies.computeIfAbsent(cell, key -> new CellTally(layout.losses(), bases));
        }

        /** The tallies of cells. The rows of an example mostly have the same, so those of the last row are at hand. */
        private CellTally[] tallies(List<Cell> cells) {
            if (cells != lastCells) {
                lastTallies = new CellTally[cells.size()];
                for (int i = 0; i < lastTallies.length; i++) {
                    lastTallies[i] = tally(cells.get(i));
                }
                lastCells = cells;
            }
            return lastTallies;
        }

        private void addCosts(Cell cell, CostTally[] costs, String version, Row row) {
            for (int i = 0; i < costs.length; i++) {
                double weight = weight(row, i);
                if (row.isNullAt(layout.loss(i))) {
                    costs[i].addUnscored(row.getString(layout.reason(i)));
                    continue;
                }
                double loss = row.getDouble(layout.loss(i));
                double denominator = row.getDouble(layout.denominator(i));
                costs[i].addRow(loss, weight);
                if (clustered) {
                    sums(cell).cost(version, i).add(loss, weight, denominator);
                } else if (denominator == 1) {
                    costs[i].addRowAsUnit(loss, weight);
                } else {
                    UnitSums unit = new UnitSums();
                    unit.add(loss, weight, denominator);
                    costs[i].addUnit(unit);
                }
            }
        }

        private void addMetrics(Cell cell, MetricTally[] tallies, String version, Row row) {
            for (int i = 0; i < tallies.length; i++) {
                if (!feeds[i].isPresent(row)) {
                    tallies[i].addUnscored();
                    continue;
                }
                feeds[i].addRow(tallies[i], row, bucket);
                if (!clustered) {
                    feeds[i].addUnit(tallies[i], row);
                } else if (bases.get(i).isSmooth()) {
                    feeds[i].addTo(sums(cell).metric(version, i), row, row.getDouble(ScoredLayout.WEIGHT));
                } else {
                    sums(cell).rows(version, i).add(row.getDouble(ScoredLayout.WEIGHT));
                }
            }
        }

        /** The baseline's row says in which cells the pair counts, and with which weight. */
        private void compare(VersionPair pair, Row baseline, Row candidate) {
            boolean usable = candidate.isNullAt(ScoredLayout.STATUS);
            if (usable) {
                cells.countDifferences(baseline, candidate, counts);
            }
            double weight = baseline.getDouble(ScoredLayout.WEIGHT);
            List<Cell> theirs = cells.of(baseline);
            if (keepsRows && usable) {
                finished.add(keeping.pair(pair, theirs, candidate, baseline, unit));
            }
            pairLosses.take(baseline, candidate, usable);
            CellTally[] cellTallies = tallies(theirs);
            for (int c = 0; c < cellTallies.length; c++) {
                Cell cell = theirs.get(c);
                pairLosses.addTo(cellTallies[c].pairs(pair));
                if (clustered) {
                    pairLosses.addTo(sums(cell), pair);
                }
                MetricPairTally[] metrics = cellTallies[c].metricPairs(pair);
                compareMetrics(cell, metrics, pair, baseline, candidate, weight, usable);
            }
        }

        private void compareMetrics(
                Cell cell,
                MetricPairTally[] tallies,
                VersionPair pair,
                Row baseline,
                Row candidate,
                double weight,
                boolean usable) {
            for (int i = 0; i < tallies.length; i++) {
                boolean ours = usable && feeds[i].isPresent(candidate);
                boolean theirs = feeds[i].isPresent(baseline);
                if (!ours || !theirs) {
                    tallies[i].addUnscored(ours, theirs);
                } else if (weight == 0) {
                    tallies[i].addRowWithoutWeight();
                } else {
                    feeds[i].addPairRow(tallies[i], candidate, baseline, weight, bucket);
                    addPairUnit(cell, tallies[i], pair, i, baseline, candidate, weight);
                }
            }
        }

        private void addPairUnit(
                Cell cell, MetricPairTally tally, VersionPair pair, int i, Row baseline, Row candidate, double weight) {
            if (!clustered) {
                feeds[i].addPairUnit(tally, candidate, baseline, weight);
            } else if (bases.get(i).isSmooth()) {
                ClusterSums.MetricPair sums = sums(cell).metricPair(pair, i);
                feeds[i].addTo(sums.candidate(), candidate, weight);
                feeds[i].addTo(sums.baseline(), baseline, weight);
            } else {
                sums(cell).pairRows(pair, i).addPair(weight, feeds[i].differ(candidate, baseline));
            }
        }

        private ClusterSums sums(Cell cell) {
            return clusterSums.computeIfAbsent(cell, key -> new ClusterSums(layout.losses(), bases));
        }

        private void endCluster() {
            clusterSums.forEach((cell, sums) -> sums.addTo(tally(cell)));
            clusterSums.clear();
            unit++;
        }
    }
}
