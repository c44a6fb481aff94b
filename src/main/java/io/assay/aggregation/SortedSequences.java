package io.assay.aggregation;

import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.posexplode;

import io.assay.cost.QuantileBounds;
import io.assay.cost.QuantileCurve;
import io.assay.cost.RankingCurve;
import io.assay.dimension.Cell;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
 * Sorts sequences of kept values and reads something off each of them. Each sequence is sorted by Spark, spilling where
 * it must, and read once; the memory does not grow with its length.
 */
final class SortedSequences {

    /**
     * Which sequence of the kept rows.
     *
     * @param version whose rows they are; of pairs, the baseline
     * @param candidate of pairs; null for the rows of a version by itself
     * @param series 0 is the score that ranks, then come the losses with quantiles; of pairs the candidate's losses, then
     *     the baseline's
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
            .add("partition", DataTypes.StringType)
            .add("slice", DataTypes.StringType)
            .add("version", DataTypes.StringType)
            .add("candidate", DataTypes.StringType)
            .add("series", DataTypes.IntegerType)
            .add("values", DataTypes.createArrayType(DataTypes.DoubleType, false));

    private SortedSequences() {}

    /**
     * Reads every sequence that there is a reading for.
     *
     * @param kept rows of kind {@link TalliedRow#KEPT}
     */
    static Map<Key, double[]> read(Dataset<Row> kept, Readings readings) {
        Dataset<Row> exploded = kept.select(
                        col("model_version"),
                        col("candidate"),
                        explode(arrays_zip(col("partitions"), col("slices"))).as("cell"),
                        col("values"),
                        col("label"),
                        col("weight"))
                .select(
                        col("cell.partitions").as("partition"),
                        col("cell.slices").as("slice"),
                        col("model_version"),
                        col("candidate"),
                        posexplode(col("values")).as(new String[] {"series", "value"}),
                        col("label"),
                        col("weight"))
                .filter(col("value").isNotNull().and(col("weight").gt(0)));
        Column[] sequence = {col("partition"), col("slice"), col("model_version"), col("candidate"), col("series")};
        Column[] order = {sequence[0], sequence[1], sequence[2], sequence[3], sequence[4], col("value")};
        Map<Key, double[]> values = new HashMap<>();
        for (Row row : exploded.repartition(sequence)
                .sortWithinPartitions(order)
                .mapPartitions(new Reader(readings), Encoders.row(SCHEMA))
                .collectAsList()) {
            values.put(
                    key(row),
                    row.<Double>getList(5).stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray());
        }
        return values;
    }

    private static Key key(Row row) {
        String candidate = row.isNullAt(3) ? null : row.getString(3);
        return new Key(new Cell(row.getString(0), row.getString(1)), row.getString(2), candidate, row.getInt(4));
    }

    /** Reads sorted sequences, one after the other. */
    private record Reader(Readings readings) implements MapPartitionsFunction<Row, Row> {

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            List<Row> results = new ArrayList<>();
            Key current = null;
            Reading reading = null;
            while (rows.hasNext()) {
                Row row = rows.next();
                Key key = key(row);
                if (!key.equals(current)) {
                    finish(current, reading, results);
                    current = key;
                    reading = readings.of(key);
                }
                if (reading != null) {
                    // Spark sorts -0.0 and 0.0 as one value: which of them comes first is chance.
                    reading.add(
                            row.getDouble(5) + 0.0, row.isNullAt(6) ? Double.NaN : row.getDouble(6), row.getDouble(7));
                }
            }
            finish(current, reading, results);
            return results.iterator();
        }

        private static void finish(@Nullable Key key, @Nullable Reading reading, List<Row> results) {
            if (key != null && reading != null) {
                results.add(RowFactory.create(
                        key.cell().partition(),
                        key.cell().slice(),
                        key.version(),
                        key.candidate(),
                        key.series(),
                        reading.values()));
            }
        }
    }

    /** Places of a ranking's statistics; the areas follow. */
    static final int AVERAGE_PRECISION = 0;

    static final int PRECISION_RECALL_AREA = 1;
    static final int FARTHEST = 2;
    static final int AREAS = 3;

    /** What is read off a {@link RankingCurve}. */
    static final class Ranked implements Reading {
        private final RankingCurve curve;
        private final int areas;

        Ranked(double positives, double negatives, double[] maximumFprs) {
            this.curve = new RankingCurve(positives, negatives, maximumFprs);
            this.areas = maximumFprs.length;
        }

        @Override
        public void add(double value, double label, double weight) {
            curve.add(value, label, weight);
        }

        @Override
        public double[] values() {
            double[] values = new double[AREAS + areas];
            values[AVERAGE_PRECISION] = curve.averagePrecision();
            values[PRECISION_RECALL_AREA] = curve.precisionRecallArea();
            values[FARTHEST] = curve.farthest();
            for (int i = 0; i < areas; i++) {
                values[AREAS + i] = curve.partialArea(i);
            }
            return values;
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
