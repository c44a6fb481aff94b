package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SharedSession.class)
class InitSparkTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void theElectionForecastsAreUnderstood(SparkSession spark) throws IOException {
        Configuration guessed = guessed(spark, "data-samples/midterms_2018/forecast_results_2018.csv");
        assertThat(guessed.columns().id()).containsExactly("race");
        assertThat(guessed.columns().version()).contains("version");
        assertThat(guessed.columns().label()).contains("Democrat_Won");
        assertThat(guessed.columns().prediction()).contains("Democrat_WinProbability");
        assertThat(losses(guessed)).contains("binary_cross_entropy", "zero_one_loss");
        assertThat(guessed.slices()).extracting(slice -> slice.columns().get(0)).contains("branch", "category");
        assertThat(guessed.evaluation()).isEqualTo("forecast_results_2018");
        Evaluator.check(spark, guessed);
    }

    @Test
    void thePicturesAreUnderstood(SparkSession spark) throws IOException {
        Configuration guessed = guessed(spark, "data-samples/human_vs_dnn/hvd_*.csv.gz");
        assertThat(guessed.columns().id()).containsExactly("image_name");
        assertThat(guessed.columns().version()).contains("version");
        assertThat(guessed.columns().label()).contains("category");
        assertThat(guessed.columns().prediction()).contains("predicted");
        assertThat(guessed.columns().partition()).containsExactly("experiment");
        assertThat(losses(guessed)).containsExactly("multiclass_zero_one_loss");
        Evaluator.check(spark, guessed);
    }

    @Test
    void solutionsThatRunOverSeveralLinesAreUnderstood(SparkSession spark) throws IOException {
        Configuration guessed = guessed(spark, "data-samples/gsm8k_solutions/gsm8k_solutions.csv.gz");
        assertThat(guessed.input().rows().get(0).options()).containsEntry("multiLine", "true");
        assertThat(guessed.columns().id()).containsExactly("question_id");
        assertThat(guessed.columns().version()).contains("version");
        assertThat(guessed.columns().label()).contains("reference_answer");
        assertThat(guessed.columns().prediction()).contains("predicted_answer");
        assertThat(guessed.baselines()).containsExactly("175b_finetuning");
        Evaluator.check(spark, guessed);
    }

    @Test
    void forecastsOfQuantilesAreNamedByDateAndPlace(SparkSession spark) throws IOException {
        Configuration guessed = guessed(spark, "data-samples/flusight_2021_22/flusight_2021_22.csv.gz");
        assertThat(guessed.columns().id()).hasSize(3).contains("location", "forecast_date");
        assertThat(guessed.columns().version()).contains("model");
        assertThat(guessed.columns().label()).contains("observed");
        assertThat(guessed.columns().prediction()).contains("q_0_500");
        assertThat(guessed.baselines()).containsExactly("Flusight-baseline");
        assertThat(losses(guessed)).containsExactly("absolute_error", "rmse");
        Evaluator.check(spark, guessed);
    }

    @Test
    void typedColumnsTellWhatNamesDoNot(SparkSession spark) throws IOException {
        Path file = folder.resolve("scores");
        spark.sql("SELECT uuid() AS row_key, m AS model, concat('user ', i) AS `the user`, i % 3 AS target,"
                        + " array(0.2D, 0.3D, 0.5D) AS probability, map('a', i) AS extra, CAST('x' AS BINARY) AS raw,"
                        + " 1 + i % 2 AS weight FROM range(40) AS t(i) CROSS JOIN (VALUES ('prod'), ('next')) AS v(m)")
                .write()
                .parquet(file.toString());
        Configuration guessed = guessed(spark, file.toString());
        assertThat(guessed.input().rows().get(0).format()).isEqualTo("parquet");
        assertThat(guessed.columns().id()).containsExactly("the user");
        assertThat(guessed.columns().version()).contains("model");
        assertThat(guessed.columns().label()).contains("target");
        assertThat(guessed.columns().prediction()).contains("probability");
        assertThat(guessed.columns().weight()).contains("weight");
        assertThat(guessed.baselines()).containsExactly("prod");
        assertThat(losses(guessed)).containsExactly("sparse_categorical_cross_entropy", "multiclass_zero_one_loss");
        Evaluator.check(spark, guessed);
    }

    @Test
    void jsonWithAColumnPerVersionIsWideAndWordsAreTruthValues(SparkSession spark) throws IOException {
        Path file = folder.resolve("wide scores.jsonl");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            lines.append(String.format(
                    "{\"id\": \"e%d\", \"truth\": %s, \"prob_lite\": 0.%d, \"prob_deluxe\": 0.%d, \"o'clock\": \"%d\"}%n",
                    i, i % 2 == 0, i % 10, (i + 1) % 10, i % 4));
        }
        Files.writeString(file, lines);
        Configuration guessed = guessed(spark, file.toString());
        assertThat(guessed.columns().wide())
                .containsExactly(Map.entry("deluxe", "prob_deluxe"), Map.entry("lite", "prob_lite"));
        assertThat(guessed.columns().id()).containsExactly("id");
        assertThat(guessed.columns().label()).contains("truth");
        assertThat(losses(guessed)).contains("binary_cross_entropy");
        assertThat(guessed.slices()).extracting(slice -> slice.columns().get(0)).containsExactly("o'clock");
        assertThat(guessed.evaluation()).isEqualTo("wide-scores");
        Evaluator.check(spark, guessed);
    }

    @Test
    void aSeparatorOtherThanAComma(SparkSession spark) throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "id;version;label;score\na;v1;1;0.5\na;v2;1;0.6\n");
        Configuration guessed = guessed(spark, file.toString());
        assertThat(guessed.input().rows().get(0).options()).containsEntry("sep", ";");
        assertThat(guessed.columns().prediction()).contains("score");
        Path tabs =
                Files.writeString(folder.resolve("x.tsv"), "id\tversion\tlabel\tscore\na\tv1\t1\t0.5\na\tv2\t1\t0.6\n");
        assertThat(guessed(spark, tabs.toString()).columns().prediction()).contains("score");
    }

    @Test
    void aVersionThatNoNameTellsIsWhatEveryIdStandsWithOnce(SparkSession spark) throws IOException {
        StringBuilder rows = new StringBuilder("id,country,m,y,p\n");
        for (int i = 0; i < 40; i++) {
            for (String version : new String[] {"new", "old"}) {
                rows.append(String.format("%d,%s,%s,%d,0.%d%n", i, i % 3 == 0 ? "CH" : "FR", version, i % 2, i % 10));
            }
        }
        Configuration guessed =
                guessed(spark, Files.writeString(folder.resolve("x.csv"), rows).toString());
        assertThat(guessed.columns().id()).containsExactly("id");
        assertThat(guessed.columns().version()).contains("m");
        assertThat(guessed.slices()).extracting(slice -> slice.columns().get(0)).containsExactly("country");
        Evaluator.check(spark, guessed);
    }

    @Test
    void theColumnOfWhatIsIndependentIsNamedBesideItsKey(SparkSession spark) throws IOException {
        StringBuilder rows = new StringBuilder("id,user,model,y,p\n");
        for (int i = 0; i < 40; i++) {
            rows.append(String.format("%d,u%d,a,1,0.5%n%d,u%d,b,1,0.5%n", i, i / 4, i, i / 4));
        }
        Path file = Files.writeString(folder.resolve("x.csv"), rows);
        assertThat(InitialConfiguration.of(spark, file.toString(), null)).contains("\n  # cluster: user     #");
        Files.writeString(file, rows.toString().replace("user", "colour"));
        assertThat(InitialConfiguration.of(spark, file.toString(), null)).contains("\n  # cluster: null     #");
    }

    @Test
    void whatCannotBeGuessedIsMarkedAndRefusedByName(SparkSession spark) throws IOException {
        Path file = Files.writeString(folder.resolve("#1 'odd\".csv"), "a,null,\"x\ty\"\n1,2,3\n");
        Configuration guessed = guessed(spark, file.toString());
        assertThat(guessed.columns().version()).contains("??? the column that names the model version");
        assertThat(guessed.input().rows().get(0).location()).isEqualTo(file.toString());
    }

    @Test
    void anEmptyDatasetHasAConfigurationToo(SparkSession spark) throws IOException {
        Path file = Files.writeString(folder.resolve("empty.csv"), "id,version,label,prediction\n");
        Configuration guessed = guessed(spark, file.toString());
        assertThat(guessed.columns().label()).isEqualTo(Optional.of("label"));
        assertThat(guessed.baselines()).containsExactly("baseline");
    }

    private static List<String> losses(Configuration configuration) {
        return configuration.losses().stream()
                .map(Configuration.LossEntry::name)
                .toList();
    }

    /** What the reader makes of the text that is written for {@code path}; it must find no problem. */
    private Configuration guessed(SparkSession spark, String path) throws IOException {
        String yaml = InitialConfiguration.of(spark, path, null);
        Configuration read =
                ConfigurationReader.read(Files.writeString(folder.resolve("guessed.yaml"), yaml), Map.of(), null);
        assertThat(read.problems()).as(yaml).isEmpty();
        return read;
    }
}
