package io.assay.aggregation;

import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.posexplode;

import io.assay.cost.ExactSum;
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
 * What needs sorted values: ROC AUC and exact quantiles, for every cell and version. Each sequence is sorted by Spark,
 * spilling where it must, and read once; the memory does not grow with its length.
 */
final class OrderStatistics {

    /** Which sequence of a kept row: 0 is the score for ROC AUC, then the losses with quantiles. */
    record Key(Cell cell, String version, int series) implements Serializable {}

    private static final StructType SCHEMA = new StructType()
            .add("partition", DataTypes.StringType)
            .add("slice", DataTypes.StringType)
            .add("version", DataTypes.StringType)
            .add("series", DataTypes.IntegerType)
            .add("value", DataTypes.DoubleType)
            .add("rows", DataTypes.LongType)
            .add("weight", DataTypes.DoubleType);

    private OrderStatistics() {}

    /** A statistic with the rows and the weight it was read from. */
    record Value(double value, long rows, double weight) {}

    /**
     * Reads the statistics of every sequence.
     *
     * @param kept rows of kind {@link TalliedRow#KEPT}
     * @param probabilities for each series from 1, which quantile is read
     * @param weights the total weight of every quantile's sequence
     */
    static Map<Key, Value> read(Dataset<Row> kept, double[] probabilities, Map<Key, Double> weights) {
        Column[] order = {col("cell.partitions"), col("cell.slices"), col("model_version"), col("series"), col("value")
        };
        Column[] sequence = {order[0], order[1], order[2], order[3]};
        Dataset<Row> sorted = kept.select(
                        col("model_version"),
                        explode(arrays_zip(col("partitions"), col("slices"))).as("cell"),
                        col("values"),
                        col("label"),
                        col("weight"))
                .select(
                        col("model_version"),
                        col("cell"),
                        posexplode(col("values")).as(new String[] {"series", "value"}),
                        col("label"),
                        col("weight"))
                .filter(col("value").isNotNull().and(col("weight").gt(0)))
                .select(
                        order[0].as("partition"),
                        order[1].as("slice"),
                        col("model_version"),
                        col("series"),
                        col("value"),
                        col("label"),
                        col("weight"))
                .repartition(col("partition"), col("slice"), col("model_version"), col("series"))
                .sortWithinPartitions(
                        col("partition"), col("slice"), col("model_version"), col("series"), col("value"));
        Map<Key, Value> values = new HashMap<>();
        for (Row row : sorted.mapPartitions(new Reader(probabilities, new HashMap<>(weights)), Encoders.row(SCHEMA))
                .collectAsList()) {
            Key key = new Key(new Cell(row.getString(0), row.getString(1)), row.getString(2), row.getInt(3));
            values.put(key, new Value(row.getDouble(4), row.getLong(5), row.getDouble(6)));
        }
        return values;
    }

    /** Reads sorted sequences, one after the other. */
    private static final class Reader implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;
        private final double[] probabilities;
        private final HashMap<Key, Double> weights;

        Reader(double[] probabilities, HashMap<Key, Double> weights) {
            this.probabilities = probabilities;
            this.weights = weights;
        }

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            List<Row> results = new ArrayList<>();
            Key current = null;
            Sequence sequence = null;
            while (rows.hasNext()) {
                Row row = rows.next();
                Key key = new Key(new Cell(row.getString(0), row.getString(1)), row.getString(2), row.getInt(3));
                if (!key.equals(current)) {
                    finish(current, sequence, results);
                    current = key;
                    sequence = sequence(key);
                }
                if (sequence != null) {
                    // Spark sorts -0.0 and 0.0 as one value: which of them comes first is chance.
                    sequence.add(
                            row.getDouble(4) + 0.0, row.isNullAt(5) ? Double.NaN : row.getDouble(5), row.getDouble(6));
                }
            }
            finish(current, sequence, results);
            return results.iterator();
        }

        private Sequence sequence(Key key) {
            return key.series() == 0
                    ? new RocArea()
                    : new Quantile(probabilities[key.series() - 1], weights.getOrDefault(key, Double.NaN));
        }

        private static void finish(@Nullable Key key, @Nullable Sequence sequence, List<Row> results) {
            if (key != null && sequence != null) {
                results.add(RowFactory.create(
                        key.cell().partition(),
                        key.cell().slice(),
                        key.version(),
                        key.series(),
                        sequence.value(),
                        sequence.rows(),
                        sequence.weight()));
            }
        }
    }

    /** A sequence of values in ascending order. */
    private interface Sequence {
        void add(double value, double label, double weight);

        double value();

        long rows();

        double weight();
    }

    /**
     * The area under the ROC curve: the share of (positive, negative) pairs, by weight, in which the positive scores
     * higher, ties counting half. Equal scores are summed exactly before they are multiplied.
     */
    static final class RocArea implements Sequence {
        private final ExactSum positives = new ExactSum();
        private final ExactSum negatives = new ExactSum();
        private final ExactSum concordant = new ExactSum();
        private ExactSum tiedPositives = new ExactSum();
        private ExactSum tiedNegatives = new ExactSum();
        private double score = Double.NaN;
        private long rows;

        @Override
        public void add(double value, double label, double weight) {
            if (value != score) {
                endTie();
                score = value;
            }
            (label == 1 ? tiedPositives : tiedNegatives).add(weight);
            rows++;
        }

        private void endTie() {
            double ours = tiedPositives.value();
            concordant.addProduct(ours, negatives.value());
            concordant.addProduct(ours / 2, tiedNegatives.value());
            positives.add(tiedPositives);
            negatives.add(tiedNegatives);
            tiedPositives = new ExactSum();
            tiedNegatives = new ExactSum();
        }

        @Override
        public double value() {
            endTie();
            return concordant.value() / (positives.value() * negatives.value());
        }

        @Override
        public long rows() {
            return rows;
        }

        @Override
        public double weight() {
            ExactSum sum = new ExactSum();
            sum.add(positives);
            sum.add(negatives);
            return sum.value();
        }
    }

    /**
     * The p-quantile by the averaged inverse of the weighted distribution (Hyndman–Fan type 2): the smallest value at
     * which the weight so far exceeds p of the total, or the mean of the two around it where it is met exactly. For
     * p = 0.5 and equal weights this is the usual median.
     */
    static final class Quantile implements Sequence {
        private static final double ROUNDING = 1e-12;

        private final double target;
        private final double total;
        private final ExactSum passed = new ExactSum();
        private double quantile = Double.NaN;
        private double left = Double.NaN;
        private boolean found;
        private long rows;

        Quantile(double probability, double total) {
            this.target = probability * total;
            this.total = total;
        }

        @Override
        public void add(double value, double label, double weight) {
            rows++;
            passed.add(weight);
            if (found) {
                return;
            }
            if (!Double.isNaN(left)) {
                quantile = left / 2 + value / 2;
                found = true;
                return;
            }
            double so = passed.value();
            if (Math.abs(so - target) <= ROUNDING * total) {
                left = value;
                quantile = value;
            } else if (so > target) {
                quantile = value;
                found = true;
            }
        }

        @Override
        public double value() {
            return quantile;
        }

        @Override
        public long rows() {
            return rows;
        }

        @Override
        public double weight() {
            return passed.value();
        }
    }
}
