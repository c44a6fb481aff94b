package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.comparison.Comparison;
import io.assay.comparison.Verdict;
import io.assay.dimension.Cell;
import io.assay.job.Evaluator.Overwrite;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Trimmed means of differences, and clusters that are drawn anew for an interval, through the whole job. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class ResamplingSparkTest {

    private static final int USERS = 80;

    private static final String YAML =
            """
            evaluation: middle
            input: {format: csv, path: "rows-${run-date}-*.csv"}
            columns: {id: id, version: version, label: label, prediction: prediction, cluster: user}
            baseline: a
            slices: [kind]
            losses:
              - {name: trimmed, loss: absolute_error, aggregate: trimmed_mean_difference(0.1)}
              - {name: middle, loss: absolute_error, aggregate: median_difference}
            compare: {bootstrap: {replicates: 300, seed: 7}}
            gates: [{loss: trimmed, margin: {absolute: 2}}, {loss: middle, margin: {absolute: 2}}]
            output: {formats: [csv, html, markdown]}
            """;

    @TempDir
    private Path folder = Path.of("");

    /** Users whose rows are alike; one row in forty is off by very much more. */
    private static List<String> rows(String prefix, int from, int to) {
        List<String> rows = new ArrayList<>();
        for (int user = from; user < to; user++) {
            Random random = new Random(user);
            double common = random.nextGaussian();
            for (int i = 0; i < 5; i++) {
                String id = prefix + user + "-" + i;
                double baseline = 3 + random.nextInt(64) / 64.0;
                double candidate = random.nextInt(40) == 0 ? 1e6 : baseline + (common + random.nextGaussian()) / 4;
                rows.add(String.join(",", id, "a", "u" + user, "" + i % 2, "0", "" + baseline));
                rows.add(String.join(",", id, "b", "u" + user, "" + i % 2, "0", "" + Math.abs(candidate)));
            }
        }
        return rows;
    }

    private void write(String date, int files, List<String> rows) throws IOException {
        for (int file = 0; file < files; file++) {
            List<String> lines = new ArrayList<>(List.of("id,version,user,kind,label,prediction"));
            for (int i = file; i < rows.size(); i += files) {
                lines.add(rows.get(i));
            }
            Files.write(folder.resolve("rows-" + date + "-" + file + ".csv"), lines);
        }
    }

    private Configuration configuration(String yaml, String output, String date) throws IOException {
        return ConfigurationReader.read(
                Files.writeString(folder.resolve("middle.yaml"), yaml),
                Map.of("output.path", folder.resolve(output).toString()),
                date);
    }

    private Evaluation run(String yaml, String date) throws IOException {
        return new Evaluator(SharedSession.session(), configuration(yaml, "out", date), "test")
                .run(Overwrite.ALLOW)
                .evaluation();
    }

    private String report(String date, String file) throws IOException {
        return Files.readString(
                folder.resolve("out/evaluation=middle/run_date=" + date).resolve(file));
    }

    @Test
    void clustersAreDrawnAlikeHoweverRowsLieAndReportsSayWhatWasDone() throws IOException {
        List<String> rows = rows("", 0, USERS);
        write("2026-01-01", 1, rows);
        Evaluation found = run(YAML, "2026-01-01");
        Collections.shuffle(rows, new Random(3));
        write("2026-01-02", 5, rows);
        assertThat(run(YAML, "2026-01-02").comparisons()).isEqualTo(found.comparisons());

        assertThat(found.verdict()).isEqualTo(Verdict.PASS);
        assertThat(found.comparisons()).hasSize(6);
        for (Comparison line : found.comparisons()) {
            assertThat(line.intervalMethod())
                    .matches("paired percentiles of 300 Poisson bootstrap replicates of \\d\\d buckets of clusters");
            assertThat(line.units()).isEqualTo(USERS);
            assertThat(line.lower()).isLessThan(line.upper());
        }
        assertThat(report("2026-01-01", "comparison.csv"))
                .contains("trimmed_mean_difference(0.1)", "300 Poisson bootstrap replicates of");
        for (String file : List.of("report.html", "summary.md")) {
            assertThat(report("2026-01-01", file).replace("\\", ""))
                    .as(file)
                    .contains("by the mean of the middle 80 % of their differences, row by row")
                    .contains("mean of the middle 80 % of the differences")
                    .contains("The difference is the mean of the middle 80 % of the differences candidate \u2212"
                            + " baseline")
                    .contains("median of the differences")
                    .contains("300 Poisson bootstrap replicates (seed 7): buckets of clusters of user are drawn")
                    .contains("No p-value is below 1/301");
        }
        Evaluation otherSeed = run(YAML.replace("seed: 7", "seed: 8"), "2026-01-01");
        Comparison one = Runs.comparison(found, Cell.ALL, "b", "trimmed");
        Comparison other = Runs.comparison(otherSeed, Cell.ALL, "b", "trimmed");
        assertThat(other.difference()).isEqualTo(one.difference());
        assertThat(other.standardError()).isNotEqualTo(one.standardError());
    }

    @Test
    void statesOfRunDatesDrawAsAllRowsAtOnceDo() throws IOException {
        write("2026-01-01", 1, rows("x", 0, 40));
        write("2026-01-02", 1, rows("y", 40, USERS));
        List<String> all = rows("x", 0, 40);
        all.addAll(rows("y", 40, USERS));
        write("2026-02-01", 1, all);
        run(YAML, "2026-01-01");
        run(YAML, "2026-01-02");
        MergeRequest request = new MergeRequest(
                "2026-01-01", "2026-01-02", MergeRequest.Partitions.ADD, MergeRequest.Clusters.DISTINCT);
        Evaluation merged = Merger.of(
                        SharedSession.session(), date -> configuration(YAML, "out", date), request, "merge")
                .run(Overwrite.ALLOW)
                .evaluation();
        assertThat(merged.comparisons()).isEqualTo(run(YAML, "2026-02-01").comparisons());
        String without = YAML.replace("compare: {bootstrap: {replicates: 300, seed: 7}}\n", "")
                .replace("gates:", "gates: []\nextra:")
                .replaceAll("extra:.*\n", "");
        run(without, "2026-01-02");
        assertThatThrownBy(() -> Merger.of(
                                SharedSession.session(), date -> configuration(YAML, "out", date), request, "merge")
                        .run(Overwrite.ALLOW))
                .hasMessageContaining("other resampled differences");
    }

    @Test
    void independentRowsHaveStudentsT() throws IOException {
        write("2026-01-01", 1, rows("", 0, USERS));
        String alone = YAML.replace(", cluster: user", "");
        Evaluation found = run(alone, "2026-01-01");
        Comparison line = Runs.comparison(found, Cell.ALL, "b", "trimmed");
        assertThat(line.intervalMethod()).isEqualTo("paired Tukey-McLaughlin t of the middle 80 %");
        assertThat(line.difference()).isBetween(-1.0, 1.0);
        assertThat(found.verdict()).isEqualTo(Verdict.PASS);
        assertThat(found.notes()).anyMatch(note -> note.startsWith("compare.bootstrap draws nothing here"));
    }

    @Test
    void whatCannotBeDrawnIsRefusedWithTheRemedy() throws IOException {
        write("2026-01-01", 1, rows("", 0, USERS));
        assertThatThrownBy(() -> run(YAML.replace("cluster: user", "cluster: [user, kind]"), "2026-01-01"))
                .hasMessageContaining("compare.bootstrap")
                .hasMessageContaining("clusters of two kinds cannot be drawn")
                .hasMessageContaining("name one");
        assertThatThrownBy(() -> run(YAML.replace("compare: {", "compare: {sequential: true, "), "2026-01-01"))
                .hasMessageContaining("compare.bootstrap")
                .hasMessageContaining("is for a single look");
        assertThatThrownBy(() -> run(YAML.replace("bootstrap: {replicates: 300, seed: 7}", ""), "2026-01-01"))
                .hasMessageContaining("a trimmed mean of differences has no interval with columns.cluster: give"
                        + " compare.bootstrap: {replicates: 1000}")
                // A median is judged by signs then.
                .hasMessageNotContaining("a median of differences");
        assertThatThrownBy(() -> run(YAML.replaceFirst("margin: \\{absolute: 2}", "at-most: 2"), "2026-01-01"))
                .hasMessageContaining("a trimmed mean of differences is a difference of two versions");
        assertThatThrownBy(() -> run(YAML.replace("replicates: 300", "replicates: 20"), "2026-01-01"))
                .hasMessageContaining("must be a whole number from 200 to 100000");
        assertThatThrownBy(() -> run(YAML.replace("(0.1)", "(0.6)"), "2026-01-01"))
                .hasMessageContaining("above 0 and below 0.5");
    }
}
