package io.assay.benchmark;

import static org.apache.spark.sql.functions.col;

import io.assay.dimension.Coordinate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** MLlib's evaluators, one call for each slice. */
final class MllibVariants {

    private static final String SLICING = "channel";

    private final Supplier<SparkSession> spark;
    private final GeneratedData data;

    MllibVariants(Supplier<SparkSession> spark, GeneratedData data) {
        this.spark = spark;
        this.data = data;
    }

    List<Variant> all() {
        return List.of(
                new Variant(
                        "mllib-10-slices",
                        "MLlib, mean squared error of one version in 10 slices of one set, in a loop",
                        SqlVariants.SCAN,
                        this::squaredErrors),
                new Variant(
                        "mllib-auc",
                        "MLlib, area under the ROC curve of one version in 1 slice",
                        SqlVariants.SCAN,
                        this::area));
    }

    private Dataset<Row> slice(int value) {
        return spark.get()
                .read()
                .parquet(data.longTable())
                .filter(col("version").equalTo(GeneratedData.BASELINE))
                .filter(col(SLICING).equalTo(SLICING + " " + value));
    }

    private Supplier<Costs> squaredErrors() {
        Map<String, Double> found = new LinkedHashMap<>();
        int values = GeneratedData.SLICE_VALUES.get(GeneratedData.SLICES.indexOf(SLICING));
        for (int value = 0; value < values; value++) {
            double error = new RegressionEvaluator()
                    .setMetricName("mse")
                    .setPredictionCol("probability")
                    .setWeightCol("weight")
                    .evaluate(slice(value));
            found.put(SLICING + " " + value, error);
        }
        return () -> {
            Costs costs = Costs.excerpt();
            found.forEach(
                    (value, error) -> costs.put(new Costs.Quantity("squared_error", SLICING), cell(value), error));
            return costs;
        };
    }

    /** The cell of a slice of the baseline over all dates. */
    private static String cell(String value) {
        return Costs.cell(GeneratedData.BASELINE, Coordinate.ALL, Coordinate.of(SLICING, value));
    }

    private Supplier<Costs> area() {
        double area = new BinaryClassificationEvaluator()
                .setMetricName("areaUnderROC")
                .setRawPredictionCol("probability")
                .setWeightCol("weight")
                .evaluate(slice(0));
        if (Double.isNaN(area)) {
            throw new IllegalStateException("MLlib gives no area under the curve of " + SLICING + " 0");
        }
        return Costs::new;
    }
}
