package io.assay.aggregation;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;

import io.assay.aggregation.MetricColumns.Ranking.Kind;
import io.assay.aggregation.SortedSequences.Key;
import io.assay.cost.CorrelationInfluence;
import io.assay.cost.RankInfluence;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
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

    /** An influence on its way to its unit. */
    static final StructType SCHEMA = new StructType()
            .add("sequence", DataTypes.IntegerType, false)
            .add("unit", DataTypes.LongType, false)
            .add("positive", DataTypes.BooleanType, false)
            .add("weight", DataTypes.DoubleType, false)
            .add("influences", DataTypes.createArrayType(DataTypes.DoubleType, false), false);

    private RankInfluences() {}

    /**
     * The tallies of every cell, with influences in the place of losses: as many as {@link KeptLayout#tallies}.
     *
     * @param kept rows of kind {@link TalliedRow#KEPT}
     * @param summaries of every ranked sequence
     */
    static Map<Cell, CellTally> sum(Dataset<Row> kept, RankReadings readings, Map<Key, double[]> summaries) {
        KeptLayout layout = readings.layout();
        List<Key> sequences = new ArrayList<>(summaries.keySet());
        Dataset<Row> influences = SortedSequences.exploded(kept, layout.series())
                .withColumn("step", explode(get(steps(layout), col("place"))))
                .withColumn("phase", shiftright(col("step"), 1))
                .repartition(SortedSequences.SEQUENCE)
                .sortWithinPartitions(SortedSequences.sequenceAnd("phase", "value", "step", "label"))
                .select(SortedSequences.sequenceAnd("value", "label", "weight", "step", "unit"))
                .mapPartitions(new Reader(readings, sequences, new HashMap<>(summaries)), Encoders.row(SCHEMA));
        return CellStates.sum(influences
                .repartition(col("unit"))
                .sortWithinPartitions("unit")
                .mapPartitions(new InfluenceTallier(layout, sequences), Encoders.row(TalliedRow.SCHEMA)));
    }

    /** For every place of a kept row the steps in which its value is read; none for a loss. */
    private static Column steps(KeptLayout layout) {
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
        return array(Arrays.stream(steps).map(one -> lit(one)).toArray(Column[]::new));
    }

    /** Reads sorted sequences, one after the other, and gives every row that is asked with its influences. */
    private record Reader(RankReadings readings, List<Key> sequences, HashMap<Key, double[]> summaries)
            implements MapPartitionsFunction<Row, Row> {

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            HashMap<Key, Integer> indexes = new HashMap<>();
            IntStream.range(0, sequences.size()).forEach(i -> indexes.put(sequences.get(i), i));
            return new Influences(this, indexes, rows);
        }
    }

    private static final class Influences implements Iterator<Row> {
        private final Reader reader;
        private final Map<Key, Integer> indexes;
        private final Iterator<Row> rows;
        private @Nullable Key key;
        private @Nullable RankInfluence influence;
        private @Nullable Row next;
        private int index;

        Influences(Reader reader, Map<Key, Integer> indexes, Iterator<Row> rows) {
            this.reader = reader;
            this.indexes = indexes;
            this.rows = rows;
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
            Key rowKey = SortedSequences.key(row);
            if (!rowKey.equals(key)) {
                key = rowKey;
                index = indexes.getOrDefault(rowKey, -1);
                influence = start(rowKey);
            }
            RankInfluence current = influence;
            if (current == null) {
                return null;
            }
            // As for the statistics, -0.0 is 0.0.
            double value = row.getDouble(5) + 0.0;
            double label = row.isNullAt(6) ? Double.NaN : row.getDouble(6) + 0.0;
            double weight = row.getDouble(7);
            if (row.getInt(8) == ASKED) {
                return RowFactory.create(index, row.getLong(9), label == 1, weight, current.of(label));
            }
            tell(current, row.getInt(8), value, label, weight);
            return null;
        }

        private @Nullable RankInfluence start(Key sequence) {
            double[] summary = reader.summaries().get(sequence);
            if (summary == null) {
                return null;
            }
            return reader.readings().isCurve(sequence)
                    ? reader.readings().curve(sequence, summary)
                    : reader.readings().correlation(sequence);
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
