package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Comparison;
import io.assay.comparison.MixShift;
import io.assay.comparison.SliceShift;
import io.assay.comparison.Verdict;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Versions are held against themselves as they were on the run date before. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class PreviousRunSparkTest {

    private static final String EVALUATION =
            """
            evaluation: drift
            input: {format: csv, path: "rows-${run-date}.csv"}
            columns: {id: id, version: v, label: y, prediction: p}
            baseline: [a, previous-run]
            slices: [kind]
            losses: [absolute_error]
            metrics: [r2]
            gates:
              - {loss: absolute_error, margin: {absolute: 0.3}}
              - {loss: absolute_error, slice: "kind=*", hard: false, margin: {absolute: 0.3}}
            output: {formats: [csv, markdown]}
            """;

    private static final List<String> DATES = List.of("2026-01-01", "2026-01-02", "2026-01-03");

    @TempDir
    private Path folder = Path.of("");

    /** The losses of b by run date and kind. */
    private final Map<String, Map<String, List<Double>>> losses = new HashMap<>();

    /** On the second day kind k2 comes, whose rows cost more, and k0 is gone; version c is new on the third. */
    @BeforeEach
    void write() throws IOException {
        Random random = new Random(11);
        for (String date : DATES) {
            int day = DATES.indexOf(date);
            List<String> lines = new ArrayList<>(List.of("id,v,y,p,kind"));
            for (int i = 0; i < 200 + 40 * day; i++) {
                int kind = day == 0 ? random.nextInt(2) : 1 + random.nextInt(2);
                double label = random.nextGaussian();
                for (String version : day == 2 ? List.of("a", "b", "c") : List.of("a", "b")) {
                    double prediction = label + (1 + kind) * random.nextGaussian();
                    lines.add(String.join(
                            ",", date + i, version, String.valueOf(label), String.valueOf(prediction), "k" + kind));
                    if (version.equals("b")) {
                        losses.computeIfAbsent(date, key -> new HashMap<>())
                                .computeIfAbsent("k" + kind, key -> new ArrayList<>())
                                .add(Math.abs(label - prediction));
                    }
                }
            }
            Files.write(folder.resolve("rows-" + date + ".csv"), lines);
        }
    }

    private Evaluation evaluate(String yaml, String date) throws IOException {
        Map<String, String> output = Map.of("output.path", folder.resolve("out").toString());
        Configuration configuration =
                ConfigurationReader.read(Files.writeString(folder.resolve("drift.yaml"), yaml), output, date);
        return new Evaluator(SharedSession.session(), configuration, "test")
                .run(Overwrite.ALLOW)
                .evaluation();
    }

    private static List<Comparison> withPrevious(Evaluation evaluation) {
        return evaluation.comparisons().stream()
                .filter(line -> line.baseline().equals("previous-run"))
                .toList();
    }

    private List<Double> all(String date) {
        return losses.getOrDefault(date, Map.of()).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    }

    private static double variance(List<Double> values) {
        double mean = mean(values);
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return squares / (values.size() - 1) / values.size();
    }

    @Test
    void aVersionIsComparedWithItselfOnTheRunDateBefore() throws IOException {
        Evaluation first = evaluate(EVALUATION, DATES.get(0));
        assertThat(withPrevious(first)).isEmpty();
        assertThat(first.notes()).anyMatch(note -> note.startsWith("There is no run date before 2026-01-01"));
        assertThat(first.verdicts()).hasSize(1);

        Evaluation second = evaluate(EVALUATION, DATES.get(1));
        Comparison line = withPrevious(second).stream()
                .filter(found -> found.cell().equals(Cell.ALL) && found.loss().equals("absolute_error"))
                .findFirst()
                .orElseThrow();
        List<Double> now = all(DATES.get(1));
        List<Double> then = all(DATES.get(0));
        assertThat(line.candidate()).isEqualTo("b");
        assertThat(line.pairing()).isEqualTo("unpaired");
        assertThat(line.baselineCost()).isCloseTo(mean(then), within(1e-12));
        assertThat(line.difference()).isCloseTo(mean(now) - mean(then), within(1e-12));
        assertThat(line.standardError()).isCloseTo(Math.sqrt(variance(now) + variance(then)), within(1e-12));
        assertThat(withPrevious(second)).anyMatch(found -> found.loss().equals("r2"));
        assertThat(withPrevious(second).stream().map(found -> found.cell().slice()))
                .contains("kind=k1")
                .doesNotContain("kind=k0", "kind=k2");
        CandidateVerdict verdict = second.verdicts().stream()
                .filter(found -> found.baseline().equals("previous-run"))
                .findFirst()
                .orElseThrow();
        assertThat(verdict.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Files.readString(folder.resolve("out/evaluation=drift/run_date=2026-01-02/summary.md")))
                .contains("b against previous-run")
                .contains("previous-run is each version itself on 2026-01-01, over other rows");
        assertThat(second.provenance().inputs()).anyMatch(file -> file.path().contains("run_date=2026-01-01"));
    }

    /** What the new kind adds, and what the lost one takes away, is mix. */
    @Test
    void whatChangedIsTakenApartByKindsThatComeAndGo() throws IOException {
        evaluate(EVALUATION, DATES.get(0));
        Evaluation second = evaluate(EVALUATION, DATES.get(1));
        MixShift shift = second.composition().shifts().all().stream()
                .filter(found -> found.comparison().baseline().equals("previous-run"))
                .findFirst()
                .orElseThrow();
        assertThat(shift.slices().stream().map(slice -> slice.cell().slice()))
                .containsExactly("kind=k0", "kind=k1", "kind=k2");
        assertThat(shift.slices().get(0).within()).isZero();
        assertThat(shift.slices().get(2).within()).isZero();
        double sum = 0;
        for (SliceShift slice : shift.slices()) {
            sum += slice.contribution();
        }
        assertThat(sum + shift.remainder()).isEqualTo(shift.comparison().difference());
    }

    @Test
    void aRepeatedRunGivesTheSameAndTheNextReadsTheLastAlone() throws IOException {
        evaluate(EVALUATION, DATES.get(0));
        evaluate(EVALUATION, DATES.get(1));
        Path comparison = folder.resolve("out/evaluation=drift/run_date=2026-01-02/comparison.csv");
        String before = Files.readString(comparison);
        Evaluation third = evaluate(EVALUATION, DATES.get(2));
        evaluate(EVALUATION, DATES.get(1));
        assertThat(Files.readString(comparison)).isEqualTo(before);
        assertThat(withPrevious(third).get(0).baselineCost()).isCloseTo(mean(all(DATES.get(1))), within(1e-12));
        assertThat(third.notes()).contains("Not there on 2026-01-02, so without a previous run: c.");
        assertThat(withPrevious(third)).noneMatch(line -> line.candidate().equals("c"));
    }

    @Test
    void aloneItIsTheBaselineOfEveryVersion() throws IOException {
        String alone = EVALUATION.replace("[a, previous-run]", "previous-run");
        Evaluation first = evaluate(alone, DATES.get(0));
        assertThat(first.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        Evaluation second = evaluate(alone, DATES.get(1));
        assertThat(second.verdicts().stream().map(CandidateVerdict::candidate)).containsExactly("a", "b");
        Evaluation other = evaluate(alone.replace("[absolute_error]", "[absolute_error, squared_error]"), DATES.get(2));
        assertThat(withPrevious(other)).isEmpty();
        assertThat(other.notes())
                .contains("The run date before, 2026-01-02, had other losses, so nothing is compared with"
                        + " previous-run.");
    }

    @Test
    void whatHasNoPreviousRunIsRefused() {
        assertThatThrownBy(
                        () -> evaluate(EVALUATION.replace("-${run-date}", "-2026-01-01"), ConfigurationReader.UNDATED))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("give --run-date");
        assertThatThrownBy(() -> evaluate(EVALUATION.replace("output: {", "output: {state: false, "), DATES.get(0)))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("output.state: true");
        assertThatThrownBy(() -> evaluate(EVALUATION + "compare: {sequential: true}\n", DATES.get(0)))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("cannot be compared under compare.sequential");
        assertThatThrownBy(() -> evaluate(
                        EVALUATION
                                .replace("metrics: [r2]", "metrics: [spearman]")
                                .replace("gates:\n", "gates:\n  - {metric: spearman}\n"),
                        DATES.get(0)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("no merge, sequence or comparison with previous-run");
    }
}
