package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.job.Evaluator.Overwrite;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The trivial predictor over several run dates: it is one baseline, or it is told to be two. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class TrivialDatesSparkTest {

    private static final List<String> DATES = List.of("2026-01-01", "2026-01-02");

    private static final String SEQUENCE = "compare: {sequential: true, margin: {absolute: 5}}\n";

    @TempDir
    private Path folder = Path.of("");

    /** Labels of 0 to 3 on the first day, which is a mean of 1.5, and of 2 to 5 on the second. */
    @BeforeEach
    void write() throws IOException {
        for (String date : DATES) {
            List<String> lines = new ArrayList<>(List.of("id,v,y,p,kind"));
            for (int i = 0; i < 40; i++) {
                lines.add(date + i + ",a," + (i % 4 + 2 * DATES.indexOf(date)) + "," + (0.5 + i % 3) + ",k");
            }
            Files.write(folder.resolve(date + ".csv"), lines);
        }
    }

    private Configuration configuration(String baseline, String more, String date) throws IOException {
        String yaml =
                TrivialRuns.LONG.formatted(baseline, "squared_error").replace("rows.csv", "\"${run-date}.csv\"") + more;
        Map<String, String> output = Map.of("output.path", folder.resolve("out").toString());
        return ConfigurationReader.read(Files.writeString(folder.resolve("evaluation.yaml"), yaml), output, date);
    }

    private Evaluation evaluate(String baseline, String more, String date) throws IOException {
        return new Evaluator(SharedSession.session(), configuration(baseline, more, date), "test")
                .run(Overwrite.ALLOW)
                .evaluation();
    }

    private Evaluation merge(String baseline) throws IOException {
        MergeRequest request = new MergeRequest(
                DATES.get(0), DATES.get(1), MergeRequest.Partitions.ADD, MergeRequest.Clusters.MAY_RECUR);
        return Merger.of(SharedSession.session(), date -> configuration(baseline, "", date), request, "merge")
                .run(Overwrite.ALLOW)
                .evaluation();
    }

    private static List<Double> predicted(Evaluation evaluation) {
        return evaluation.provenance().trivial().orElseThrow().numbers();
    }

    private Path file(String name) {
        return folder.resolve("out/evaluation=evaluation/" + name);
    }

    private String definition(String date) throws IOException {
        JsonNode state = new ObjectMapper().readTree(Files.readString(file("run_date=" + date + "/state.json")));
        return state.path("definition").toString();
    }

    /** Beside previous-run, every run date has its own; a merge of them would be held against neither. */
    @Test
    void twoMeansAreTwoBaselinesAndDoNotMerge() throws IOException {
        String baselines = "[trivial, previous-run]";
        assertThat(predicted(evaluate(baselines, "", DATES.get(0)))).containsExactly(1.5);
        Evaluation second = evaluate(baselines, "", DATES.get(1));
        assertThat(predicted(second)).containsExactly(3.5);
        assertThat(second.verdicts().stream().map(verdict -> verdict.baseline() + " " + verdict.candidate()))
                .containsExactlyInAnyOrder("trivial a", "previous-run a");
        assertThat(definition(DATES.get(0)))
                .contains("\"trivial predictor\":[\"form: by labels and predictions\",\"label: y\",\"weight: \"]")
                .contains("\"trivial prediction\":[\"mean: 1.5\"]");
        assertThatThrownBy(() -> merge(baselines))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("Cannot merge run dates 2026-01-01 and 2026-01-02: trivial predicted mean: 1.5 on"
                        + " the one and mean: 3.5 on the other, which are two baselines");
        assertThatThrownBy(() -> merge("[{trivial: median}, previous-run]"))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining(
                        "Cannot merge run date 2026-01-01: its state was made with other trivial predictor");
        // Where trivial is no baseline, states are merged as ever.
        assertThatThrownBy(() -> merge("previous-run"))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("with other versions than");
    }

    @Test
    void oneThatIsFrozenIsTheSameOnAllRunDatesAndMerges() throws IOException {
        String frozen = "{trivial: mean, frozen: true}";
        Evaluation first = evaluate(frozen, "", DATES.get(0));
        Evaluation second = evaluate(frozen, "", DATES.get(1));
        assertThat(predicted(first)).containsExactly(1.5);
        assertThat(predicted(second)).containsExactly(1.5);
        String sentence = "trivial was made of the labels of 2026-01-01 and is frozen since";
        assertThat(Files.readString(file("run_date=2026-01-02/summary.md")))
                .contains("trivial was made of the labels of 2026");
        assertThat(second.notes()).anyMatch(note -> note.startsWith(sentence));
        assertThat(Files.readString(file("_frozen/trivial.json"))).contains("1.5");
        // A run date that is evaluated again gives the same again.
        assertThat(evaluate(frozen, "", DATES.get(0)).notes()).isEqualTo(first.notes());

        Evaluation merged = merge(frozen);
        assertThat(merged.accounts().get(0).read()).isEqualTo(2 * 80);
        // Squared errors of 1.25 on the first day, and of 1.25 + 2² on the second.
        assertThat(Runs.cost(merged, "trivial", "squared_error").cost()).isEqualTo(3.25);
        assertThat(merged.notes()).contains("trivial predicted the same on every run date: mean: 1.5.");

        // Asked for in other words it is made anew.
        assertThat(predicted(evaluate("{trivial: median, frozen: true}", "", DATES.get(1))))
                .containsExactly(3.5);
    }

    @Test
    void aSequenceOfLooksIsHeldAgainstTheFirst() throws IOException {
        evaluate("trivial", SEQUENCE, DATES.get(0));
        Evaluation second = evaluate("trivial", SEQUENCE, DATES.get(1));
        assertThat(predicted(second)).containsExactly(1.5);
        assertThat(second.notes())
                .anyMatch(note -> note.startsWith("Comparisons and gates are over 2 run dates together"))
                .anyMatch(note -> note.startsWith("trivial was made of the labels of 2026-01-01"));
        assertThat(TrivialRuns.against(second, "trivial", "a", "squared_error").rows())
                .isEqualTo(80);

        // Without what is frozen it is another baseline, and with that another sequence begins.
        Files.delete(file("_frozen/trivial.json"));
        Evaluation anew = evaluate("trivial", SEQUENCE, DATES.get(1));
        assertThat(predicted(anew)).containsExactly(3.5);
        assertThat(TrivialRuns.against(anew, "trivial", "a", "squared_error").rows())
                .isEqualTo(40);
    }

    /** A state from before states kept the predictor is refused where there is one, and read where there is none. */
    @Test
    void statesWithoutThePredictorAreRefusedWhereItIsABaseline() throws IOException {
        String value = "{trivial: {value: 2}}";
        for (String date : DATES) {
            evaluate(value, "", date);
        }
        assertThat(merge(value).notes()).contains("trivial predicted the same on every run date: value: 2.");
        Path state = file("run_date=2026-01-01/state.json");
        ObjectNode root = (ObjectNode) new ObjectMapper().readTree(Files.readString(state));
        ((ObjectNode) root.path("definition")).remove(List.of("trivial predictor", "trivial prediction"));
        StateFile old = StateFile.read(signed(root));
        assertThat(old.definition()).doesNotContainKey("trivial predictor");
        Files.write(state, old.bytes());
        Files.deleteIfExists(state.resolveSibling(".state.json.crc"));
        assertThatThrownBy(() -> merge(value))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("run date 2026-01-01: its state was made with other trivial predictor than");
    }

    /** The bytes of a state whose checksum is right. */
    private static byte[] signed(ObjectNode root) throws IOException {
        root.remove("checksum");
        java.util.zip.CRC32C checksum = new java.util.zip.CRC32C();
        checksum.update(new ObjectMapper().writeValueAsBytes(root));
        root.put("checksum", Long.toHexString(checksum.getValue()));
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }
}
