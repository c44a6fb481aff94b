package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Verdict;
import io.assay.dimension.Cell;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The saved pipelines of the documentation's example: how they were trained, and how they are compared. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class GradePredictorsSparkTest {

    private static final String DATA = "data-samples/gsm8k_solutions/gsm8k_solutions.csv.gz";
    private static final String MODELS = "data-samples/gsm8k_solutions/models";

    @Test
    void theSavedModelsAreThoseThatTheDocumentedCodeTrains(SparkSession spark, @TempDir Path folder) throws Exception {
        GradePredictors.train(spark, DATA, folder.toString());
        for (String name : new String[] {"by_length", "by_answerer"}) {
            LogisticRegressionModel saved = regression(MODELS + "/" + name);
            LogisticRegressionModel trained = regression(folder + "/" + name);
            // The optimiser adds in the order in which tasks end.
            assertThat(trained.intercept()).isCloseTo(saved.intercept(), within(1e-6));
            assertThat(trained.coefficients().toArray())
                    .containsExactly(saved.coefficients().toArray(), within(1e-6));
        }
        String source = Files.readString(Path.of("src/test/java/io/assay/job/GradePredictors.java"));
        String training = source.substring(source.indexOf("    static void train"), source.lastIndexOf('}'));
        assertThat(Files.readString(Path.of("src/site/markdown/mllib.md")))
                .contains(training.replaceAll("(?m)^ {4}", "").strip());
    }

    private static LogisticRegressionModel regression(String folder) {
        var stages = PipelineModel.load(folder).stages();
        return (LogisticRegressionModel) stages[stages.length - 1];
    }

    @Test
    void theExampleIsExplainedWithItsModels(SparkSession spark) throws Exception {
        assertThat(Explanation.of(spark, ConfigurationReader.read(Path.of("conf/gsm8k-grades.yaml"), Map.of(), null)))
                .contains(
                        "Scores      by_length: class_score(probability, 1) of the saved model in " + MODELS
                                + "/by_length",
                        "            by_answerer: class_score(probability, 1) of the saved model in " + MODELS
                                + "/by_answerer");
    }

    @Test
    void theExampleJudgesThemOnTheQuestionsThatTheyHaveNotSeen(SparkSession spark, @TempDir Path output)
            throws Exception {
        Evaluation evaluation =
                Runs.file(Path.of("conf/gsm8k-grades.yaml"), output, Map.of()).evaluation();
        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
        // 1319 questions with four answers each; the last digits 5 to 9 are those of 659 of them.
        assertThat(evaluation.accounts().get(0).read()).isEqualTo(3L * 5276);
        assertThat(evaluation.accounts().get(0).filtered()).isEqualTo(3L * 4 * 660);
        assertThat(evaluation.accounts().get(0).evaluated()).isEqualTo(3L * 4 * 659);
        for (String name : new String[] {"by_length", "by_answerer"}) {
            assertThat(Runs.cost(evaluation, name, "binary_cross_entropy").cost())
                    .isCloseTo(logLoss(spark, MODELS + "/" + name), within(1e-12));
        }
        assertThat(Runs.comparison(evaluation, Cell.ALL, "by_answerer", "binary_cross_entropy")
                        .units())
                .isEqualTo(659);
    }

    /** The model by itself, and the mean of −log of the probability that it gave to the grade. */
    private static double logLoss(SparkSession spark, String model) {
        Dataset<Row> unseen = spark.read()
                .option("header", true)
                .option("multiLine", true)
                .option("escape", "\"")
                .csv(DATA)
                .where("substr(question_id, -1) >= '5'")
                .selectExpr(
                        "version",
                        "double(question_chars)",
                        "double(solution_chars)",
                        "double(n_calculator_calls)",
                        "int(is_correct)");
        return PipelineModel.load(model).transform(unseen).select("is_correct", "probability").collectAsList().stream()
                .mapToDouble(row -> -Math.log(((Vector) row.get(1)).apply(row.getInt(0))))
                .average()
                .orElseThrow();
    }
}
