package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.SchemaCheck;
import io.assay.comparison.Finding;
import io.assay.comparison.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictFileTest {

    private static final List<String> FILES = List.of("cost/part-0.parquet", "cost.csv");

    static Stream<Evaluation> evaluations() {
        return Stream.of(Midterms.evaluation(), Midterms.empty(), Midterms.hostile(), Midterms.withSlices(50));
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void whatIsWrittenHasThePublishedShape(Evaluation evaluation) throws IOException {
        JsonNode schema;
        try (InputStream in = Objects.requireNonNull(VerdictFile.class.getResourceAsStream("verdict.schema.json"))) {
            schema = new ObjectMapper().readTree(in);
        }
        assertThat(new SchemaCheck(schema).problems(tree(evaluation))).isEmpty();
    }

    @Test
    void theSchemaNamesEveryFindingAndVerdict() throws IOException {
        String schema;
        try (InputStream in = Objects.requireNonNull(VerdictFile.class.getResourceAsStream("verdict.schema.json"))) {
            schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(schema)
                .contains(Arrays.stream(Finding.values())
                        .map(f -> '"' + f.name() + '"')
                        .toList());
        assertThat(schema)
                .contains(Arrays.stream(Verdict.values())
                        .map(v -> '"' + v.name() + '"')
                        .toList());
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        Evaluation evaluation = Midterms.evaluation();
        CommittedVerdict committed = read(VerdictFile.bytes(evaluation, FILES));
        assertThat(committed.evaluation()).isEqualTo(Midterms.NAME);
        assertThat(committed.runDate()).isEqualTo(Midterms.RUN_DATE);
        assertThat(committed.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(committed.exitCode()).isEqualTo(30);
        assertThat(committed.accounts()).isEqualTo(evaluation.accounts());
        assertThat(committed.dataFiles()).isEqualTo(FILES);
        assertThat(committed.configurationDigest())
                .isEqualTo(evaluation.provenance().configurationDigest());
        assertThat(committed.outcomes())
                .extracting(CommittedVerdict.Outcome::candidate)
                .containsExactly("classic", "deluxe");
    }

    @Test
    void theFiveLinesSayWhatVerdictDifferenceGatesAndRows() throws IOException {
        List<String> lines =
                read(VerdictFile.bytes(Midterms.evaluation(), FILES)).lines();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).isEqualTo("midterms-2018, run date 2018-11-06");
        assertThat(lines.get(1)).startsWith("Verdict: FAIL").contains("exit code 30 is a verdict, not a failure");
        assertThat(lines.get(2)).contains("classic", "lite", "+0.004220", "worse by more than the margin");
        assertThat(lines.get(3)).startsWith("Gates: ").contains("1 failed (classic: binary_cross_entropy on all rows)");
        assertThat(lines.get(4))
                .isEqualTo("Rows: 1,560 rows read = 12 filtered + 1,518 evaluated + 9 quarantined (4 duplicate-id,"
                        + " 3 null-version, 2 unreadable-record) + 9 unmatched + 12 unlabelled");
    }

    @Test
    void whatCannotBeComparedIsToldWithItsReasonsInTheSameFiveLines() throws IOException {
        List<String> lines =
                read(VerdictFile.bytes(Midterms.incomparable(5), FILES)).lines();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(1))
                .isEqualTo(
                        "Verdict: NOT COMPARABLE, the rows do not allow a comparison: premium against lite: reason 0;"
                                + " premium against lite: reason 1; premium against lite: reason 2; and 2 more reasons (exit"
                                + " code 32 is a verdict, not a failure of the program)");
    }

    @Test
    void oneCandidateIsJudgedAlone() throws IOException {
        CommittedVerdict committed = read(VerdictFile.bytes(Midterms.evaluation(), FILES));
        assertThat(committed.ofCandidate("deluxe").exitCode()).isZero();
        assertThat(committed.ofCandidate("deluxe").lines().get(1)).startsWith("Verdict: PASS");
        assertThat(committed.ofCandidate("classic").exitCode()).isEqualTo(30);
        assertThatThrownBy(() -> committed.ofCandidate("premium"))
                .hasMessageContaining("Unknown candidate")
                .hasMessageContaining("premium (known: classic, deluxe)");
    }

    @Test
    void linesAreOneLineEachWhateverTheNamesAre() throws IOException {
        assertThat(read(VerdictFile.bytes(Midterms.hostile(), FILES)).lines())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
    }

    @Test
    void timingsAreTheOnlyPartThatTwoRunsDifferIn() {
        Evaluation once = Midterms.evaluation();
        Evaluation again = with(once, 7, Map.of("read and tally", 99.0));
        String first = text(once);
        String second = text(again);
        int timings = first.indexOf("\"timings\"");
        assertThat(first).isNotEqualTo(second);
        assertThat(first.substring(0, timings)).isEqualTo(second.substring(0, second.indexOf("\"timings\"")));
    }

    @Test
    void numbersReadBackToTheSameBitsAndOthersAreText() throws IOException {
        JsonNode numbers = tree(Midterms.evaluation()).at("/candidates/0/numbers");
        assertThat(numbers.get("difference").asDouble())
                .isEqualTo(Midterms.evaluation().comparisons().get(0).difference());
        assertThat(numbers.get("rows_needed").asText()).isEqualTo("NaN");
    }

    @Test
    void whatIsNoVerdictIsRefusedByWhatIsWrong() {
        assertThatThrownBy(() -> read("oops")).hasMessageContaining("Cannot read verdict: not JSON");
        assertThatThrownBy(() -> read("{}")).hasMessageContaining("no key schema_version");
        assertThatThrownBy(() -> read("{\"schema_version\": 2}"))
                .hasMessageContaining("schema_version 2 (this program reads 1)");
        assertThatThrownBy(() -> read(text(Midterms.empty()).replace("\"NOT_COMPARABLE\"", "\"GREAT\"")))
                .hasMessageContaining("unknown verdict: GREAT");
        assertThatThrownBy(() -> read(text(Midterms.empty()).replace("\"rows\" : [ ]", "\"rows\" : 3")))
                .hasMessageContaining("rows must be a list");
        assertThatThrownBy(() -> read("")).hasMessageContaining("Cannot read verdict");
    }

    private static Evaluation with(Evaluation e, int scans, Map<String, Double> seconds) {
        Provenance p = e.provenance();
        return new Evaluation(
                e.name(),
                e.runDate(),
                e.alpha(),
                e.baselines(),
                e.versions(),
                e.losses(),
                e.verdict(),
                e.verdicts(),
                e.costs(),
                e.comparisons(),
                e.metrics(),
                e.accounts(),
                e.notes(),
                new Provenance(
                        p.program(),
                        p.sparkVersion(),
                        p.command(),
                        p.configurationDigest(),
                        p.inputs(),
                        scans,
                        seconds));
    }

    private static JsonNode tree(Evaluation evaluation) throws IOException {
        return new ObjectMapper().readTree(VerdictFile.bytes(evaluation, FILES));
    }

    private static String text(Evaluation evaluation) {
        return new String(VerdictFile.bytes(evaluation, FILES), StandardCharsets.UTF_8);
    }

    private static CommittedVerdict read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static CommittedVerdict read(byte[] bytes) throws IOException {
        return VerdictFile.read(new ByteArrayInputStream(bytes));
    }
}
