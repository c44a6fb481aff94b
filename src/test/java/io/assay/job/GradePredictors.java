package io.assay.job;

import java.io.IOException;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Trains two pipelines that say how likely an answer to a word problem is right: one sees how long question and answer are,
 * the other also who answered. The models in {@code data-samples/gsm8k_solutions/models} were made by this.
 */
final class GradePredictors {

    private GradePredictors() {}

    static void train(SparkSession spark, String data, String folder) throws IOException {
        Dataset<Row> training = spark.read()
                .option("header", true)
                .option("multiLine", true)
                .option("escape", "\"")
                .csv(data)
                .where("substr(question_id, -1) < '5'")
                .selectExpr(
                        "version",
                        "double(question_chars)",
                        "double(solution_chars)",
                        "double(n_calculator_calls)",
                        "double(is_correct)");

        StringIndexer answerer = new StringIndexer()
                .setInputCol("version")
                .setOutputCol("answerer")
                .setHandleInvalid("keep");
        OneHotEncoder oneHot = new OneHotEncoder().setInputCol("answerer").setOutputCol("answerer_vector");
        LogisticRegression regression =
                new LogisticRegression().setLabelCol("is_correct").setRegParam(0.001);

        PipelineStage[] byLength = {features("question_chars", "solution_chars", "n_calculator_calls"), regression};
        PipelineStage[] byAnswerer = {
            answerer,
            oneHot,
            features("question_chars", "solution_chars", "n_calculator_calls", "answerer_vector"),
            regression
        };
        new Pipeline().setStages(byLength).fit(training).write().overwrite().save(folder + "/by_length");
        new Pipeline().setStages(byAnswerer).fit(training).write().overwrite().save(folder + "/by_answerer");
    }

    private static VectorAssembler features(String... columns) {
        return new VectorAssembler().setInputCols(columns).setOutputCol("features");
    }
}
