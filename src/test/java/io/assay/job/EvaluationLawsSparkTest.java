package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import io.assay.comparison.Verdict;
import io.assay.cost.Cost;
import io.assay.report.Evaluation;
import io.assay.report.Formats;
import io.assay.spark.SharedSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What must not change, or only in a known way, when the rows or the names do. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class EvaluationLawsSparkTest {

    private static final long SEED = 17;

    @TempDir
    private Path folder = Path.of("");

    /** One row of the tests' data. */
    private record Line(int id, String version, double label, double prediction, double weight, String kind) {

        String text() {
            return String.join(
                    ",",
                    "" + id,
                    version,
                    "" + label,
                    "" + prediction,
                    "" + weight,
                    "user " + id % 17,
                    kind,
                    "day " + id % 2);
        }

        Line named(String other) {
            return new Line(id, other, label, prediction, weight, kind);
        }
    }

    private static List<Line> lines() {
        Random random = new Random(SEED);
        List<Line> lines = new ArrayList<>();
        for (int id = 0; id < 80; id++) {
            double label = random.nextInt(2);
            double weight = 0.1 + random.nextDouble();
            String kind = "kind " + random.nextInt(2);
            for (String version : List.of("a", "b")) {
                double prediction = Math.abs(label - random.nextDouble() * 0.8);
                lines.add(new Line(id, version, label, prediction, weight, kind));
            }
        }
        return lines;
    }

    private Evaluation evaluate(List<Line> lines, int files, String baseline) throws Exception {
        for (int file = 0; file < files; file++) {
            List<String> rows = new ArrayList<>(List.of("id,version,label,prediction,weight,user,kind,day"));
            for (int i = file; i < lines.size(); i += files) {
                rows.add(lines.get(i).text());
            }
            new Workspace(folder).with("rows-" + file + ".csv", rows.toArray(String[]::new));
        }
        for (int file = files; file < 5; file++) {
            new Workspace(folder).with("rows-" + file + ".csv", "id,version,label,prediction,weight,user,kind,day");
        }
        return new Workspace(folder)
                .run(
                        """
                        input: {path: "rows-*.csv", options: {header: true}}
                        columns: {id: id, version: version, label: label, prediction: prediction, weight: weight,
                          cluster: user, partition: [day]}
                        slices: [kind, {name: sure, where: abs(label - prediction) < 0.2}]
                        losses: [log_loss, rmse, wmape, medae, zero_one_loss]
                        metrics: [accuracy, f1, roc_auc, roc_auc(max_fpr=0.3), average_precision, pr_auc,
                          ks_statistic, spearman, kendall_tau_b]
                        compare: {minimum-units: 2, margin: {relative: 10}}
                        baseline: %s
                        """
                                .formatted(baseline))
                .evaluation();
    }

    private Evaluation evaluate(UnaryOperator<Line> change, String baseline) throws Exception {
        return evaluate(lines().stream().map(change).toList(), 1, baseline);
    }

    private static List<String> tables(Evaluation evaluation) {
        return Formats.all().stream()
                .filter(format -> format.name().equals("csv"))
                .flatMap(format -> format.documents().stream())
                .map(document -> new String(document.bytes(evaluation), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void theOrderOfTheRowsAndTheirFilesDoNotMatter() throws Exception {
        List<String> first = tables(evaluate(lines(), 1, "a"));
        for (int seed = 1; seed <= 3; seed++) {
            List<Line> shuffled = new ArrayList<>(lines());
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(tables(evaluate(shuffled, 1 + seed, "a")))
                    .as("seed %d", seed)
                    .isEqualTo(first);
        }
    }

    @Test
    void otherNamesOfTheVersionsChangeTheNamesAlone() throws Exception {
        Evaluation named = evaluate(line -> line, "a");
        Evaluation renamed = evaluate(line -> line.named(line.version().equals("a") ? "z" : "y"), "z");
        assertThat(renamed.comparisons().stream().map(comparison -> values(comparison, 1)))
                .containsExactlyElementsOf(named.comparisons().stream()
                        .map(comparison -> values(comparison, 1))
                        .toList());
    }

    @Test
    void weightsTwiceAsLargeLeaveMeansAndTheirErrors() throws Exception {
        Evaluation once = evaluate(line -> line, "a");
        Evaluation twice = evaluate(
                line -> new Line(
                        line.id(), line.version(), line.label(), line.prediction(), 2 * line.weight(), line.kind()),
                "a");
        assertThat(twice.costs().stream().map(EvaluationLawsSparkTest::withoutWeight))
                .containsExactlyElementsOf(once.costs().stream()
                        .map(EvaluationLawsSparkTest::withoutWeight)
                        .toList());
        assertThat(twice.comparisons()).isEqualTo(once.comparisons());
    }

    @Test
    void identicalVersionsDifferByNothing() throws Exception {
        List<Line> same = new ArrayList<>();
        for (Line line : lines()) {
            if (line.version().equals("a")) {
                same.add(line);
                same.add(line.named("b"));
            }
        }
        Evaluation evaluation = evaluate(same, 2, "a");
        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
        assertThat(evaluation.comparisons()).isNotEmpty().allSatisfy(comparison -> {
            assertThat(Double.doubleToRawLongBits(comparison.difference())).isZero();
            assertThat(comparison.standardError()).isZero();
            assertThat(comparison.pValue()).isEqualTo(1);
            assertThat(comparison.finding()).isEqualTo(Finding.EQUIVALENT);
            assertThat(comparison.verdict()).isEqualTo(Verdict.PASS);
        });
    }

    @Test
    void baselineAndCandidateSwappedTurnTheSign() throws Exception {
        // Weights, slices and partitions are those of the example here, so that both versions bring the same.
        Evaluation forth = withoutPredicate(evaluate(line -> line, "a"));
        Evaluation back = withoutPredicate(evaluate(line -> line, "b"));
        assertThat(back.comparisons()).hasSameSizeAs(forth.comparisons());
        for (int i = 0; i < forth.comparisons().size(); i++) {
            assertThat(values(back.comparisons().get(i), -1))
                    .isEqualTo(values(forth.comparisons().get(i), 1));
        }
    }

    private static Evaluation withoutPredicate(Evaluation evaluation) {
        return new Evaluation(
                evaluation.name(),
                evaluation.runDate(),
                evaluation.alpha(),
                evaluation.baselines(),
                evaluation.versions(),
                evaluation.losses(),
                evaluation.verdict(),
                evaluation.verdicts(),
                evaluation.costs(),
                evaluation.comparisons().stream()
                        .filter(comparison -> !comparison.cell().slice().equals("sure"))
                        .toList(),
                evaluation.metrics(),
                evaluation.accounts(),
                evaluation.notes(),
                evaluation.provenance());
    }

    /** What a comparison says without its versions; with sign −1, as if they were swapped. */
    private static List<Object> values(Comparison comparison, int sign) {
        boolean swapped = sign < 0;
        return List.of(
                comparison.cell(),
                comparison.loss(),
                comparison.rows(),
                comparison.units(),
                swapped ? comparison.candidateCost() : comparison.baselineCost(),
                swapped ? comparison.baselineCost() : comparison.candidateCost(),
                sign * comparison.difference(),
                comparison.standardError(),
                comparison.pValue(),
                sign * (swapped ? comparison.upper() : comparison.lower()),
                sign * (swapped ? comparison.lower() : comparison.upper()));
    }

    private static List<Object> withoutWeight(Cost cost) {
        return List.of(
                cost.cell(),
                cost.modelVersion(),
                cost.loss(),
                cost.rows(),
                cost.cost(),
                cost.standardError(),
                cost.lower(),
                cost.upper(),
                cost.minimum(),
                cost.p50());
    }
}
