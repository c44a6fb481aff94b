package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import io.assay.comparison.Verdict;
import io.assay.cost.Metric;
import io.assay.dimension.Cell;
import io.assay.job.Evaluator.Overwrite;
import io.assay.job.MergeRequest.Clusters;
import io.assay.job.MergeRequest.Partitions;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** ROC AUC off scores in bins, from the configuration to the reports, beside the exact one of the same rows. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class BinnedAreaSparkTest {

    private static final List<String> DATES = List.of("2026-01-01", "2026-01-02");
    private static final int EXAMPLES = 400;

    private static final String EVALUATION =
            """
            evaluation: binned
            input: {format: FORMAT, path: "rows-${run-date}.FORMAT"}
            columns: {id: id, version: v, label: y, prediction: p, weight: w}
            baseline: a
            slices: [kind]
            losses: [brier_loss]
            metrics:
              - {name: fine, metric: roc_auc(bins=1024)}
              - {name: coarse, metric: roc_auc(bins=8)}
            """;

    private static final String EXACT =
            """
              - roc_auc
              - {name: own, metric: roc_auc(bins=65536)}
            gates:
              - {metric: own, margin: {absolute: 0.5}}
              - {metric: coarse, margin: {absolute: 0.5}, hard: false}
              - {metric: fine, at-least: 0.5, hard: false}
            """;

    @TempDir
    private Path folder = Path.of("");

    /** Two versions of some examples on each date, a third of whose scores of version b are one number. */
    @BeforeEach
    void write() throws IOException {
        List<String> all = new ArrayList<>();
        for (String date : DATES) {
            Random random = new Random(date.hashCode());
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < EXAMPLES; i++) {
                int label = random.nextInt(3) == 0 ? 1 : 0;
                double signal = (label + random.nextDouble()) / 2;
                String rest = ", \"w\": " + (1 + random.nextInt(2) / 2.0) + ", \"kind\": \"k" + random.nextInt(3)
                        + "\", \"user\": \"u" + i % 90 + "\"}";
                for (String version : List.of("a", "b")) {
                    double noise = random.nextDouble() * (version.equals("a") ? 1 : 0.7);
                    double score = version.equals("b") && i % 3 == 0 ? 0.5 : (signal + noise) / 2;
                    lines.add("{\"id\": \"" + date + "-" + i + "\", \"v\": \"" + version + "\", \"y\": " + label
                            + ", \"p\": " + score + rest);
                }
            }
            all.addAll(lines);
            Files.write(folder.resolve("rows-" + date + ".json"), lines);
        }
        Files.write(folder.resolve("rows-once.json"), all);
    }

    private Configuration configuration(String yaml, String format, String output, String date) throws IOException {
        Path file = Files.writeString(folder.resolve("binned.yaml"), yaml.replace("FORMAT", format));
        return ConfigurationReader.read(
                file, Map.of("output.path", folder.resolve(output).toString()), date);
    }

    private Evaluator.Outcome run(String yaml, String format, String output, String date) throws IOException {
        return new Evaluator(SharedSession.session(), configuration(yaml, format, output, date), "test")
                .run(Overwrite.ALLOW);
    }

    private static Metric metric(Evaluation evaluation, Cell cell, String version, String name) {
        return evaluation.metrics().stream()
                .filter(metric -> metric.cell().equals(cell)
                        && metric.modelVersion().equals(version)
                        && metric.metric().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyCellIsWithinItsBoundOfTheExactAreaAndReportsSayHowFar() throws IOException {
        Evaluator.Outcome outcome = run(EVALUATION + EXACT, "json", "out", DATES.get(0));
        Evaluation evaluation = outcome.evaluation();
        List<Metric> exact = evaluation.metrics().stream()
                .filter(metric -> metric.metric().equals("roc_auc"))
                .toList();
        assertThat(exact).hasSize(8);
        for (Metric one : exact) {
            assertThat(one.bound()).isNaN();
            for (String name : List.of("fine", "coarse", "own")) {
                Metric binned = metric(evaluation, one.cell(), one.modelVersion(), name);
                assertThat(Math.abs(binned.value() - one.value()))
                        .as("%s", binned)
                        .isLessThanOrEqualTo(binned.bound() + 1e-12);
                assertThat(binned.lower()).isLessThan(binned.value() - binned.bound());
            }
            Metric own = metric(evaluation, one.cell(), one.modelVersion(), "own");
            assertThat(own.bound()).isZero();
            assertThat(own.value()).isCloseTo(one.value(), within(1e-13));
            assertThat(own.standardError()).isCloseTo(one.standardError(), within(1e-12));
            Comparison ofOwn = Runs.comparison(evaluation, one.cell(), "b", "own");
            Comparison ofExact = Runs.comparison(evaluation, one.cell(), "b", "roc_auc");
            assertThat(ofOwn.difference()).isCloseTo(ofExact.difference(), within(1e-13));
            assertThat(ofOwn.standardError()).isCloseTo(ofExact.standardError(), within(1e-12));
            assertThat(ofOwn.lower()).isCloseTo(ofExact.lower(), within(1e-12));
            assertThat(ofOwn.upper()).isCloseTo(ofExact.upper(), within(1e-12));
            assertThat(ofOwn.units()).isEqualTo(ofExact.units());
        }
        Metric coarse = metric(evaluation, Cell.ALL, "b", "coarse");
        assertThat(coarse.bound()).isStrictlyBetween(0.001, 0.1);
        // A third of the scores are one number. If it shared its bin, a ninth of all pairs would be in it.
        assertThat(metric(evaluation, Cell.ALL, "b", "fine").bound()).isLessThan(0.005);
        Comparison unreliable = Runs.comparison(evaluation, Cell.ALL, "b", "coarse");
        assertThat(unreliable.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(unreliable.shortfall()).matches("coarse: in [0-9]+ bins .* or the exact roc_auc needed");
        double bound =
                coarse.bound() + metric(evaluation, Cell.ALL, "a", "coarse").bound();
        assertThat((unreliable.upper() - unreliable.lower()) / 2 - 1.6448536269514722 * unreliable.standardError())
                .isCloseTo(bound, within(1e-12));
        assertThat(unreliable.intervalMethod()).matches("paired DeLong in [0-9]+ bins, at most 0\\.[0-9]+ off");
        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
        assertThat(evaluation.provenance().scans()).isEqualTo(2);
        String folderOfResult = outcome.folder();
        String note = "coarse: in 8 bins, over all rows at most 0.";
        assertThat(Files.readString(Path.of(folderOfResult, "report.html"))).contains(note);
        assertThat(Files.readString(Path.of(folderOfResult, "summary.md"))).contains(note, "own: in 65,536 bins");
        List<String> table = Files.readAllLines(Path.of(folderOfResult, "metrics.csv"));
        assertThat(table.get(0)).endsWith(",lower,upper,bound");
        assertThat(Files.readString(Path.of(folderOfResult, "comparison.csv"))).contains("bins, at most 0.");
    }

    @Test
    void edgesAreFrozenAndDaysMergeToWhatAllRowsAtOnceGive() throws IOException {
        for (String date : DATES) {
            Evaluation evaluation = run(EVALUATION, "json", "out", date).evaluation();
            assertThat(evaluation.provenance().scans()).isEqualTo(date.equals(DATES.get(0)) ? 2 : 1);
        }
        MergeRequest request = new MergeRequest(DATES.get(0), DATES.get(1), Partitions.ADD, Clusters.MAY_RECUR);
        Evaluator.Outcome merged = Merger.of(
                        SharedSession.session(),
                        date -> configuration(EVALUATION, "json", "out", date),
                        request,
                        "merge")
                .run(Overwrite.ALLOW);
        Path frozen = Files.createDirectories(folder.resolve("once/evaluation=binned/_frozen"));
        Files.copy(folder.resolve("out/evaluation=binned/_frozen/edges.json"), frozen.resolve("edges.json"));
        String yaml = EVALUATION.replace("${run-date}", "once");
        Configuration all = configuration(yaml, "json", "once", DATES.get(1)).named(request.name());
        Evaluator.Outcome once = new Evaluator(SharedSession.session(), all, "test").run(Overwrite.ALLOW);
        for (String table : List.of("comparison.csv", "metrics.csv")) {
            assertThat(Files.readString(Path.of(merged.folder(), table)))
                    .isEqualTo(Files.readString(Path.of(once.folder(), table)));
        }
        assertThat(states(merged)).isEqualTo(states(once)).isNotEmpty();
        assertThat(metric(merged.evaluation(), Cell.ALL, "b", "fine").rows()).isEqualTo(2 * EXAMPLES);
    }

    private static List<String> states(Evaluator.Outcome outcome) {
        return SharedSession.session().read().parquet(outcome.folder() + "/state").collectAsList().stream()
                .map(row -> row.getString(2) + " " + row.getString(3) + " "
                        + HexFormat.of().formatHex(row.<byte[]>getAs(4)))
                .toList();
    }

    @Test
    void bothRoadsAndAnyOrderOfRowsGiveTheSameBits() throws IOException {
        SharedSession.session()
                .read()
                .json(folder.resolve("rows-once.json").toString())
                .repartition(5)
                .sortWithinPartitions("p")
                .write()
                .parquet(folder.resolve("rows-once.parquet").toString());
        String yaml = EVALUATION.replace("${run-date}", "once");
        Evaluation columns = run(yaml, "parquet", "columns", DATES.get(0)).evaluation();
        Evaluation rows = run(yaml, "json", "rows", DATES.get(0)).evaluation();
        assertThat(columns.provenance().road()).startsWith("read in batches of columns");
        assertThat(rows.provenance().road()).doesNotStartWith("read in batches of columns");
        assertThat(columns.metrics()).isEqualTo(rows.metrics());
        assertThat(columns.comparisons()).isEqualTo(rows.comparisons());
    }

    @Test
    void clustersAreJudgedByTheirBuckets() throws IOException {
        String yaml = EVALUATION.replace("weight: w", "cluster: user");
        Evaluation evaluation = run(yaml, "json", "out", DATES.get(0)).evaluation();
        Comparison comparison = Runs.comparison(evaluation, Cell.ALL, "b", "fine");
        assertThat(comparison.units()).isEqualTo(90);
        assertThat(comparison.pairing()).isEqualTo("paired by cluster");
        assertThat(comparison.intervalMethod()).matches("paired DeLong in [0-9,]+ bins over [0-9]+ buckets, t.*");
        assertThat(comparison.standardError()).isPositive();
        assertThat(metric(evaluation, Cell.ALL, "b", "fine").standardError()).isPositive();
    }

    @Test
    void whatBinsCannotHaveIsRefusedByName() {
        assertThatThrownBy(() -> run(
                        EVALUATION
                                + "  - roc_auc(bins=1)\n  - roc_auc(bins=100000)\n  - \"roc_auc(bins=9, max_fpr=0.1)\"\n",
                        "json",
                        "out",
                        DATES.get(0)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("bins must be 2 to 65536")
                .hasMessageContaining("max_fpr is not for bins");
    }
}
