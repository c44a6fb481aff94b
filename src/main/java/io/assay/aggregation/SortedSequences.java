package io.assay.aggregation;

import io.assay.cost.QuantileBounds;
import io.assay.cost.QuantileCurve;
import io.assay.cost.RankCorrelation;
import io.assay.cost.RankStatistic;
import io.assay.cost.RankingCurve;
import io.assay.dimension.Cell;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Sorts sequences of kept values and reads something off each of them. Those of all cells of a part are sorted at once by
 * Spark, spilling where it must, and read once side by side; the memory does not grow with their length, but for
 * correlations with the number of distinct labels, up to {@link RankCorrelation#MOST_LABELS}.
 */
final class SortedSequences {

    /**
     * Which sequence of the kept rows.
     *
     * @param version whose rows they are; of pairs, the baseline
     * @param candidate of pairs; null for the rows of a version by itself
     * @param series the place of its first value in a kept row, as {@link KeptLayout} has it
     */
    record Key(Cell cell, String version, @Nullable String candidate, int series) implements Serializable {}

    /** What is to be read off a sequence: it is fed in ascending order and then asked. */
    interface Reading {
        void add(double value, double label, double weight);

        double[] values();
    }

    /** Which reading a sequence is for; null for none. */
    @FunctionalInterface
    interface Readings extends Serializable {
        @Nullable
        Reading of(Key key);
    }

    private static final StructType SCHEMA = new StructType()
            .add("cell", DataTypes.IntegerType, false)
            .add("group", DataTypes.IntegerType, false)
            .add("series", DataTypes.IntegerType, false)
            .add("values", DataTypes.BinaryType, false);

    private SortedSequences() {}

    /**
     * Reads every sequence that there is a reading for.
     *
     * @param rows of kind {@link TalliedRow#KEPT}
     * @param series of the kept values by their places
     * @param numbers that are read off each sequence, about
     */
    static Map<Key, double[]> read(Dataset<Row> rows, KeptCells kept, int[] series, int numbers, Readings readings) {
        int[][] steps = new int[series.length][];
        Arrays.setAll(steps, place -> new int[] {2 * place});
        Map<Key, double[]> values = new HashMap<>();
        long sequences = (long) kept.cells().size() * kept.groups().size() * series.length;
        Pieces.collect(
                new SpreadRows(kept, series, steps)
                        .sorted(rows)
                        .mapPartitions(new Reader(kept, readings), Encoders.row(SCHEMA)),
                Double.BYTES * numbers * sequences,
                row -> values.put(
                        key(kept, row.getInt(0), row.getInt(1), row.getInt(2)), Packed.doubles(row.<byte[]>getAs(3))));
        return values;
    }

    static Key key(KeptCells kept, int cell, int group, int series) {
        KeptCells.Group rows = kept.groups().get(group);
        return new Key(kept.cells().get(cell), rows.version(), rows.candidate(), series);
    }

    /** What a part reads of the sequences of one group and series, of all its cells side by side. */
    static final class SideBySide<T> {
        private final Function<Integer, @Nullable T> start;
        private final List<@Nullable T> readings;
        private final BitSet started = new BitSet();

        /** @param start gives the reading of a cell; null for none */
        SideBySide(int cells, Function<Integer, @Nullable T> start) {
            this.start = start;
            this.readings = new ArrayList<>(Collections.nCopies(cells, null));
        }

        @Nullable
        T of(int cell) {
            if (!started.get(cell)) {
                started.set(cell);
                readings.set(cell, start.apply(cell));
            }
            return readings.get(cell);
        }

        /** Hands over the readings and forgets them. */
        void end(BiConsumer<Integer, T> taker) {
            for (int cell = started.nextSetBit(0); cell >= 0; cell = started.nextSetBit(cell + 1)) {
                T reading = readings.set(cell, null);
                if (reading != null) {
                    taker.accept(cell, reading);
                }
            }
            started.clear();
        }
    }

    /** Reads the sorted sequences of a part. */
    private record Reader(KeptCells kept, Readings readings) implements MapPartitionsFunction<Row, Row> {

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            return new Results(this, rows);
        }
    }

    /** What is read off the sequences of a part, given when those of a group and series have ended. */
    private static final class Results implements Iterator<Row> {
        private final KeptCells kept;
        private final Iterator<Row> rows;
        private final SideBySide<Reading> open;
        private final Queue<Row> ended = new ArrayDeque<>();
        private int group = -1;
        private int series = -1;

        Results(Reader reader, Iterator<Row> rows) {
            this.kept = reader.kept();
            this.rows = rows;
            this.open = new SideBySide<>(
                    kept.cells().size(), cell -> reader.readings().of(key(kept, cell, group, series)));
        }

        @Override
        public boolean hasNext() {
            while (ended.isEmpty() && rows.hasNext()) {
                read(rows.next());
                if (!rows.hasNext()) {
                    end();
                }
            }
            return !ended.isEmpty();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ended.remove();
        }

        private void read(Row row) {
            if (row.getInt(SpreadRows.GROUP) != group || row.getInt(SpreadRows.SERIES) != series) {
                end();
                group = row.getInt(SpreadRows.GROUP);
                series = row.getInt(SpreadRows.SERIES);
            }
            for (int cell : Packed.ints(row.<byte[]>getAs(SpreadRows.CELLS))) {
                Reading reading = open.of(cell);
                if (reading != null) {
                    reading.add(
                            row.getDouble(SpreadRows.VALUE),
                            row.getDouble(SpreadRows.LABEL),
                            row.getDouble(SpreadRows.WEIGHT));
                }
            }
        }

        private void end() {
            open.end((cell, reading) ->
                    ended.add(RowFactory.create(cell, group, series, Packed.doubles(reading.values()))));
        }
    }

    /** What is read off a {@link RankingCurve}. */
    record Ranked(RankingCurve curve, List<RankStatistic> statistics) implements Reading {

        @Override
        public void add(double value, double label, double weight) {
            curve.add(value, label, weight);
        }

        @Override
        public double[] values() {
            return curve.summary(statistics).toNumbers();
        }
    }

    /** What is read off a {@link RankCorrelation}: labels by themselves first, then the scores beside their labels. */
    record Correlated(RankCorrelation correlation, List<RankStatistic> statistics) implements Reading {

        @Override
        public void add(double value, double label, double weight) {
            if (Double.isNaN(label)) {
                correlation.addLabel(value, weight);
            } else {
                correlation.add(value, label, weight);
            }
        }

        @Override
        public double[] values() {
            return correlation.summary(statistics).toNumbers();
        }
    }

    /** The quantile of a sequence; where its effective rows are known, the bounds of either kind follow. */
    record Quantile(QuantileCurve curve, boolean bounded) implements Reading {

        @Override
        public void add(double value, double label, double weight) {
            curve.add(value, weight);
        }

        @Override
        public double[] values() {
            double[] lower = bounded ? curve.lower() : new double[0];
            double[] upper = bounded ? curve.upper() : new double[0];
            double[] values = new double[1 + lower.length + upper.length];
            values[0] = curve.quantile();
            System.arraycopy(lower, 0, values, 1, lower.length);
            System.arraycopy(upper, 0, values, 1 + lower.length, upper.length);
            return values;
        }

        /** What {@link #values} of a bounded quantile say. */
        static QuantileBounds bounds(double probability, double effectiveRows, long units, double[] values) {
            int rungs = (values.length - 1) / 2;
            double[] lower = new double[rungs];
            double[] upper = new double[rungs];
            System.arraycopy(values, 1, lower, 0, rungs);
            System.arraycopy(values, 1 + rungs, upper, 0, rungs);
            return new QuantileBounds(probability, values[0], effectiveRows, units, lower, upper);
        }
    }
}
