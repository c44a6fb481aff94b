package io.assay.aggregation;

import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;

import io.assay.cost.QuantileBounds;
import io.assay.cost.QuantileCurve;
import io.assay.cost.RankCorrelation;
import io.assay.cost.RankStatistic;
import io.assay.cost.RankingCurve;
import io.assay.dimension.Cell;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
 * it must, and read once; the memory does not grow with its length, but for correlations with the number of distinct
 * labels, up to {@link RankCorrelation#MOST_LABELS}.
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
            .add("partition", DataTypes.StringType)
            .add("slice", DataTypes.StringType)
            .add("version", DataTypes.StringType)
            .add("candidate", DataTypes.StringType)
            .add("series", DataTypes.IntegerType)
            .add("values", DataTypes.createArrayType(DataTypes.DoubleType, false));

    static final Column[] SEQUENCE = {
        col("partition"), col("slice"), col("model_version"), col("candidate"), col("series")
    };

    private SortedSequences() {}

    /**
     * Reads every sequence that there is a reading for.
     *
     * @param kept rows of kind {@link TalliedRow#KEPT}
     * @param series of the kept values by their places
     */
    static Map<Key, double[]> read(Dataset<Row> kept, int[] series, Readings readings) {
        Column[] order = sequenceAnd("place", "value", "label");
        Map<Key, double[]> values = new HashMap<>();
        for (Row row : exploded(kept, series)
                .drop("unit")
                .repartition(SEQUENCE)
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

    /** The columns that tell a sequence, and after them others. */
    static Column[] sequenceAnd(String... further) {
        return Stream.concat(Stream.of(SEQUENCE), Stream.of(further).map(name -> col(name)))
                .toArray(Column[]::new);
    }

    /**
     * The values of kept rows one by one: the sequence's columns, value, label, weight, place and unit.
     *
     * @param series of the values by their places
     */
    static Dataset<Row> exploded(Dataset<Row> kept, int[] series) {
        return kept.select(
                        col("model_version"),
                        col("candidate"),
                        explode(arrays_zip(col("partitions"), col("slices"))).as("cell"),
                        arrays_zip(col("values"), col("labels")).as("all"),
                        col("weight"),
                        col("unit"))
                .select(
                        col("cell.partitions").as("partition"),
                        col("cell.slices").as("slice"),
                        col("model_version"),
                        col("candidate"),
                        posexplode(col("all")).as(new String[] {"place", "one"}),
                        col("weight"),
                        col("unit"))
                .select(
                        col("partition"),
                        col("slice"),
                        col("model_version"),
                        col("candidate"),
                        get(lit(series), col("place")).as("series"),
                        col("one.values").as("value"),
                        col("one.labels").as("label"),
                        col("weight"),
                        col("place"),
                        col("unit"))
                .filter(col("value").isNotNull().and(col("weight").gt(0)));
    }

    static Key key(Row row) {
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
                    double label = row.isNullAt(6) ? Double.NaN : row.getDouble(6) + 0.0;
                    reading.add(row.getDouble(5) + 0.0, label, row.getDouble(7));
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
