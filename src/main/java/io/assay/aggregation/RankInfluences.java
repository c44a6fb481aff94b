package io.assay.aggregation;

import io.assay.aggregation.MetricColumns.Ranking.Kind;
import io.assay.aggregation.SortedSequences.Key;
import io.assay.cost.CorrelationInfluence;
import io.assay.cost.RankInfluence;
import io.assay.dimension.Cell;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Tallies how much every unit moves what is read off ranks. A sort gives every row its influence, a second one brings the
 * rows of a unit together. In the first, a row is told and asked in turn: all rows of a score are told before the first
 * of them is asked, so that no ties are held in memory.
 */
final class RankInfluences {

    /** Rows are read in steps; between the phases, which are pairs of steps, order starts anew. */
    private static final int LABEL = 0;

    private static final int FIRST = 2;
    private static final int TOLD = 4;
    private static final int ASKED = 5;

    /** The influences of a row in the cells of a part, on their way to its unit: cell by cell those on every statistic. */
    static final StructType SCHEMA = new StructType()
            .add("unit", DataTypes.LongType, false)
            .add("group", DataTypes.IntegerType, false)
            .add("series", DataTypes.IntegerType, false)
            .add("positive", DataTypes.BooleanType, false)
            .add("weight", DataTypes.DoubleType, false)
            .add("cells", DataTypes.BinaryType, false)
            .add("influences", DataTypes.BinaryType, false);

    private RankInfluences() {}

    /**
     * The tallies of every cell, as bytes, with influences in the place of losses: as many as {@link KeptLayout#tallies}.
     *
     * @param rows of kind {@link TalliedRow#KEPT}
     * @param clustered whether units may have several rows
     * @param summaries of every ranked sequence
     */
    static SortedMap<Cell, byte[]> sum(
            Dataset<Row> rows, KeptCells kept, boolean clustered, RankReadings readings, Map<Key, double[]> summaries) {
        KeptLayout layout = readings.layout();
        // All rows of a unit in a cell are in the cell's part already.
        return CellStates.sum(new SpreadRows(kept, layout.series(), steps(layout))
                .sorted(rows)
                .mapPartitions(new Reader(kept, readings, new HashMap<>(summaries)), Encoders.row(SCHEMA))
                .sortWithinPartitions("unit")
                .mapPartitions(new InfluenceTallier(layout, kept, clustered), Encoders.row(TalliedRow.SCHEMA)));
    }

    /** For every place of a kept row the steps in which its value is read; none for a loss. */
    private static int[][] steps(KeptLayout layout) {
        int[][] steps = new int[layout.places()][0];
        for (int i = 0; i < layout.rankings().size(); i++) {
            for (int offset : new int[] {0, layout.theirRankings()}) {
                int place = offset + layout.place(i);
                if (layout.rankings().get(i).kind() == Kind.CORRELATION) {
                    steps[place] = new int[] {LABEL};
                    steps[place + 1] = new int[] {FIRST, TOLD, ASKED};
                } else {
                    steps[place] = new int[] {TOLD, ASKED};
                }
            }
        }
        return steps;
    }

    /** Reads the sorted sequences of a part, and gives every row that is asked with its influences. */
    private record Reader(KeptCells kept, RankReadings readings, HashMap<Key, double[]> summaries)
            implements MapPartitionsFunction<Row, Row> {

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            return new Influences(this, rows);
        }

        private @Nullable RankInfluence start(Key sequence) {
            double[] summary = summaries.get(sequence);
            if (summary == null) {
                return null;
            }
            return readings.isCurve(sequence) ? readings.curve(sequence, summary) : readings.correlation(sequence);
        }
    }

    private static final class Influences implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final SortedSequences.SideBySide<RankInfluence> open;
        private @Nullable Row next;
        private int group = -1;
        private int series = -1;

        Influences(Reader reader, Iterator<Row> rows) {
            this.rows = rows;
            this.open = new SortedSequences.SideBySide<>(
                    reader.kept().cells().size(),
                    cell -> reader.start(SortedSequences.key(reader.kept(), cell, group, series)));
        }

        @Override
        public boolean hasNext() {
            while (next == null && rows.hasNext()) {
                next = read(rows.next());
            }
            return next != null;
        }

        @Override
        public Row next() {
            Row row = hasNext() ? next : null;
            if (row == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return row;
        }

        /** Null where the row is told only. */
        private @Nullable Row read(Row row) {
            if (row.getInt(SpreadRows.GROUP) != group || row.getInt(SpreadRows.SERIES) != series) {
                open.end((cell, influence) -> {});
                group = row.getInt(SpreadRows.GROUP);
                series = row.getInt(SpreadRows.SERIES);
            }
            double label = row.getDouble(SpreadRows.LABEL);
            double weight = row.getDouble(SpreadRows.WEIGHT);
            int step = row.getInt(SpreadRows.STEP);
            byte[] packed = row.getAs(SpreadRows.CELLS);
            int[] cells = Packed.ints(packed);
            if (step == ASKED) {
                return asked(row.getLong(SpreadRows.UNIT), label, weight, cells);
            }
            for (int cell : cells) {
                RankInfluence influence = open.of(cell);
                if (influence != null) {
                    tell(influence, step, row.getDouble(SpreadRows.VALUE), label, weight);
                }
            }
            return null;
        }

        private @Nullable Row asked(long unit, double label, double weight, int[] cells) {
            double[] influences = {};
            int read = 0;
            for (int cell : cells) {
                RankInfluence influence = open.of(cell);
                if (influence != null) {
                    double[] of = influence.of(label);
                    if (read == 0) {
                        influences = new double[of.length * cells.length];
                    }
                    System.arraycopy(of, 0, influences, of.length * read, of.length);
                    cells[read++] = cell;
                }
            }
            int statistics = influences.length / cells.length;
            return read == 0
                    ? null
                    : RowFactory.create(
                            unit,
                            group,
                            series,
                            label == 1,
                            weight,
                            Packed.ints(Arrays.copyOf(cells, read)),
                            Packed.doubles(Arrays.copyOf(influences, statistics * read)));
        }

        private static void tell(RankInfluence influence, int step, double value, double label, double weight) {
            if (step == TOLD) {
                influence.add(value, label, weight);
            } else if (influence instanceof CorrelationInfluence correlation) {
                if (step == LABEL) {
                    correlation.addLabel(value, weight);
                } else {
                    correlation.addFirst(value, label, weight);
                }
            }
        }
    }
}
