package io.assay.job;

import io.assay.cost.Bytes;
import io.assay.cost.ExactSum;
import io.assay.cost.LabelSums;
import io.assay.cost.MedianSearch;
import io.assay.report.TrivialPredictor;
import io.assay.report.TrivialPredictor.Form;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Tuple2;

/**
 * Finds the constant that is the best guess of one label: its mean, its median, its most frequent class, or the share of each
 * class. Sums are exact and medians are searched for, so it does not depend on the order of the rows.
 */
final class BestGuess {

    /** The columns of the rows that are read, in their order. */
    static final List<String> COLUMNS = List.of("number", "class", "said", "weight");

    private static final int NUMBER = 0;
    private static final int CLASS = 1;
    private static final int SAID = 2;
    private static final int WEIGHT = 3;

    private final Dataset<Row> once;
    private final Dataset<Row> read;
    private final boolean weighted;

    /**
     * @param once rows with {@link #COLUMNS}, each of another example
     * @param read rows of all versions
     * @param weighted whether rows have weights of their own
     */
    BestGuess(Dataset<Row> once, Dataset<Row> read, boolean weighted) {
        this.once = once;
        this.read = read;
        this.weighted = weighted;
    }

    /** Of arrays of numbers the mean in each place, of places the share of each. */
    TrivialPredictor shares(boolean labelsAreMany) {
        LabelSums sums = sums(once, labelsAreMany ? BestGuess::addNumbers : BestGuess::addPlace);
        return found(Form.SHARES, finite(sums.means()), "", Double.NaN, sums.used(), sums.areBits());
    }

    private static void addNumbers(Row row, LabelSums all) {
        if (row.isNullAt(NUMBER)) {
            all.addUnusable();
        } else {
            all.add(numbers(row.getList(NUMBER)), row.getDouble(WEIGHT));
        }
    }

    private static void addPlace(Row row, LabelSums all) {
        if (row.isNullAt(NUMBER) || row.isNullAt(SAID)) {
            all.addUnusable();
        } else {
            all.addClass(row.getDouble(NUMBER), (int) row.getDouble(SAID), row.getDouble(WEIGHT));
        }
    }

    private static double[] numbers(List<Double> values) {
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            Double value = values.get(i);
            numbers[i] = value == null ? Double.NaN : value;
        }
        return numbers;
    }

    /** As {@link #one}, of a stated form. */
    TrivialPredictor stated(Form form) {
        return switch (form) {
            case MEAN -> mean();
            case MEDIAN -> median();
            default -> majority();
        };
    }

    /**
     * A number or a class. Whole numbers and words are classes if nobody says otherwise; a number with a fraction, in any label
     * or any version's prediction, is none.
     *
     * @param amount what it is if labels are numbers and no classes: mean or median
     * @param wholeIsAmount whether whole numbers are no classes
     */
    TrivialPredictor one(Form amount, boolean wholeIsAmount) {
        LabelSums labels = sums(once, (row, all) -> number(row, NUMBER, 1, all));
        LabelSums said = sums(read, (row, all) -> number(row, SAID, 1, all));
        boolean numbers = 2 * labels.used() > labels.rows() && 2 * said.used() > said.rows();
        boolean amounts = numbers && (wholeIsAmount || labels.fractions() + said.fractions() > 0);
        return stated(amounts ? amount : Form.MAJORITY);
    }

    private TrivialPredictor mean() {
        LabelSums labels = sums(once, (row, all) -> number(row, NUMBER, row.getDouble(WEIGHT), all));
        return found(Form.MEAN, finite(labels.means()), "", Double.NaN, labels.used(), labels.areBits());
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

    private static LabelSums sums(Dataset<Row> rows, Adding adding) {
        FlatMapFunction<Iterator<Row>, byte[]> ofPart = part -> {
            LabelSums sums = new LabelSums();
            part.forEachRemaining(row -> adding.accept(row, sums));
            return List.of(sums.toBytes()).iterator();
        };
        byte[] none = new LabelSums().toBytes();
        return LabelSums.fromBytes(
                rows.toJavaRDD().mapPartitions(ofPart).treeAggregate(none, BestGuess::both, BestGuess::both));
    }

    private static byte[] both(byte[] one, byte[] other) {
        LabelSums all = LabelSums.fromBytes(one);
        all.add(LabelSums.fromBytes(other));
        return all.toBytes();
    }

    /** Four looks at the rows, and a fifth where the half of the weight ends between two labels. */
    private TrivialPredictor median() {
        LabelSums labels = sums(once, (row, all) -> number(row, NUMBER, row.getDouble(WEIGHT), all));
        MedianSearch search = new MedianSearch();
        while (!search.isFound()) {
            search.narrow(weights(search.weights()));
        }
        List<Double> median = search.isEmpty() ? List.of() : List.of(middle(search) + 0.0);
        return found(Form.MEDIAN, median, "", Double.NaN, labels.used(), labels.areBits());
    }

    private MedianSearch.Weights weights(MedianSearch.Weights none) {
        byte[] start = Bytes.of(none::writeTo);
        FlatMapFunction<Iterator<Row>, byte[]> ofPart = part -> {
            MedianSearch.Weights weights = Bytes.read(start, MedianSearch.Weights::readFrom);
            part.forEachRemaining(row -> {
                if (!row.isNullAt(NUMBER)) {
                    weights.add(row.getDouble(NUMBER), row.getDouble(WEIGHT));
                }
            });
            return List.of(Bytes.of(weights::writeTo)).iterator();
        };
        byte[] all = once.toJavaRDD()
                .mapPartitions(ofPart)
                .treeAggregate(start, BestGuess::bothWeights, BestGuess::bothWeights);
        return Bytes.read(all, MedianSearch.Weights::readFrom);
    }

    private static byte[] bothWeights(byte[] one, byte[] other) {
        MedianSearch.Weights all = Bytes.read(one, MedianSearch.Weights::readFrom);
        all.add(Bytes.read(other, MedianSearch.Weights::readFrom));
        return Bytes.of(all::writeTo);
    }

    private double middle(MedianSearch search) {
        double lower = search.lower();
        if (!search.needsNext()) {
            return lower;
        }
        Column number = once.col(COLUMNS.get(NUMBER));
        Row next = once.filter(once.col(COLUMNS.get(WEIGHT))
                        .gt(0)
                        .and(number.gt(lower))
                        .and(number.lt(Double.POSITIVE_INFINITY)))
                .agg(functions.min(number))
                .first();
        return next.isNullAt(0) ? lower : MedianSearch.middle(lower, next.getDouble(0));
    }

    /** The class of most weight; of several the first by its text. */
    private TrivialPredictor majority() {
        Column label = once.col(COLUMNS.get(CLASS));
        Column weight = once.col(COLUMNS.get(WEIGHT));
        Dataset<Row> used = once.filter(label.isNotNull().and(weight.gt(0)));
        JavaPairRDD<String, byte[]> classes = used.groupBy(label, weight)
                .count()
                .toJavaRDD()
                .mapToPair(row -> new Tuple2<>(row.getString(0), weight(row.getDouble(1), row.getLong(2))))
                .reduceByKey(BestGuess::sum);
        List<Tuple2<String, byte[]>> most = classes.top(1, new ByWeight());
        if (most.isEmpty()) {
            return found(Form.MAJORITY, List.of(), "", Double.NaN, 0, false);
        }
        double share = value(most.get(0)._2()) / value(classes.values().reduce(BestGuess::sum));
        return found(Form.MAJORITY, List.of(), most.get(0)._1(), share, used.count(), false);
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

    private TrivialPredictor found(
            Form form, List<Double> numbers, String label, double share, long rows, boolean binary) {
        return new TrivialPredictor(TrivialBaseline.NAME, form, numbers, label, share, rows, binary, weighted, "");
    }
}
