package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Comparison;
import io.assay.dimension.Cell;
import io.assay.job.Evaluator.Overwrite;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Samples of prompts in bucketed tables, in sequences, against the previous run, and of saved models. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class SamplesElsewhereSparkTest {

    private static final int PROMPTS = 130;
    private static final List<String> DATES = List.of("2026-01-01", "2026-01-02");
    private static final String ALL = "2026-02-01";

    private static final String EVALUATION =
            """
            evaluation: samples
            input: {format: csv, path: "rows-${run-date}.csv"}
            columns: {version: v, label: y, prediction: p}
            baseline: a
            losses: [absolute_error, {name: middle, loss: absolute_error, aggregate: median_difference}]
            compare: {margin: {absolute: 0.5}, pair-by: prompt}
            output: {formats: []}
            """;

    @TempDir
    private Path folder = Path.of("");

    /** By run date, version and prompt the losses of the samples. */
    private final Map<String, List<Double>> losses = new HashMap<>();

    @BeforeEach
    void write() throws IOException {
        List<String> all = new ArrayList<>();
        for (String date : DATES) {
            Random random = new Random(date.hashCode());
            List<String> lines = new ArrayList<>();
            for (int prompt = 0; prompt < PROMPTS; prompt++) {
                double hard = random.nextDouble();
                for (String version : List.of("a", "b")) {
                    for (int sample = random.nextInt(3); sample >= 0; sample--) {
                        double loss = hard + random.nextDouble();
                        lines.add(date + "-" + prompt + "," + version + ",0," + loss);
                        losses.computeIfAbsent(date + version + prompt, key -> new ArrayList<>())
                                .add(loss);
                    }
                }
            }
            all.addAll(lines);
            write(date, lines);
        }
        write(ALL, all);
    }

    private void write(String date, List<String> lines) throws IOException {
        List<String> file = new ArrayList<>(List.of("prompt,v,y,p"));
        file.addAll(lines);
        Files.write(folder.resolve("rows-" + date + ".csv"), file);
    }

    private double mean(String date, String version) {
        return IntStream.range(0, PROMPTS)
                .mapToDouble(prompt -> losses.getOrDefault(date + version + prompt, List.of()).stream()
                        .mapToDouble(loss -> loss)
                        .average()
                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    private Evaluation run(String yaml, String output, String date) throws IOException {
        Configuration configuration = ConfigurationReader.read(
                Files.writeString(folder.resolve("samples.yaml"), yaml),
                Map.of("output.path", folder.resolve(output).toString()),
                date);
        return new Evaluator(SharedSession.session(), configuration, "test")
                .run(Overwrite.ALLOW)
                .evaluation();
    }

    private static Comparison line(Evaluation evaluation, String loss) {
        return Runs.comparison(evaluation, Cell.ALL, "b", loss);
    }

    @Test
    void samplesOfATableThatIsBucketedByPromptMeetInItsBuckets(SparkSession spark) throws IOException {
        Evaluation csv = run(EVALUATION, "out", ALL);
        spark.sql("DROP TABLE IF EXISTS assay_samples");
        spark.read()
                .option("header", "true")
                .schema("prompt STRING, v STRING, y DOUBLE, p DOUBLE")
                .csv(folder.resolve("rows-" + ALL + ".csv").toString())
                .write()
                .option("path", folder.resolve("table").toString())
                .bucketBy(3, "prompt")
                .saveAsTable("assay_samples");
        try {
            String table = EVALUATION.replaceFirst("input: .*", "input: {format: table, table: assay_samples}");
            Evaluation found = run(table, "out", ALL);
            assertThat(found.provenance().road()).contains("brought together by id in the table's buckets");
            assertThat(found.comparisons()).isEqualTo(csv.comparisons());
            assertThat(found.costs()).isEqualTo(csv.costs());
            assertThat(line(found, "absolute_error").units()).isEqualTo(2 * PROMPTS);
        } finally {
            spark.sql("DROP TABLE assay_samples");
        }
    }

    @Test
    void samplesAreAveragedBeforeTheyAreLookedAtInASequence() throws IOException {
        String sequence = EVALUATION.replace("compare: {", "compare: {sequential: true, ");
        run(sequence, "out", DATES.get(0));
        Evaluation last = run(sequence, "out", DATES.get(1));
        Evaluation once = run(EVALUATION, "once", ALL);
        for (String loss : List.of("absolute_error", "middle")) {
            assertThat(line(last, loss).difference()).isEqualTo(line(once, loss).difference());
            assertThat(line(last, loss).units()).isEqualTo(2 * PROMPTS);
            assertThat(line(last, loss).upper()).isGreaterThan(line(once, loss).upper());
            assertThat(line(last, loss).intervalMethod()).endsWith("always valid, 2 looks since 2026-01-01");
        }
        double plain = (mean(DATES.get(0), "b") + mean(DATES.get(1), "b")) / 2
                - (mean(DATES.get(0), "a") + mean(DATES.get(1), "a")) / 2;
        assertThat(line(last, "absolute_error").difference()).isCloseTo(plain, within(1e-12));
        assertThat(last.notes()).anyMatch(note -> note.startsWith("Comparisons and gates are over 2 run dates"));
    }

    @Test
    void averagesAreComparedWithThoseOfThePreviousRun() throws IOException {
        String drift = EVALUATION.replace("baseline: a", "baseline: [a, previous-run]");
        run(drift, "out", DATES.get(0));
        Evaluation second = run(drift, "out", DATES.get(1));
        Comparison found = second.comparisons().stream()
                .filter(line -> line.baseline().equals("previous-run")
                        && line.candidate().equals("b")
                        && line.loss().equals("absolute_error"))
                .findFirst()
                .orElseThrow();
        assertThat(found.pairing()).isEqualTo("unpaired");
        assertThat(found.units()).isEqualTo(2 * PROMPTS);
        assertThat(found.difference()).isCloseTo(mean(DATES.get(1), "b") - mean(DATES.get(0), "b"), within(1e-12));
        assertThat(line(second, "absolute_error").units()).isEqualTo(PROMPTS);
    }

    /** A row is a sample of each of its versions; a model that scores it is one of them. */
    @Test
    void savedModelsScoreSamplesWhichAreThenAveraged(SparkSession spark) throws IOException {
        PipelineStage[] stages = {
            new VectorAssembler().setInputCols(new String[] {"amount"}).setOutputCol("features"),
            new LogisticRegressionModel("odds", Vectors.dense(Math.log(3)), 0)
        };
        new Pipeline()
                .setStages(stages)
                .fit(spark.sql("SELECT 1D AS amount LIMIT 0"))
                .write()
                .session(spark)
                .overwrite()
                .save(folder.resolve("odds").toString());
        List<String> lines = new ArrayList<>(List.of("prompt,label,amount,bet"));
        double ofModel = 0;
        double ofBet = 0;
        Random random = new Random(8);
        for (int prompt = 0; prompt < 40; prompt++) {
            int samples = 1 + random.nextInt(4);
            for (int sample = 0; sample < samples; sample++) {
                int amount = random.nextInt(5) - 2;
                double bet = random.nextInt(8) / 8.0;
                lines.add("q" + prompt + "," + prompt % 2 + "," + amount + "," + bet);
                double odds = Math.pow(3, amount);
                ofModel += Math.pow(odds / (1 + odds) - prompt % 2, 2) / samples / 40;
                ofBet += Math.pow(bet - prompt % 2, 2) / samples / 40;
            }
        }
        Files.write(folder.resolve("samples.csv"), lines);
        String yaml =
                """
                evaluation: models
                input: {path: samples.csv, schema: 'prompt STRING, label INT, amount DOUBLE, bet DOUBLE'}
                columns:
                  label: label
                  versions: {odds: {pipeline-model: odds}, bet: bet}
                  prediction: class_score(probability, 1)
                baseline: bet
                losses: [squared_error]
                compare: {pair-by: prompt}
                output: {formats: []}
                """;
        Evaluation found = run(yaml, "models", ALL);
        assertThat(Runs.cost(found, "odds", "squared_error").cost()).isCloseTo(ofModel, within(1e-12));
        assertThat(Runs.cost(found, "bet", "squared_error").cost()).isCloseTo(ofBet, within(1e-12));
        Comparison line = Runs.comparison(found, Cell.ALL, "odds", "squared_error");
        assertThat(line.rows()).isEqualTo(40);
        assertThat(line.units()).isEqualTo(40);
        assertThat(line.difference()).isCloseTo(ofModel - ofBet, within(1e-12));
        assertThat(found.accounts().get(0).samples().examples()).isEqualTo(40);
    }
}
