package io.assay.aggregation;

import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;

import io.assay.aggregation.MetricColumns.Ranking.Kind;
import io.assay.cost.ExactSum;
import io.assay.cost.RankCorrelation;
import io.assay.cost.RankingCurve;
import io.assay.dimension.Cell;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What needs sorted values: areas under curves of ranked scores, correlations of ranks, and exact quantiles, for every cell
 * and version. Each sequence is sorted by Spark, spilling where it must, and read once; the memory does not grow with its
 * length, but for correlations with the number of distinct labels, up to {@link RankCorrelation#MOST_LABELS}.
 */
final class OrderStatistics {

    /** Which sequence of a kept row: the rankings first, then the losses with quantiles. */
    record Key(Cell cell, String version, int series) implements Serializable {}

    private static final StructType SCHEMA = new StructType()
            .add("partition", DataTypes.StringType)
            .add("slice", DataTypes.StringType)
            .add("version", DataTypes.StringType)
            .add("series", DataTypes.IntegerType)
            .add("values", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("rows", DataTypes.LongType);

    private OrderStatistics() {}

    /** Statistics of one sequence with the rows that they were read from; of a quantile there is one. */
    record Value(double[] values, long rows) {}

    /**
     * What is read.
     *
     * @param rankings what is read off each ranking
     * @param probabilities for each series after those, which quantile
     * @param weights the total weight of every quantile's sequence; of a curve, the weight of its positives
     * @param negatives the weight of every curve's negatives
     */
    record Request(
            ArrayList<MetricColumns.Ranking> rankings,
            double[] probabilities,
            HashMap<Key, Double> weights,
            HashMap<Key, Double> negatives)
            implements Serializable {

        /** For each value of a kept row its series: two values, one after the other, are of one correlation. */
        int[] series() {
            IntStream ranked = IntStream.range(0, rankings.size())
                    .flatMap(i -> rankings.get(i).kind() == Kind.CORRELATION ? IntStream.of(i, i) : IntStream.of(i));
            return IntStream.concat(ranked, IntStream.range(rankings.size(), rankings.size() + probabilities.length))
                    .toArray();
        }
    }

    /**
     * Reads the statistics of every sequence.
     *
     * @param kept rows of kind {@link TalliedRow#KEPT}
     */
    static Map<Key, Value> read(Dataset<Row> kept, Request request) {
        Dataset<Row> sorted = kept.select(
                        col("model_version"),
                        explode(arrays_zip(col("partitions"), col("slices"))).as("cell"),
                        arrays_zip(col("values"), col("labels")).as("all"),
                        col("weight"))
                .select(
                        col("model_version"),
                        col("cell"),
                        posexplode(col("all")).as(new String[] {"place", "one"}),
                        col("weight"))
                .filter(col("one.values").isNotNull().and(col("weight").gt(0)))
                .select(
                        col("cell.partitions").as("partition"),
                        col("cell.slices").as("slice"),
                        col("model_version"),
                        get(lit(request.series()), col("place")).as("series"),
                        col("one.values").as("value"),
                        col("one.labels").as("label"),
                        col("weight"),
                        col("place"))
                .repartition(col("partition"), col("slice"), col("model_version"), col("series"))
                .sortWithinPartitions(
                        col("partition"),
                        col("slice"),
                        col("model_version"),
                        col("series"),
                        col("place"),
                        col("value"),
                        col("label"));
        Map<Key, Value> values = new HashMap<>();
        for (Row row :
                sorted.mapPartitions(new Reader(request), Encoders.row(SCHEMA)).collectAsList()) {
            Key key = new Key(new Cell(row.getString(0), row.getString(1)), row.getString(2), row.getInt(3));
            values.put(
                    key,
                    new Value(
                            row.<Double>getList(4).stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray(),
                            row.getLong(5)));
        }
        return values;
    }

    /** Reads sorted sequences, one after the other. */
    private static final class Reader implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;
        private final Request request;

        Reader(Request request) {
            this.request = request;
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
                    double label = row.isNullAt(5) ? Double.NaN : row.getDouble(5) + 0.0;
                    sequence.add(row.getDouble(4) + 0.0, label, row.getDouble(6));
                }
            }
            finish(current, sequence, results);
            return results.iterator();
        }

        private Sequence sequence(Key key) {
            double weight = request.weights().getOrDefault(key, Double.NaN);
            int rankings = request.rankings().size();
            if (key.series() >= rankings) {
                return new Quantile(request.probabilities()[key.series() - rankings], weight);
            }
            MetricColumns.Ranking ranking = request.rankings().get(key.series());
            return ranking.kind() == Kind.CORRELATION
                    ? new Correlated()
                    : new Ranked(
                            weight,
                            request.negatives().getOrDefault(key, Double.NaN),
                            ranking.maximumFprs().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray());
        }

        private static void finish(@Nullable Key key, @Nullable Sequence sequence, List<Row> results) {
            if (key != null && sequence != null) {
                results.add(RowFactory.create(
                        key.cell().partition(),
                        key.cell().slice(),
                        key.version(),
                        key.series(),
                        sequence.values(),
                        sequence.rows()));
            }
        }
    }

    /** A sequence of values in ascending order. */
    private interface Sequence {
        void add(double value, double label, double weight);

        double[] values();

        long rows();
    }

    /** Places of a ranking's statistics; the areas follow. */
    static final int AVERAGE_PRECISION = 0;

    static final int PRECISION_RECALL_AREA = 1;
    static final int FARTHEST = 2;
    static final int AREAS = 3;

    /** What is read off a {@link RankingCurve}. */
    private static final class Ranked implements Sequence {
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

        @Override
        public long rows() {
            return curve.rows();
        }
    }

    /** Places of a correlation's statistics. */
    static final int SPEARMAN = 0;

    static final int KENDALL = 1;

    /** What is read off a {@link RankCorrelation}: labels by themselves first, then the scores beside their labels. */
    private static final class Correlated implements Sequence {
        private final RankCorrelation correlation = new RankCorrelation();

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
            double[] values = new double[2];
            values[SPEARMAN] = correlation.spearman();
            values[KENDALL] = correlation.kendall();
            return values;
        }

        @Override
        public long rows() {
            return correlation.rows();
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
        public double[] values() {
            return new double[] {quantile};
        }

        @Override
        public long rows() {
            return rows;
        }
    }
}
