package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.SchemaCheck;
import io.assay.comparison.Comparison;
import io.assay.comparison.Verdict;
import io.assay.cost.RowAccount;
import io.assay.cost.SampleAccount;
import io.assay.dimension.Cell;
import io.assay.report.Evaluation;
import io.assay.report.VerdictFile;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Versions that answered each prompt several times are compared by the averages of their samples. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class SamplesSparkTest {

    private static final String HEADER = "prompt,sample,version,topic,label,prediction";

    private static final String YAML =
            """
            evaluation: samples
            input: {format: csv, path: rows.csv}
            columns: {version: version, label: label, prediction: prediction}
            baseline: a
            slices: [topic]
            losses: [squared_error, {name: middle, loss: absolute_error, aggregate: median},
              {name: both, weighted-sum: {squared_error: 1, middle: 0.5}}]
            compare: {margin: {absolute: 0.5}, pair-by: prompt}
            """;

    @TempDir
    private Path folder = Path.of("");

    private record Sample(int prompt, int name, String version, int label, double prediction) {
        String line() {
            return String.join(",", "p" + prompt, "s" + name, version, "t" + prompt % 3, label + "", prediction + "");
        }
    }

    /** Of 80 prompts six samples each under a, and four to six under b. */
    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        Random random = new Random(17);
        for (int prompt = 0; prompt < 80; prompt++) {
            double hard = random.nextDouble();
            for (String version : List.of("a", "b")) {
                int repeats = version.equals("a") ? 6 : 4 + prompt % 3;
                for (int name = 0; name < repeats; name++) {
                    samples.add(new Sample(prompt, name, version, prompt % 2, hard * random.nextDouble()));
                }
            }
        }
        return samples;
    }

    private void write(List<String> lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(HEADER));
        all.addAll(lines);
        Files.write(folder.resolve("rows.csv"), all);
    }

    private static List<String> lines(List<Sample> samples) {
        return samples.stream().map(Sample::line).collect(Collectors.toCollection(ArrayList::new));
    }

    private Evaluation run(List<String> lines, String yaml) throws IOException {
        write(lines);
        return Runs.text(folder, yaml + "\noutput: {formats: []}\n");
    }

    /** The mean squared error of each prompt under a version. */
    private static Map<Integer, Double> averages(List<Sample> samples, String version) {
        return new TreeMap<>(samples.stream()
                .filter(sample -> sample.version().equals(version))
                .collect(Collectors.groupingBy(
                        Sample::prompt,
                        Collectors.averagingDouble(s -> (s.prediction() - s.label()) * (s.prediction() - s.label())))));
    }

    @Test
    void averagesAreWhatIsPairedAndEveryOutputSaysSo() throws IOException {
        List<Sample> samples = samples();
        write(lines(samples));
        Path yaml = Files.writeString(folder.resolve("evaluation.yaml"), YAML);
        Path out = folder.resolve("out");
        assertThat(Runs.file(yaml, out, Map.of()).evaluation().verdict()).isEqualTo(Verdict.PASS);

        Path result = out.resolve("evaluation=samples/run_date=undated");
        for (String file : List.of("verdict.json", "report.html", "summary.md")) {
            assertThat(Files.readString(result.resolve(file)))
                    .as(file)
                    .contains("Examples by prompt: 80, of 6.0 samples each on average in a, 5.0 in b");
        }
        byte[] verdict = Files.readAllBytes(result.resolve("verdict.json"));
        JsonNode told = new ObjectMapper().readTree(verdict).at("/rows/0/samples");
        assertThat(told.at("/pair_by/0").asText()).isEqualTo("prompt");
        assertThat(told.at("/versions/a/samples").asLong()).isEqualTo(480);
        assertThat(told.at("/versions/a/examples").asLong()).isEqualTo(80);
        try (InputStream schema = VerdictFile.class.getResourceAsStream("verdict.schema.json")) {
            JsonNode shape = new ObjectMapper().readTree(Objects.requireNonNull(schema));
            assertThat(new SchemaCheck(shape).problems(new ObjectMapper().readTree(verdict)))
                    .isEmpty();
        }
    }

    @Test
    void theNumbersAreThoseOfAPlainLoopInAnyOrderAndWithNamesOfSamples() throws IOException {
        List<Sample> samples = samples();
        Evaluation found = run(lines(samples), YAML);
        Map<Integer, Double> a = averages(samples, "a");
        Map<Integer, Double> b = averages(samples, "b");
        double[] differences = a.keySet().stream()
                .mapToDouble(prompt -> b.getOrDefault(prompt, Double.NaN) - a.getOrDefault(prompt, Double.NaN))
                .toArray();
        double mean = Arrays.stream(differences).average().orElseThrow();
        double squares =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        Comparison comparison = Runs.comparison(found, Cell.ALL, "b", "squared_error");
        assertThat(comparison.rows()).isEqualTo(80);
        assertThat(comparison.units()).isEqualTo(80);
        assertThat(comparison.difference()).isCloseTo(mean, within(1e-14));
        assertThat(comparison.standardError()).isCloseTo(Math.sqrt(squares / 79 / 80), within(1e-14));
        assertThat(Runs.cost(found, "a", "squared_error").rows()).isEqualTo(80);
        assertThat(Runs.comparison(found, new Cell("all", "topic=t1"), "b", "middle")
                        .rows())
                .isEqualTo(27);
        RowAccount account = found.accounts().get(0);
        assertThat(account.read()).isEqualTo(879);
        assertThat(account.evaluated()).isEqualTo(879);
        assertThat(account.samples().versions())
                .extracting(SampleAccount.OfVersion::samples)
                .containsExactly(480L, 399L);

        List<String> lines = lines(samples);
        Collections.shuffle(lines, new Random(3));
        Evaluation named = run(lines, YAML.replace("{version: version", "{id: [prompt, sample], version: version"));
        assertThat(named.comparisons()).isEqualTo(found.comparisons());
        assertThat(named.costs()).isEqualTo(found.costs());
        assertThat(named.notes()).isEqualTo(found.notes());
    }

    @Test
    void oneSampleEachIsTheEvaluationByIdToTheBit() throws IOException {
        List<String> lines =
                lines(samples().stream().filter(sample -> sample.name() == 2).toList());
        Evaluation sampled = run(lines, YAML);
        Evaluation byId =
                run(lines, YAML.replace("{version:", "{id: prompt, version:").replace(", pair-by: prompt", ""));
        assertThat(sampled.comparisons()).isEqualTo(byId.comparisons());
        assertThat(sampled.costs()).isEqualTo(byId.costs());
        assertThat(sampled.composition()).isEqualTo(byId.composition());
    }

    @Test
    void aSampleThatCannotBeUsedIsSetAsideAloneAndADuplicatedNameWithAllOfItsRows() throws IOException {
        List<String> lines = lines(samples());
        lines.add("p1,s9,a,t1,1,");
        lines.add("p2,s0,b,t2,0,0.5");
        lines.add(",s0,b,t2,0,0.5");
        lines.add("p3,,b,t2,0,0.5");
        lines.add("p4,s8,a,t1,,0.5");
        String yaml = YAML.replace("{version: version", "{id: sample, version: version");
        write(lines);
        Evaluation found = Runs.text(folder, yaml + "limits: {quarantined: 0.1}\noutput: {formats: []}\n");
        RowAccount account = found.accounts().get(0);
        assertThat(account.quarantined()).containsEntry("duplicate_id", 2L).containsEntry("id_null", 2L);
        assertThat(account.unlabelled()).isEqualTo(1);
        assertThat(account.evaluated()).isEqualTo(878);
        assertThat(Runs.comparison(found, Cell.ALL, "b", "squared_error").rows())
                .isEqualTo(80);
        Path table = folder.resolve("out/evaluation=samples/run_date=undated/quarantine");
        List<String> duplicates = SharedSession.session().read().parquet(table.toString()).collectAsList().stream()
                .filter(row -> row.getAs("reason").equals("duplicate_id"))
                .map(row -> row.<String>getAs("record"))
                .toList();
        assertThat(duplicates).hasSize(2).allMatch(record -> record.contains("\"prompt\":\"p2\""));
    }

    /** A candidate must not gain by having no loss where its samples are bad. */
    @Test
    void aCandidateThatFailsOnSomeSamplesOfAPromptIsNotComparable() throws IOException {
        List<String> lines = lines(samples().stream()
                .map(s -> s.version().equals("b") && s.name() == 0 && s.prompt() < 10
                        ? new Sample(s.prompt(), 0, "b", s.label(), Double.NaN)
                        : s)
                .toList());
        Evaluation found = run(lines, YAML);
        assertThat(found.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(found.verdicts().get(0).warnings().toString())
                .contains("samples of b without squared_error beside others with it: 10 of 399, 2.51 %");
    }

    @Test
    void labelsThatDifferAmongSamplesMakeTheirPromptNoPair() throws IOException {
        List<String> lines = lines(samples().stream()
                .map(s -> s.prompt() == 5 && s.name() == 1 && s.version().equals("b")
                        ? new Sample(5, 1, "b", 1 - s.label(), s.prediction())
                        : s)
                .toList());
        assertThat(run(lines, YAML).verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        Evaluation allowed = run(lines, YAML + "limits: {differing-labels: 0.1}\n");
        assertThat(Runs.comparison(allowed, Cell.ALL, "b", "squared_error").rows())
                .isEqualTo(79);
        assertThat(allowed.notes())
                .anyMatch(note -> note.contains("1 of the 80 examples of b were given several labels"));
    }

    /** Labels of their own stand once for each prompt, and count once however many samples they are matched with. */
    @Test
    void labelsOfTheirOwnAreMatchedByPrompt() throws IOException {
        List<Sample> samples = samples();
        write(lines(samples));
        List<String> labels = new ArrayList<>(List.of("prompt,truth"));
        for (int prompt = 0; prompt < 81; prompt++) {
            labels.add("p" + prompt + "," + prompt % 2);
        }
        Files.write(folder.resolve("labels.csv"), labels);
        String yaml = YAML.replace(
                        "input: {format: csv, path: rows.csv}",
                        "predictions: {path: rows.csv}\nlabels: {path: labels.csv}")
                .replace("{version: version, label: label", "{id: prompt, version: version, label: truth");
        Evaluation joined = Runs.text(folder, yaml + "\noutput: {formats: []}\n");
        assertThat(joined.comparisons()).isEqualTo(run(lines(samples), YAML).comparisons());
        assertThat(joined.accounts().get(1).evaluated()).isEqualTo(80);
        assertThat(joined.accounts().get(1).unmatched()).isEqualTo(1);
    }

    @Test
    void wideRowsAreSamplesOfAllTheirVersions() throws IOException {
        List<String> wide = new ArrayList<>(List.of("prompt,label,p,q"));
        List<String> tall = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 150; i++) {
            double p = random.nextDouble();
            double q = random.nextDouble();
            wide.add("p" + i / 3 + "," + i / 3 % 2 + "," + p + "," + q);
            tall.add("p" + i / 3 + ",,a,," + i / 3 % 2 + "," + p);
            tall.add("p" + i / 3 + ",,b,," + i / 3 % 2 + "," + q);
        }
        Files.write(folder.resolve("wide.csv"), wide);
        String yaml = YAML.replace("slices: [topic]\n", "");
        Evaluation byRow = Runs.text(
                folder,
                yaml.replace("rows.csv", "wide.csv")
                                .replace(
                                        "{version: version, label: label, prediction: prediction}",
                                        "{wide: {a: p, b: q}, label: label}")
                        + "\noutput: {formats: []}\n");
        assertThat(byRow.comparisons()).isEqualTo(run(tall, yaml).comparisons());
        assertThat(byRow.accounts().get(0).samples().examples()).isEqualTo(50);
    }

    /** Columns of batches come by another road, and clusters and names of samples are three keys to meet by. */
    @Test
    void batchesOfColumnsGiveTheSameAndClustersOfPromptsAreUnits() throws IOException {
        write(lines(samples()));
        SharedSession.session()
                .read()
                .option("header", "true")
                .csv(folder.resolve("rows.csv").toString())
                .repartition(3)
                .write()
                .parquet(folder.resolve("rows.parquet").toString());
        String named = YAML.replace("{version: version", "{id: [prompt, sample], version: version");
        String quiet = "output: {formats: []}\n";
        Evaluation rows = Runs.text(folder, named + quiet);
        String batches = named.replace("csv, path: rows.csv", "parquet, path: rows.parquet");
        Evaluation columns = Runs.text(folder, batches + quiet);
        assertThat(columns.provenance().road()).startsWith("read in batches of columns");
        assertThat(columns.comparisons()).isEqualTo(rows.comparisons());
        assertThat(columns.costs()).isEqualTo(rows.costs());

        Evaluation clustered = Runs.text(
                folder,
                batches.replace("label: label", "cluster: \"prompt IN ('p1', 'p2', topic)\", label: label") + quiet);
        Comparison alone = Runs.comparison(rows, Cell.ALL, "b", "squared_error");
        Comparison units = Runs.comparison(clustered, Cell.ALL, "b", "squared_error");
        assertThat(units.units()).isEqualTo(2);
        assertThat(units.rows()).isEqualTo(80);
        assertThat(units.difference()).isEqualTo(alone.difference());
    }
}
