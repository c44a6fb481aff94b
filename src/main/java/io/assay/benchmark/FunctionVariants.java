package io.assay.benchmark;

import io.assay.loss.BinaryCrossEntropy;
import io.assay.loss.Doubles;
import io.assay.loss.Huber;
import io.assay.loss.MulticlassBrierLoss;
import io.assay.loss.SquaredError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/** A call of a loss in plain SQL: registered, written out in Spark's own expressions, and as a classic function. */
final class FunctionVariants {

    /** The reference of the losses of two numbers: the sum of the two columns that they read. */
    static final String COLUMNS = "call-columns";

    /** The reference of the losses of an array: the sum of the labels and of all elements' first and last. */
    static final String ARRAYS = "array-columns";

    private static final String CLASSIC = "assay_benchmark_classic_";

    private static final String BRIER = "multiclass_brier_loss";

    private static final String HIGHER_ORDER = "aggregate(zip_with(probabilities, sequence(0, 9), (p, k) ->"
            + " (p - IF(k = label, 1e0, 0e0)) * (p - IF(k = label, 1e0, 0e0))), 0e0, (a, b) -> a + b)";

    private final Supplier<SparkSession> spark;
    private final GeneratedData data;

    FunctionVariants(Supplier<SparkSession> spark, GeneratedData data) {
        this.spark = spark;
        this.data = data;
    }

    List<Variant> all() {
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant(COLUMNS, "sums of label and prediction", COLUMNS, () -> {
            sums(data.longTable(), List.of("label", "probability"));
            return Costs::new;
        }));
        variants.add(scalar("call-strict", "registered, strict", loss -> call(loss, "")));
        variants.add(scalar("call-try", "registered, try_", loss -> call(loss, "try_")));
        variants.add(scalar("call-expressions", "Spark's expressions", loss -> Moments.formula(loss, "probability")));
        variants.add(scalar("call-udf2", "classic functions (UDF2)", loss -> call(loss, CLASSIC)));
        variants.add(new Variant(ARRAYS, "sums of the label and of an array's ends", ARRAYS, () -> {
            sums(data.classTable(), List.of("label", "probabilities[0]", "probabilities[9]"));
            return Costs::new;
        }));
        variants.add(array("array-try", "registered, try_", "try_" + BRIER + "(label, probabilities)"));
        variants.add(array("array-higher-order", "Spark's higher-order functions", HIGHER_ORDER));
        variants.add(
                array("array-udf2", "a classic function (UDF2 of a Seq)", CLASSIC + BRIER + "(label, probabilities)"));
        return variants;
    }

    private static String call(String loss, String prefix) {
        return prefix + loss + "(label, probability)";
    }

    private Variant scalar(String name, String summary, Function<String, String> expression) {
        List<String> expressions = Moments.LOSSES.stream().map(expression).toList();
        return new Variant(name, "3 losses of two numbers: " + summary, COLUMNS, () -> {
            double[] sums = sums(data.longTable(), expressions);
            return () -> costs(Moments.LOSSES, sums);
        });
    }

    private Variant array(String name, String summary, String expression) {
        return new Variant(name, "Brier of 10 classes in an array: " + summary, ARRAYS, () -> {
            double[] sums = sums(data.classTable(), List.of(expression));
            return () -> costs(List.of(BRIER), sums);
        });
    }

    private double[] sums(String table, List<String> expressions) {
        Row row = spark.get()
                .read()
                .parquet(table)
                .selectExpr(expressions.stream()
                        .map(expression -> "sum(" + expression + ")")
                        .toArray(String[]::new))
                .head();
        return IntStream.range(0, row.size()).mapToDouble(row::getDouble).toArray();
    }

    private static Costs costs(List<String> losses, double[] sums) {
        Costs costs = new Costs();
        for (int i = 0; i < sums.length; i++) {
            costs.put(new Costs.Quantity(losses.get(i) + " summed", "calls"), "all", sums[i]);
        }
        return costs;
    }

    /** Registers the classic functions. */
    void register() {
        SquaredError squared = new SquaredError();
        Huber huber = new Huber();
        BinaryCrossEntropy entropy = new BinaryCrossEntropy();
        register("squared_error", squared::loss);
        register("huber", (label, prediction) -> huber.loss(label, prediction, 1));
        register(
                "binary_cross_entropy", (label, prediction) -> entropy.loss(label, prediction, 0x1p-52, 0, Double.NaN));
        MulticlassBrierLoss brier = new MulticlassBrierLoss();
        UDF2<Double, Seq<Double>, Double> classic = (label, prediction) -> {
            double[] values = new double[prediction.size()];
            for (int k = 0; k < values.length; k++) {
                values[k] = prediction.apply(k);
            }
            return brier.loss(label, Doubles.of(values), 0);
        };
        spark.get().udf().register(CLASSIC + BRIER, classic, DataTypes.DoubleType);
    }

    private void register(String loss, UDF2<Double, Double, Double> function) {
        spark.get().udf().register(CLASSIC + loss, function, DataTypes.DoubleType);
    }
}
