package io.assay.job;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.MultilabelClassificationEvaluator;
import org.apache.spark.ml.evaluation.RankingEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.mllib.evaluation.RegressionMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Our numbers beside those of MLlib's evaluators on the same rows; where conventions differ, how. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class MllibEvaluatorsSparkTest {

    private static final int ROWS = 400;
    private static final double[] WEIGHTS = {0.5, 1, 2, 3.25};

    @TempDir
    private Path folder = Path.of("");

    private static void same(double ours, double theirs) {
        assertThat(theirs).isFinite().isNotZero();
        assertThat(ours).isCloseTo(theirs, offset(1e-12 * Math.abs(theirs)));
    }

    /** A number, a class of four and a yes or no, each with a prediction; scores of ten values, so that many are equal. */
    private static Dataset<Row> weighted(SparkSession spark) {
        Random random = new Random(20);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            double score = random.nextInt(10) / 10.0;
            double yes = random.nextDouble() < score ? 1 : 0;
            // Class 3 is never given a chance, class 4 is predicted and never right.
            double[] chances = IntStream.range(0, 5)
                    .mapToDouble(k -> k == 3 ? 0 : random.nextDouble())
                    .toArray();
            double sum = IntStream.range(0, 5).mapToDouble(k -> chances[k]).sum();
            double[] probabilities =
                    IntStream.range(0, 5).mapToDouble(k -> chances[k] / sum).toArray();
            int predicted = IntStream.range(0, 5)
                    .reduce((one, other) -> chances[other] > chances[one] ? other : one)
                    .orElseThrow();
            double kind = random.nextInt(3) == 0 && predicted < 3 ? predicted : random.nextInt(4);
            double amount = random.nextGaussian() * 3 + 10;
            double guess = amount + random.nextGaussian();
            double weight = WEIGHTS[random.nextInt(WEIGHTS.length)];
            rows.add(RowFactory.create(
                    i, "ours", weight, yes, score, kind, probabilities, (double) predicted, amount, guess));
        }
        return spark.createDataFrame(
                        rows,
                        StructType.fromDDL(
                                "id INT, version STRING, weight DOUBLE, yes DOUBLE, score DOUBLE, kind DOUBLE,"
                                        + " chances ARRAY<DOUBLE>, predicted DOUBLE, amount DOUBLE, guess DOUBLE"))
                .withColumn("probability", array_to_vector(col("chances")))
                .drop("chances");
    }

    @Test
    void weightedDecisionsClassesScoresAndNumbersAreMllibs(SparkSession spark) throws Exception {
        weighted(spark).coalesce(1).write().parquet(folder.resolve("rows").toString());
        Dataset<Row> rows = spark.read().parquet(folder.resolve("rows").toString());
        double mean =
                rows.selectExpr("sum(weight * amount) / sum(weight)").head().getDouble(0);
        Workspace.Found found = new Workspace(folder)
                .run(
                        """
                        input: {path: rows}
                        columns: {id: id, version: version, weight: weight}
                        baseline: ours
                        losses:
                          - {name: rmse, loss: rmse, label: amount, prediction: guess}
                          - {name: mse, loss: mse, label: amount, prediction: guess}
                          - {name: mae, loss: mae, label: amount, prediction: guess}
                          - {name: var, sql: "pow(guess - %s, 2)"}
                          - {name: log, loss: sparse_categorical_cross_entropy(eps=1e-15), label: kind, prediction: probability}
                        metrics:
                          - {name: auc, metric: roc_auc, label: yes, prediction: score}
                          - {name: pr, metric: pr_auc, label: yes, prediction: score}
                          - {name: top recall, metric: recall(threshold=0.9), label: yes, prediction: score}
                          - {name: top precision, metric: precision(threshold=0.9), label: yes, prediction: score}
                          - {name: r2, metric: r2, label: amount, prediction: guess}
                          - {name: accuracy, metric: accuracy, label: kind, prediction: probability}
                          - {name: wrong, metric: error_rate, label: kind, prediction: probability}
                          - {name: f1, metric: "f1(average=weighted, zero_division=0)", label: kind, prediction: probability}
                          - {name: f2, metric: "f_beta(beta=2, average=weighted, zero_division=0)", label: kind, prediction: probability}
                          - {name: precision, metric: "precision(average=weighted, zero_division=0)", label: kind, prediction: probability}
                          - {name: recall, metric: "recall(average=weighted, zero_division=0)", label: kind, prediction: probability}
                          - {name: precision of 1, metric: precision(class=1), label: kind, prediction: probability}
                          - {name: recall of 1, metric: recall(class=1), label: kind, prediction: probability}
                          - {name: f1 of 1, metric: f1(class=1), label: kind, prediction: probability}
                          - {name: alarms of 1, metric: false_positive_rate(class=1), label: kind, prediction: probability}
                        """
                                .formatted(mean));
        numbersAreTheirs(found, rows);
        classesAreTheirs(found, rows);
        scoresAreTheirs(found, rows);
    }

    private static void numbersAreTheirs(Workspace.Found found, Dataset<Row> rows) {
        RegressionMetrics theirs = new RegressionEvaluator()
                .setLabelCol("amount")
                .setPredictionCol("guess")
                .setWeightCol("weight")
                .getMetrics(rows);
        same(found.cost("ours", "rmse").cost(), theirs.rootMeanSquaredError());
        same(found.cost("ours", "mse").cost(), theirs.meanSquaredError());
        same(found.cost("ours", "mae").cost(), theirs.meanAbsoluteError());
        same(found.cost("ours", "var").cost(), theirs.explainedVariance());
        // MLlib multiplies the unbiased variance of labels, Σw(y−ȳ)² / (W − Σw²/W), by W − 1: with weights, another sum
        // of
        // squares than that of the labels.
        Row weights = rows.selectExpr("sum(weight)", "sum(weight * weight)").head();
        double w = weights.getDouble(0);
        double factor = (w - weights.getDouble(1) / w) / (w - 1);
        same(1 - (1 - found.metric("ours", "r2").value()) * factor, theirs.r2());
    }

    private static void classesAreTheirs(Workspace.Found found, Dataset<Row> rows) {
        MulticlassMetrics theirs = new MulticlassClassificationEvaluator()
                .setLabelCol("kind")
                .setPredictionCol("predicted")
                .setProbabilityCol("probability")
                .setWeightCol("weight")
                .setMetricName("logLoss")
                .getMetrics(rows);
        same(found.cost("ours", "log").cost(), theirs.logLoss(1e-15));
        same(found.metric("ours", "accuracy").value(), theirs.accuracy());
        same(found.metric("ours", "wrong").value(), theirs.hammingLoss());
        same(found.metric("ours", "f1").value(), theirs.weightedFMeasure());
        same(found.metric("ours", "f2").value(), theirs.weightedFMeasure(2));
        same(found.metric("ours", "precision").value(), theirs.weightedPrecision());
        same(found.metric("ours", "recall").value(), theirs.weightedRecall());
        same(found.metric("ours", "precision of 1").value(), theirs.precision(1));
        same(found.metric("ours", "recall of 1").value(), theirs.recall(1));
        same(found.metric("ours", "f1 of 1").value(), theirs.fMeasure(1));
        same(found.metric("ours", "alarms of 1").value(), theirs.falsePositiveRate(1));
    }

    private static void scoresAreTheirs(Workspace.Found found, Dataset<Row> rows) {
        BinaryClassificationMetrics theirs = new BinaryClassificationEvaluator()
                .setLabelCol("yes")
                .setRawPredictionCol("score")
                .setWeightCol("weight")
                .setNumBins(0)
                .getMetrics(rows);
        same(found.metric("ours", "auc").value(), theirs.areaUnderROC());
        // Both are trapezoids. Up to the recall of the highest score MLlib goes on with the precision there, and we
        // come
        // down from 1, as scikit-learn does: a triangle between them.
        double triangle = found.metric("ours", "top recall").value()
                * (1 - found.metric("ours", "top precision").value())
                / 2;
        assertThat(triangle).isPositive();
        same(found.metric("ours", "pr").value() - triangle, theirs.areaUnderPR());
    }

    /** Twelve items in the order of a model's scores for each query, with those that are relevant; for one query none. */
    private static Dataset<Row> ranked(SparkSession spark) {
        Random random = new Random(21);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            List<Double> items = new ArrayList<>(
                    IntStream.range(0, 12).mapToObj(k -> (double) k).toList());
            Collections.shuffle(items, random);
            int relevant = i == 0 ? 0 : 1 + random.nextInt(6);
            List<Double> labels = IntStream.range(0, relevant)
                    .mapToObj(k -> (double) (3 * k % 12 + k / 4))
                    .toList();
            Double[] relevance = items.stream()
                    .map(item -> labels.contains(item) ? 1.0 : 0.0)
                    .toArray(Double[]::new);
            Double[] scores = IntStream.range(0, 12).mapToObj(k -> 1.0 - k).toArray(Double[]::new);
            rows.add(RowFactory.create(
                    i, "ours", labels.toArray(Double[]::new), items.toArray(Double[]::new), relevance, scores));
        }
        return spark.createDataFrame(
                rows,
                StructType.fromDDL("id INT, version STRING, relevant ARRAY<DOUBLE>, items ARRAY<DOUBLE>,"
                        + " relevance ARRAY<DOUBLE>, scores ARRAY<DOUBLE>"));
    }

    @Test
    void rankingsAreMllibs(SparkSession spark) throws Exception {
        ranked(spark).coalesce(1).write().parquet(folder.resolve("rows").toString());
        Dataset<Row> rows = spark.read().parquet(folder.resolve("rows").toString());
        Workspace.Found found = new Workspace(folder)
                .run(
                        """
                        input: {path: rows}
                        columns: {id: id, version: version, label: relevance, prediction: scores}
                        baseline: ours
                        losses:
                          - {name: meanAveragePrecision, loss: average_precision_query}
                          - {name: meanAveragePrecisionAtK, loss: average_precision_at_k(k=5)}
                          - {name: ndcgAtK, loss: ndcg_at_k(k=5)}
                          - {name: precisionAtK, loss: precision_at_k(k=5)}
                          - {name: recallAtK, loss: recall_at_k(k=5)}
                        """);
        RankingEvaluator theirs = new RankingEvaluator()
                .setLabelCol("relevant")
                .setPredictionCol("items")
                .setK(5);
        for (String name :
                List.of("meanAveragePrecision", "meanAveragePrecisionAtK", "ndcgAtK", "precisionAtK", "recallAtK")) {
            same(found.cost("ours", name).cost(), theirs.setMetricName(name).evaluate(rows));
        }
    }

    /** Some of six labels for each row, one at least, and what a model makes of them; label 5 is never predicted. */
    private static Dataset<Row> labelled(SparkSession spark) {
        Random random = new Random(22);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int[] labels = IntStream.range(0, 6)
                    .map(k -> random.nextInt(3) == 0 ? 1 : 0)
                    .toArray();
            labels[random.nextInt(6)] = 1;
            int[] predicted = IntStream.range(0, 6)
                    .map(k -> k == 5 ? 0 : random.nextInt(4) == 0 ? 1 - labels[k] : labels[k])
                    .toArray();
            predicted[random.nextInt(5)] = 1;
            rows.add(RowFactory.create(
                    i,
                    "ours",
                    IntStream.of(labels).boxed().toArray(Integer[]::new),
                    IntStream.of(predicted).boxed().toArray(Integer[]::new)));
        }
        String places = "CAST(filter(sequence(0, 5), k -> %s[k] = 1) AS ARRAY<DOUBLE>) AS %s";
        return spark.createDataFrame(
                        rows, StructType.fromDDL("id INT, version STRING, label ARRAY<INT>, prediction ARRAY<INT>"))
                .selectExpr("*", places.formatted("label", "labels"), places.formatted("prediction", "predicted"));
    }

    @Test
    void setsOfLabelsAreMllibs(SparkSession spark) throws Exception {
        labelled(spark).coalesce(1).write().parquet(folder.resolve("rows").toString());
        Dataset<Row> rows = spark.read().parquet(folder.resolve("rows").toString());
        Workspace.Found found = new Workspace(folder)
                .run(
                        """
                        input: {path: rows}
                        columns: {id: id, version: version, label: label, prediction: prediction}
                        baseline: ours
                        losses: [hamming_loss]
                        metrics:
                          - {name: subsetAccuracy, metric: accuracy}
                          - {name: precision, metric: precision(average=samples)}
                          - {name: recall, metric: recall(average=samples)}
                          - {name: f1Measure, metric: f1(average=samples)}
                          - {name: accuracy, metric: jaccard(average=samples)}
                          - {name: microPrecision, metric: precision(average=micro)}
                          - {name: microRecall, metric: recall(average=micro)}
                          - {name: microF1Measure, metric: f1(average=micro)}
                          - {name: precisionByLabel, metric: precision(class=2)}
                          - {name: recallByLabel, metric: recall(class=2)}
                          - {name: f1MeasureByLabel, metric: f1(class=2)}
                          - {name: each, metric: f1(average=none)}
                          - {name: macro, metric: f1(average=macro)}
                        """);
        MultilabelClassificationEvaluator theirs = new MultilabelClassificationEvaluator()
                .setLabelCol("labels")
                .setPredictionCol("predicted")
                .setMetricLabel(2);
        same(
                found.cost("ours", "hamming_loss").cost(),
                theirs.setMetricName("hammingLoss").evaluate(rows));
        for (String name : List.of(
                "subsetAccuracy",
                "precision",
                "recall",
                "f1Measure",
                "accuracy",
                "microPrecision",
                "microRecall",
                "microF1Measure",
                "precisionByLabel",
                "recallByLabel",
                "f1MeasureByLabel")) {
            same(found.metric("ours", name).value(), theirs.setMetricName(name).evaluate(rows));
        }
        double sum = 0;
        for (int label = 0; label < 6; label++) {
            sum += found.metric("ours", "each[class=" + label + "]").value();
        }
        same(found.metric("ours", "macro").value(), sum / 6);
        same(
                found.metric("ours", "each[class=2]").value(),
                theirs.setMetricName("f1MeasureByLabel").evaluate(rows));
    }
}
