package io.assay.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.assay.cost.Bytes;
import io.assay.cost.ExactSum;
import io.assay.cost.LabelSums;
import io.assay.input.AddedVersion;
import io.assay.input.Conformed;
import io.assay.input.Examples;
import io.assay.input.Expressions;
import io.assay.report.TrivialPredictor;
import io.assay.report.TrivialPredictor.Form;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Reads the labels once to find what the baseline {@code trivial} says: their mean, the most frequent of them, or the share of
 * each class. Sums are exact, so it does not depend on the order of the rows.
 */
final class TrivialReader {

    private static final String LABEL = "label";
    private static final String PREDICTION = "prediction";
    private static final String NUMBER = "number";
    private static final String CLASS = "class";
    private static final String SAID = "said";
    private static final String WEIGHT = "weight";
    private static final String TAKEN = "taken";
    private static final String CARRIES = "carries";

    private final SparkSession spark;
    private final Configuration configuration;
    private final TrivialBaseline asked;

    TrivialReader(SparkSession spark, Configuration configuration, TrivialBaseline asked) {
        this.spark = spark;
        this.configuration = configuration;
        this.asked = asked;
    }

    /** What it is, and what it says of a row; nothing where no label can be used. */
    record Found(TrivialPredictor predictor, Optional<AddedVersion.Prediction> prediction) {}

    /**
     * Reads the rows that it will be given copies of.
     *
     * @param examples what {@link Examples} gives
     * @param predictions the type of the predictions of all versions
     * @throws InvalidConfigurationException if a version of the data has its name
     */
    Found read(Dataset<Row> examples, DataType predictions) {
        spark.sparkContext().setJobDescription("assay: read the labels for the trivial predictor");
        DataType labels = examples.schema().apply(LABEL).dataType();
        DataType said = examples.schema().apply(PREDICTION).dataType();
        boolean many = isMany(predictions);
        Dataset<Row> read = examples.select(
                        (many ? places(labels) : number(LABEL, labels)).as(NUMBER),
                        (many ? lit(null).cast("string") : spelt(labels)).as(CLASS),
                        (many ? length(said) : number(PREDICTION, said)).as(SAID),
                        col(Conformed.WEIGHT).as(WEIGHT),
                        col(Conformed.VERSION).equalTo(TrivialBaseline.NAME).as(TAKEN),
                        col(Examples.CARRIER).as(CARRIES))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            refuseTaken(read);
            Dataset<Row> once = read.filter(col(CARRIES));
            return asked.form().equals(Optional.of(Form.LAST))
                    ? new Found(predictor(Form.LAST, List.of(), "", Double.NaN, once.count(), false), last())
                    : many ? shares(once, isMany(labels)) : meanOrMajority(once, read);
        } finally {
            read.unpersist(false);
        }
    }

    private Optional<AddedVersion.Prediction> last() {
        return Optional.of(asked.version(configuration).prediction());
    }

    private void refuseTaken(Dataset<Row> read) {
        if (!read.filter(col(TAKEN)).isEmpty()) {
            throw new InvalidConfigurationException(List.of(new Problem(
                    configuration.columns().place(),
                    "columns.version",
                    configuration.columns().version().orElse(null),
                    "is trivial in some rows: baseline: trivial makes a version of this name itself, so rename that of"
                            + " the data (an expression may stand here), or leave the baseline out")));
        }
    }

    private Found shares(Dataset<Row> read, boolean places) {
        LabelSums sums = sums(
                read,
                places
                        ? (row, all) -> {
                            if (row.isNullAt(0)) {
                                all.addUnusable();
                            } else {
                                all.add(numbers(row.getList(0)), row.getDouble(3));
                            }
                        }
                        : (row, all) -> {
                            if (row.isNullAt(0) || row.isNullAt(2)) {
                                all.addUnusable();
                            } else {
                                all.addClass(row.getDouble(0), (int) row.getDouble(2), row.getDouble(3));
                            }
                        });
        List<Double> means = finite(sums.means());
        TrivialPredictor found = predictor(Form.SHARES, means, "", Double.NaN, sums.used(), sums.areBits());
        return new Found(found, found.exists() ? Optional.of(new AddedVersion.SameNumbers(means)) : Optional.empty());
    }

    private static double[] numbers(List<Double> values) {
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            Double value = values.get(i);
            numbers[i] = value == null ? Double.NaN : value;
        }
        return numbers;
    }

    /**
     * Whole numbers and words are classes if nobody says otherwise; a number with a fraction, in any label or any version's
     * prediction, is none.
     *
     * @param once rows of which each is another example
     * @param read rows of all versions
     */
    private Found meanOrMajority(Dataset<Row> once, Dataset<Row> read) {
        boolean mean = asked.form().map(form -> form == Form.MEAN).orElseGet(() -> {
            LabelSums labels = sums(once, (row, all) -> number(row, 0, 1, all));
            LabelSums said = sums(read, (row, all) -> number(row, 2, 1, all));
            boolean numbers = 2 * labels.used() > labels.rows() && 2 * said.used() > said.rows();
            return numbers && labels.fractions() + said.fractions() > 0;
        });
        if (!mean) {
            return majority(once);
        }
        LabelSums labels = sums(once, (row, all) -> number(row, 0, row.getDouble(3), all));
        List<Double> means = finite(labels.means());
        TrivialPredictor found = predictor(Form.MEAN, means, "", Double.NaN, labels.used(), labels.areBits());
        return new Found(
                found, found.exists() ? Optional.of(new AddedVersion.SameNumber(means.get(0))) : Optional.empty());
    }

    private static void number(Row row, int column, double weight, LabelSums all) {
        if (row.isNullAt(column)) {
            all.addUnusable();
        } else {
            all.add(new double[] {row.getDouble(column)}, weight);
        }
    }

    /** None where one is beyond all doubles. */
    private static List<Double> finite(List<Double> means) {
        return means.stream().allMatch(Double::isFinite) ? means : List.of();
    }

    /** Adds rows to sums; serializable, since Spark sends it to its tasks. */
    private interface Adding extends BiConsumer<Row, LabelSums>, Serializable {}

    private static LabelSums sums(Dataset<Row> read, Adding adding) {
        FlatMapFunction<Iterator<Row>, byte[]> ofPart = rows -> {
            LabelSums part = new LabelSums();
            rows.forEachRemaining(row -> adding.accept(row, part));
            return List.of(part.toBytes()).iterator();
        };
        byte[] none = new LabelSums().toBytes();
        return LabelSums.fromBytes(
                read.toJavaRDD().mapPartitions(ofPart).treeAggregate(none, TrivialReader::both, TrivialReader::both));
    }

    private static byte[] both(byte[] one, byte[] other) {
        LabelSums all = LabelSums.fromBytes(one);
        all.add(LabelSums.fromBytes(other));
        return all.toBytes();
    }

    /** The class of most weight; of several the first by its text. */
    private Found majority(Dataset<Row> read) {
        Dataset<Row> used = read.filter(col(CLASS).isNotNull().and(col(WEIGHT).gt(0)));
        JavaPairRDD<String, byte[]> classes = used.groupBy(CLASS, WEIGHT)
                .count()
                .toJavaRDD()
                .mapToPair(row -> new Tuple2<>(row.getString(0), weight(row.getDouble(1), row.getLong(2))))
                .reduceByKey(TrivialReader::sum);
        List<Tuple2<String, byte[]>> most = classes.top(1, new ByWeight());
        if (most.isEmpty()) {
            return new Found(predictor(Form.MAJORITY, List.of(), "", Double.NaN, 0, false), Optional.empty());
        }
        String label = most.get(0)._1();
        double share = value(most.get(0)._2()) / value(classes.values().reduce(TrivialReader::sum));
        return new Found(
                predictor(Form.MAJORITY, List.of(), label, share, used.count(), false),
                Optional.of(new AddedVersion.SameClass(label)));
    }

    /** The exact weight of so many rows. */
    private static byte[] weight(double ofRow, long rows) {
        ExactSum sum = new ExactSum();
        sum.addProduct(ofRow, (double) rows);
        return Bytes.of(sum::writeTo);
    }

    private static byte[] sum(byte[] one, byte[] other) {
        ExactSum sum = Bytes.read(one, ExactSum::readFrom);
        sum.add(Bytes.read(other, ExactSum::readFrom));
        return Bytes.of(sum::writeTo);
    }

    private static double value(byte[] weight) {
        return Bytes.read(weight, ExactSum::readFrom).value();
    }

    /** The heavier class is the greater one, and of two that weigh the same that whose text comes first. */
    private static final class ByWeight implements Comparator<Tuple2<String, byte[]>>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public int compare(Tuple2<String, byte[]> one, Tuple2<String, byte[]> other) {
            int byWeight = Double.compare(value(one._2()), value(other._2()));
            return byWeight != 0 ? byWeight : other._1().compareTo(one._1());
        }
    }

    private TrivialPredictor predictor(
            Form form, List<Double> numbers, String label, double share, long rows, boolean binary) {
        return new TrivialPredictor(
                TrivialBaseline.NAME,
                form,
                numbers,
                label,
                share,
                rows,
                binary,
                configuration.columns().weight().isPresent(),
                form == Form.LAST ? asked.order() : "");
    }

    private static boolean isMany(DataType type) {
        return type instanceof ArrayType || Expressions.isVector(type);
    }

    private static Column number(String column, DataType type) {
        return expr(type instanceof StringType ? Expressions.numberOrNull(column) : "CAST(" + column + " AS DOUBLE)");
    }

    /** The label as an array of numbers, or as the place of a class. */
    private static Column places(DataType labels) {
        if (Expressions.isVector(labels)) {
            return when(col(LABEL).isNotNull(), functions.vector_to_array(col(LABEL), "float64"));
        }
        return labels instanceof ArrayType
                ? expr("transform(" + LABEL + ", x -> try_cast(x AS DOUBLE))")
                : number(LABEL, labels);
    }

    private static Column length(DataType predictions) {
        Column all = Expressions.isVector(predictions)
                ? when(col(PREDICTION).isNotNull(), functions.vector_to_array(col(PREDICTION), "float64"))
                : col(PREDICTION);
        return when(all.isNotNull(), org.apache.spark.sql.functions.size(all)).cast("double");
    }

    /** The label as a class: a whole number without a fraction, whatever its type; null for a number that is none. */
    private static Column spelt(DataType labels) {
        String text = "CAST(" + LABEL + " AS STRING)";
        if (!(labels instanceof NumericType)) {
            return expr(text);
        }
        String number = "CAST(" + LABEL + " AS DOUBLE)";
        return expr("CASE WHEN abs(" + number + ") < 1e15D AND " + number + " = floor(" + number + ") THEN CAST(CAST("
                + LABEL + " AS BIGINT) AS STRING) WHEN abs(" + number + ") < double('Infinity') THEN " + text + " END");
    }
}
