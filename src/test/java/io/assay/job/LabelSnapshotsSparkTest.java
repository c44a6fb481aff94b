package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.assay.comparison.Comparison;
import io.assay.comparison.GateResult;
import io.assay.comparison.Verdict;
import io.assay.dimension.Cell;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Versions that were scored on other labels, or on other rows, are no match for each other. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class LabelSnapshotsSparkTest {

    private static final String HEADER = "id,version,label,prediction,other";

    private static final String YAML =
            """
            evaluation: snapshots
            input: {format: csv, path: rows.csv}
            columns: {id: id, version: version, label: label, prediction: prediction}
            baseline: a
            losses: [squared_error, {name: middle, loss: absolute_error, aggregate: median}]
            compare: {margin: {absolute: 0.5}}
            """;

    private static final String SENTENCE = "ids with one label for a and another for b: 3 of 120, 2.50 %;"
            + " limits.differing-labels allows 0.00 %. Score both on one snapshot of the labels";

    @TempDir
    private Path folder = Path.of("");

    private static String row(int id, String version, String label, int prediction) {
        return String.join(",", "id " + id, version, label, prediction / 8.0 + "", "0");
    }

    /** 120 examples; the candidate's label is another for those below 3, and written in another way for all others. */
    private static List<String> rows() {
        List<String> rows = new ArrayList<>();
        Random random = new Random(4);
        for (int id = 0; id < 120; id++) {
            rows.add(row(id, "a", String.valueOf(id % 2), random.nextInt(9)));
            rows.add(row(id, "b", (id < 3 ? 1 - id % 2 : id % 2) + ".0", random.nextInt(9)));
        }
        return rows;
    }

    private void write(List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        lines.addAll(rows);
        Files.write(folder.resolve("rows.csv"), lines);
    }

    private Evaluation run(List<String> rows, String more) throws IOException {
        write(rows);
        return Runs.text(folder, YAML + more + "\noutput: {formats: []}\n");
    }

    @Test
    void differentLabelsEndInNotComparableAndTheNumbersStandInEveryOutput() throws IOException {
        write(rows());
        Path yaml = Files.writeString(folder.resolve("evaluation.yaml"), YAML);
        Path out = folder.resolve("out");
        Commands.Ended ended = Commands.run("evaluate", yaml.toString(), "--output", out.toString());

        assertThat(ended.code()).isEqualTo(32);
        assertThat(ended.out().replaceAll("\\s+", " ")).contains(SENTENCE);
        Path result = out.resolve("evaluation=snapshots/run_date=undated");
        for (String file : List.of("verdict.json", "report.html", "summary.md")) {
            assertThat(Files.readString(result.resolve(file))).as(file).contains("3 of 120, 2.50");
        }
    }

    @Test
    void withinTheLimitSuchPairsAreLeftOutAndTheOthersAreComparedAsWithoutThem() throws IOException {
        List<String> rows = rows();
        String more = "metrics: [accuracy, roc_auc]\n";
        String allowing = more + "limits: {differing-labels: 0.1}";
        Evaluation some = run(rows, allowing);
        assertThat(some.verdict()).isEqualTo(Verdict.PASS);
        assertThat(some.notes())
                .containsExactly("3 of the 120 ids that b and a share have another label for each; they are left out of"
                        + " that comparison.");
        // Costs are of each version's own rows.
        assertThat(Runs.cost(some, "b", "squared_error").rows()).isEqualTo(120);

        assertThat(some.comparisons())
                .extracting(Comparison::loss, Comparison::rows)
                .containsExactly(
                        tuple("squared_error", 117L),
                        tuple("middle", 117L),
                        tuple("accuracy", 117L),
                        tuple("roc_auc", 117L));
        Collections.shuffle(rows, new Random(9));
        assertThat(run(rows, allowing).comparisons()).isEqualTo(some.comparisons());
        rows.removeIf(row -> row.startsWith("id 0,") || row.startsWith("id 1,") || row.startsWith("id 2,"));
        assertThat(run(rows, more).comparisons()).isEqualTo(some.comparisons());
    }

    @Test
    void aLossesOwnLabelIsLookedAtToo() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String row : rows()) {
            // The main label is the same for all; the other one is there for the baseline only, in one row.
            String alike = row.replaceAll("^(id \\d+,.),[^,]*", "$1,1");
            rows.add(alike.startsWith("id 7,b") ? alike.replaceAll("0$", "") : alike);
        }
        String own =
                YAML.replace("[squared_error,", "[squared_error, {name: own, loss: absolute_error, label: other},");
        write(rows);
        Evaluation evaluation = Runs.text(folder, own + "\noutput: {formats: []}\n");
        assertThat(evaluation.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(evaluation.verdicts().get(0).warnings())
                .singleElement()
                .asString()
                .contains("1 of 120, 0.83 %");
    }

    @Test
    void labelsThatAllVersionsShareAreNotHeldAgainstEachOther() throws IOException {
        Files.write(folder.resolve("wide.csv"), List.of("id,label,p,q", "1,1,0.5,0.25", "2,0,0.5,0.75"));
        Evaluation wide = Runs.text(
                folder,
                """
                input: {format: csv, path: wide.csv}
                columns: {id: id, wide: {a: p, b: q}, label: label}
                baseline: a
                losses: [squared_error]
                output: {formats: []}
                """);
        assertThat(wide.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        Files.write(folder.resolve("labels.csv"), List.of("id,truth", "id 1,1", "id 2,0", "id 3,0"));
        write(rows().stream().filter(row -> row.matches("id [123],.*")).toList());
        Evaluation joined = Runs.text(
                folder,
                """
                predictions: {format: csv, path: rows.csv}
                labels: {format: csv, path: labels.csv}
                columns: {id: id, version: version, label: truth, prediction: prediction}
                baseline: a
                losses: [squared_error]
                output: {formats: []}
                """);
        assertThat(joined.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Runs.comparison(joined, Cell.ALL, "b", "squared_error").rows())
                .isEqualTo(3);
    }

    @Test
    void aCandidateWhoseRowsLackTheirLabelsMoreOftenIsNotComparable() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int id = 0; id < 200; id++) {
            // No id is shared, so that nothing else looks at what is missing.
            rows.add(row(id, "a", "1", id % 9));
            rows.add(row(1_000 + id, "b", id % 5 == 0 ? "" : "1", id % 9));
        }
        Evaluation evaluation = run(rows, "");
        assertThat(evaluation.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(evaluation.verdicts().get(0).warnings())
                .containsExactly(
                        "rows with a label: 160 of 200 of b, 80.00 % and 200 of 200 of a, 100.00 %, 20.00 points"
                                + " apart; limits.label-rates allows 5.00. Wait for the labels, or leave the rows out that"
                                + " cannot have one yet");
        Evaluation allowed = run(rows, "limits: {label-rates: 0.5}");
        assertThat(allowed.verdict()).isNotEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(allowed.notes())
                .contains("Rows with a label: 200 of 200 of a, 100.00 %; 160 of 200 of b, 80.00 %.")
                .anyMatch(note ->
                        note.startsWith("b and a have labels for other shares of their rows, 80.00 and 100.00 %."
                                + " That is not chance (p = "));
    }

    /** It may not pass by leaving out what is hard, be it gated by a loss or by a metric. */
    @Test
    void aCandidateThatFailsOnMoreRowsFailsEveryHardGateByThat() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int id = 0; id < 200; id++) {
            rows.add(row(id, "a", String.valueOf(id % 2), id % 3));
            String candidate = row(id, "b", String.valueOf(id % 2), id % 3);
            rows.add(id == 9 ? candidate.replace("0.0,0", ",0") : candidate);
        }
        String yaml = YAML.replace("[squared_error,", "[binary_cross_entropy, squared_error,")
                + "metrics: [accuracy]\n"
                + """
                gates:
                  - {loss: binary_cross_entropy, margin: {absolute: 100}}
                  - {metric: accuracy, margin: {absolute: 1}}
                output: {formats: []}
                """;
        write(rows);
        Evaluation evaluation = Runs.text(folder, yaml);
        assertThat(evaluation.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(evaluation.verdicts().get(0).gates())
                .filteredOn(gate ->
                        gate.sentence().contains("the candidate fails on more rows: it has no loss on 1 of 200"))
                .allSatisfy(gate -> assertThat(gate.verdict()).isEqualTo(Verdict.FAIL))
                .extracting(GateResult::loss)
                .containsExactlyInAnyOrder("binary_cross_entropy", "accuracy");
    }

    @Test
    void rowsThatOnlyOneVersionWasScoredOnAreToldOfWithTheirRates() throws IOException {
        List<String> rows = rows().stream()
                .filter(row -> !row.matches("id [012],.*"))
                .collect(Collectors.toCollection(ArrayList::new));
        for (int id = 200; id < 220; id++) {
            rows.add(row(id, "b", "1", 1));
        }
        Evaluation evaluation = run(rows, "");
        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
        assertThat(evaluation.notes())
                .anyMatch(note ->
                        note.startsWith("Of the ids of b 85.40 % have a row of a, of those of a 100.00 % one of b."
                                + " That is not chance"));
    }
}
