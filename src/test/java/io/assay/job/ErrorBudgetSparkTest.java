package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.comparison.CandidateVerdict;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Candidates that are looked at after every run share α by when they came, which the states tell. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class ErrorBudgetSparkTest {

    private static final String EVALUATION =
            """
            evaluation: rivals
            input: {format: csv, path: "rows-${run-date}.csv"}
            columns: {id: id, version: v, label: y, prediction: p}
            baseline: a
            losses: [absolute_error]
            compare: {sequential: true, margin: {absolute: 0.5}}
            output: {formats: [csv, markdown, html]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private Evaluation evaluate(String yaml, String date, String... versions) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,v,y,p"));
        Random random = new Random(date.hashCode());
        for (int i = 0; i < 150; i++) {
            for (String version : versions) {
                lines.add(date + i + "," + version + ",0," + random.nextGaussian());
            }
        }
        Files.write(folder.resolve("rows-" + date + ".csv"), lines);
        Map<String, String> output = Map.of("output.path", folder.resolve("out").toString());
        Configuration configuration =
                ConfigurationReader.read(Files.writeString(folder.resolve("rivals.yaml"), yaml), output, date);
        return new Evaluator(SharedSession.session(), configuration, "test")
                .run(Overwrite.ALLOW)
                .evaluation();
    }

    private static Map<String, Long> parts(Evaluation evaluation) {
        Map<String, Long> parts = new TreeMap<>();
        for (CandidateVerdict verdict : evaluation.verdicts()) {
            parts.put(verdict.candidate(), verdict.alphaParts());
        }
        return parts;
    }

    private String written(String date, String file) throws IOException {
        return Files.readString(
                folder.resolve("out/evaluation=rivals/run_date=" + date).resolve(file));
    }

    @Test
    void whoCameWhenIsReadFromTheStatesAndIsKept() throws IOException {
        Evaluation first = evaluate(EVALUATION, "2026-01-01", "a", "b", "c");
        Evaluation second = evaluate(EVALUATION, "2026-01-02", "a", "b", "c", "d");
        String before = written("2026-01-02", "comparison.csv");
        Evaluation third = evaluate(EVALUATION, "2026-01-03", "a", "b", "d", "e");

        assertThat(parts(first)).isEqualTo(Map.of("b", 2L, "c", 2L));
        assertThat(parts(second)).isEqualTo(Map.of("b", 2L, "c", 2L, "d", 2L));
        // c is gone, and is judged no more; those that are there keep what they have.
        assertThat(parts(third)).isEqualTo(Map.of("b", 2L, "d", 2L, "e", 6L));
        // Rows of the run dates before a candidate came are not missing.
        assertThat(third.verdicts()).noneMatch(verdict -> verdict.verdict() == Verdict.NOT_COMPARABLE);
        Comparison d = third.comparisons().stream()
                .filter(line -> line.cell().equals(Cell.ALL) && line.candidate().equals("d"))
                .findFirst()
                .orElseThrow();
        assertThat(d.units()).isEqualTo(300);
        assertThat(d.intervalMethod())
                .isEqualTo("normal mixture, always valid, at 1/2 of alpha, 2 looks since 2026-01-02");

        JsonNode candidates = new ObjectMapper()
                .readTree(written("2026-01-03", "verdict.json"))
                .get("candidates");
        assertThat(candidates.get(2).get("candidate").asText()).isEqualTo("e");
        assertThat(candidates.get(2).get("alpha_parts").asLong()).isEqualTo(6);
        assertThat(candidates.get(2).get("alpha").asDouble()).isEqualTo(0.05 / 6);
        String sentence = "b, c have each 1/2; d, here since 2026-01-02, has 1/2; e, here since 2026-01-03, has 1/6";
        assertThat(third.notes()).anyMatch(note -> note.contains(sentence));
        assertThat(written("2026-01-03", "summary.md")).contains("here since 2026-01-03, has 1/6");
        assertThat(written("2026-01-03", "report.html")).contains(sentence);

        evaluate(EVALUATION, "2026-01-02", "a", "b", "c", "d");
        assertThat(written("2026-01-02", "comparison.csv")).isEqualTo(before);
    }

    @Test
    void anotherCandidateOnTheListGoesOnWithTheSequenceAndASingleOneHasAllOfAlpha() throws IOException {
        String named = EVALUATION + "candidates: [b]\n";
        Evaluation first = evaluate(named, "2026-01-01", "a", "b");
        assertThat(parts(first)).isEqualTo(Map.of("b", 1L));
        assertThat(written("2026-01-01", "verdict.json")).doesNotContain("alpha_parts");
        Evaluation second = evaluate(named.replace("[b]", "[b, c]"), "2026-01-02", "a", "b", "c");
        assertThat(parts(second)).isEqualTo(Map.of("b", 1L, "c", 2L));
        assertThat(second.comparisons().get(0).units()).isEqualTo(300);
        assertThat(second.comparisons().get(0).intervalMethod())
                .isEqualTo("normal mixture, always valid, 2 looks since 2026-01-01");
    }

    @Test
    void aMergeIsNoLookOfASequence() throws IOException {
        evaluate(EVALUATION, "2026-01-01", "a", "b");
        Path file = folder.resolve("rivals.yaml");
        Map<String, String> output = Map.of("output.path", folder.resolve("out").toString());
        MergeRequest request = new MergeRequest(
                "2026-01-01", "2026-01-01", MergeRequest.Partitions.ADD, MergeRequest.Clusters.MAY_RECUR);
        assertThatThrownBy(() -> Merger.of(
                                SharedSession.session(),
                                date -> ConfigurationReader.read(file, output, date),
                                request,
                                "test")
                        .run(Overwrite.ALLOW))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("Cannot merge under compare.sequential")
                .hasMessageContaining("--set compare.sequential=false");
        Map<String, String> single =
                Map.of("output.path", folder.resolve("out").toString(), "compare.sequential", "false");
        Evaluation merged = Merger.of(
                        SharedSession.session(), date -> ConfigurationReader.read(file, single, date), request, "test")
                .run(Overwrite.ALLOW)
                .evaluation();
        assertThat(merged.comparisons().get(0).intervalMethod()).startsWith("paired t");
    }
}
