package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import io.assay.comparison.GateResult;
import io.assay.comparison.Verdict;
import io.assay.cost.Metric;
import io.assay.cost.MetricEstimate;
import io.assay.cost.PairEstimate;
import io.assay.cost.RankStatistic;
import io.assay.cost.RankedRows;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Metrics from the configuration to the tables and the verdict, on rows that can be counted by hand. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class MetricsSparkTest {

    @TempDir
    private Path folder = Path.of("");

    /**
     * 100 examples, every other one positive. The baseline's probability is on the right side but for the first 20 of
     * each class, the candidate's but for the first 10; the worse half of the users is u0.
     */
    @BeforeEach
    void writeRows() throws Exception {
        List<String> lines = new ArrayList<>(List.of("id,v,y,p,user,half,k,c"));
        for (int i = 0; i < 100; i++) {
            int label = i % 2;
            lines.add(line(i, "a", label, i / 2 < 20 ? 1 - label : label));
            lines.add(line(i, "b", label, i / 2 < 10 ? 1 - label : label));
        }
        new Workspace(folder).with("rows.csv", lines.toArray(String[]::new));
    }

    private static String line(int i, String version, int label, int decision) {
        String half = i < 50 ? "first" : "second";
        String classes = List.of("cat", "dog", "emu").get(i % 3);
        String predicted =
                decision == label ? classes : List.of("dog", "emu", "cat").get(i % 3);
        return String.join(
                ",",
                "" + i,
                version,
                "" + label,
                decision == 1 ? "0.8" : "0.2",
                "u" + i / 10,
                half,
                classes,
                predicted);
    }

    private static final String PLAIN =
            """
            input: {path: rows.csv, options: {header: true}}
            baseline: a
            columns: {id: id, version: v, label: y, prediction: p}
            losses: [brier_loss]
            slices: [half]
            """;

    private Workspace.Found run(String more) throws Exception {
        return new Workspace(folder).run(PLAIN + more);
    }

    @Test
    void explainedDevianceIsComparedLikeOtherMetrics() throws Exception {
        String[] rows = {
            "id,v,y,p,b,q",
            "1,a,0.5,1,0,0.1",
            "2,a,1,1,1,0.8",
            "3,a,2.5,5,1,0.6",
            "4,a,7,3.5,0,0.3",
            "5,a,0,0,1,0.9",
            "1,b,0.5,0.5,0,0.2",
            "2,b,1,1.5,1,0.7",
            "3,b,2.5,3,1,0.7",
            "4,b,7,6,0,0.2",
            "5,b,-1,1,1,0.8"
        };
        Workspace.Found found = new Workspace(folder)
                .with("rows.csv", rows)
                .run(
                        """
                        input: {path: rows.csv, options: {header: true}}
                        baseline: a
                        columns: {id: id, version: v, label: y, prediction: p}
                        losses: [absolute_error]
                        metrics: [d2_tweedie(power=2), "d2_tweedie(power=1)", {metric: d2_log_loss, label: b, prediction: q}]
                        """);
        // The last row of either version is outside the domain. scikit-learn's example, and for b the closed form.
        assertThat(found.metric("a", "d2_tweedie(power=2)").value()).isCloseTo(0.63078424355051562, within(1e-14));
        assertThat(found.metric("a", "d2_tweedie(power=1)").value()).isCloseTo(0.48791513490311414, within(1e-14));
        assertThat(found.metric("a", "d2_tweedie(power=2)").unscored()).isEqualTo(1);
        // Of b 0 1 1 0 1 with q .1 .8 .6 .3 .9, the closed form with 50 digits.
        assertThat(found.metric("a", "d2_log_loss").value()).isCloseTo(0.61327114695719333, within(1e-14));
        Comparison compared = found.comparison("b", "d2_tweedie(power=2)");
        assertThat(compared.rows()).isEqualTo(4);
        assertThat(compared.difference()).isEqualTo(compared.candidateCost() - 0.63078424355051562, within(1e-14));
        assertThat(compared.standardError()).isPositive();
    }

    @Test
    void metricsOfDecisionsHaveTheirValuesErrorsAndDifferences() throws Exception {
        Workspace.Found found = run("metrics: [accuracy, precision, recall, f1, mcc, error_count, f_beta(beta=2)]\n");
        assertThat(found.metric("a", "accuracy").value()).isEqualTo(0.6);
        assertThat(found.metric("b", "accuracy").value()).isEqualTo(0.8);
        assertThat(found.metric("a", "error_count").value()).isEqualTo(40);
        Comparison errors = found.comparison("b", "error_count");
        assertThat(errors.difference()).isEqualTo(-20);
        // 20 rows of 100 count one less: 100/99 · (20 − 20²/100).
        assertThat(errors.standardError()).isCloseTo(Math.sqrt(1600.0 / 99), within(1e-14));
        assertThat(errors.finding()).isEqualTo(Finding.BETTER_MATERIAL);
        assertThat(found.metric("b", "mcc").value()).isCloseTo(0.6, within(1e-15));
        assertThat(found.metric("b", "f_beta(beta=2)").value()).isEqualTo(0.8);
        // Precision is 40 of 50: the delta method gives p(1−p)/50 but for 99 in place of 100.
        assertThat(found.metric("b", "precision").standardError())
                .isCloseTo(Math.sqrt(0.8 * 0.2 / 50 * 100 / 99), within(1e-15));
        Comparison accuracy = found.comparison("b", "accuracy");
        assertThat(accuracy.difference()).isCloseTo(0.2, within(1e-15));
        assertThat(accuracy.aggregate()).isEqualTo("metric");
        assertThat(accuracy.intervalMethod()).contains("Newcombe");
        // 20 rows that only the candidate has right, none that only the baseline has: 2 · ½^20.
        assertThat(accuracy.pValue()).isCloseTo(Math.pow(0.5, 19), within(1e-18));
        assertThat(accuracy.finding()).isEqualTo(Finding.BETTER_MATERIAL);
        assertThat(found.comparison("all", "half=second", "b", "f1").finding()).isEqualTo(Finding.EQUIVALENT);
        assertThat(found.comparison("all", "half=second", "b", "f1").difference())
                .isZero();
    }

    /** Ranks 1½, 1½, 3, 4 of y and 1, 2½, 2½, 4 of p; of q the last two change places. */
    @Test
    void ranksAreCorrelatedAndCurvesDrawnForSeveralPredictionsAtOnce() throws Exception {
        Workspace ranked = new Workspace(folder)
                .with(
                        "rows.csv",
                        "id,v,y,p,q,won,half",
                        "1,a,1,10,1,0,first",
                        "2,a,1,20,2,0,first",
                        "3,a,2,20,4,1,first",
                        "4,a,10,30,3,1,first",
                        "5,a,1,none,4,1,second"); // no prediction
        Workspace.Found found = ranked.run(
                PLAIN.replace("brier_loss", "squared_error")
                        + """
                limits: {unscored: 1, quarantined: 1}
                metrics:
                  - spearman
                  - kendall_tau_b
                  - {name: of q, metric: kendall_tau_b, prediction: q}
                  - {name: area, metric: roc_auc, label: won}
                  - {name: area of q, metric: roc_auc, label: won, prediction: q}
                """);
        assertThat(found.metric("a", "spearman").value()).isCloseTo(3.75 / 4.5, within(1e-15));
        assertThat(found.metric("a", "kendall_tau_b").value()).isEqualTo(0.8);
        assertThat(found.metric("a", "kendall_tau_b").rows()).isEqualTo(4);
        // Of the five pairs with different y four agree and one does not; all six differ in q.
        assertThat(found.metric("a", "of q").value()).isCloseTo(3 / Math.sqrt(30), within(1e-15));
        // Three of four pairs, and half of the tied one; all four.
        assertThat(found.metric("a", "area").value()).isEqualTo(0.875);
        assertThat(found.metric("a", "area of q").value()).isEqualTo(1);
    }

    @Test
    void rankingAndCalibrationAreReadFromTheSameScores() throws Exception {
        Workspace.Found found = run(
                """
                metrics:
                  - roc_auc
                  - roc_auc(max_fpr=0.2)
                  - average_precision
                  - ks_statistic
                  - expected_calibration_error(bins=5)
                  - maximum_calibration_error(bins=5)
                  - reliability_curve(bins=5)
                """);
        // Of b: 40 of 50 positives at 0.8, 10 of 50 negatives there.
        assertThat(found.metric("b", "roc_auc").value()).isCloseTo(0.8 * 0.8 + 0.8 * 0.2, within(1e-15));
        assertThat(found.metric("b", "ks_statistic").value()).isCloseTo(0.6, within(1e-15));
        assertThat(found.metric("b", "average_precision").value()).isCloseTo(0.8 * 0.8 + 0.2 * 0.5, within(1e-15));
        // Up to a false positive rate of 0.2 the curve is one line from (0, 0) to (0.2, 0.8).
        assertThat(found.metric("b", "roc_auc(max_fpr=0.2)").value())
                .isCloseTo(0.5 * (1 + (0.08 - 0.02) / (0.2 - 0.02)), within(1e-15));
        assertThat(found.metric("b", "expected_calibration_error(bins=5)").value())
                .isCloseTo(0, within(1e-15));
        assertThat(found.metric("a", "expected_calibration_error(bins=5)").value())
                .isCloseTo(0.2, within(1e-15));
        assertThat(found.metric("a", "maximum_calibration_error(bins=5)").value())
                .isCloseTo(0.2, within(1e-15));
        Map<String, Double> curve = found.evaluation().metrics().stream()
                .filter(metric -> metric.metric().startsWith("reliability_curve")
                        && metric.modelVersion().equals("a")
                        && metric.cell().slice().equals("all"))
                .collect(Collectors.toMap(Metric::metric, Metric::value));
        assertThat(curve)
                .hasSize(2)
                .containsEntry("reliability_curve(bins=5)[0.2,0.4]", 0.4)
                .containsEntry("reliability_curve(bins=5)[0.8,1]", 0.6);
    }

    @Test
    void severalClassesAreAveragedToldOneByOneOrSetAgainstTheOthers() throws Exception {
        Workspace.Found found = run(
                """
                metrics:
                  - {name: macro, metric: recall(average=macro), label: k, prediction: c}
                  - {name: each, metric: precision(average=none), label: k, prediction: c}
                  - {name: dog, metric: recall(class=dog), label: k, prediction: c}
                  - {name: agreement, metric: cohen_kappa, label: k, prediction: c}
                  - {name: hits, metric: accuracy, label: k, prediction: c}
                  - {name: matrix, metric: confusion_matrix, label: k, prediction: c}
                """);
        // Of b the first 20 rows are wrong: 7 cats, 7 dogs and 6 emus of 34, 33 and 33.
        assertThat(found.metric("b", "macro").value())
                .isCloseTo((27.0 / 34 + 26.0 / 33 + 27.0 / 33) / 3, within(1e-15));
        assertThat(found.metric("b", "dog").value()).isCloseTo(26.0 / 33, within(1e-15));
        assertThat(found.metric("b", "dog").standardError()).isPositive();
        assertThat(found.metric("b", "hits").value()).isEqualTo(0.8);
        // Cats are taken for dogs, dogs for emus, emus for cats: 27 + 6, 26 + 7, 27 + 7 are predicted.
        assertThat(found.metric("b", "each[class=cat]").value()).isCloseTo(27.0 / 33, within(1e-15));
        assertThat(found.metric("b", "matrix[label=dog,predicted=emu]").value()).isEqualTo(7);
        double chance = (34.0 * 33 + 33.0 * 33 + 33.0 * 34) / 10_000;
        assertThat(found.metric("b", "agreement").value()).isCloseTo((0.8 - chance) / (1 - chance), within(1e-15));
        assertThat(found.comparison("b", "dog").difference()).isPositive();
    }

    @Test
    void clustersWidenTheIntervalOfAMetric() throws Exception {
        String metrics = "metrics: [f1, r2, roc_auc, average_precision, kendall_tau_b]\n";
        Workspace.Found rows = run(metrics);
        Workspace.Found clusters =
                new Workspace(folder).run(PLAIN.replace("prediction: p}", "prediction: p, cluster: user}") + metrics);
        assertThat(clusters.metric("b", "f1").value())
                .isEqualTo(rows.metric("b", "f1").value());
        assertThat(clusters.metric("b", "f1").standardError())
                .isGreaterThan(1.5 * rows.metric("b", "f1").standardError());
        assertThat(clusters.comparison("b", "f1").pairing()).isEqualTo("paired by cluster");
        assertThat(clusters.comparison("b", "f1").units()).isEqualTo(10);
        assertThat(clusters.comparison("b", "r2").intervalMethod()).startsWith("paired CR1 t");
        assertThat(clusters.comparison("b", "roc_auc").intervalMethod())
                .isEqualTo("paired DeLong of clusters, t (few clusters)");
        // Of ten users every one has positives and negatives, five of each.
        assertThat(clusters.comparison("b", "roc_auc").units()).isEqualTo(10);
        areThoseOfALoop(rows, i -> "row " + i);
        areThoseOfALoop(clusters, i -> "u" + i / 10);
    }

    private static void areThoseOfALoop(Workspace.Found found, IntFunction<String> unit) {
        List<RankedRows.Row> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            double right = i % 2 == 1 ? 0.8 : 0.2;
            double wrong = i % 2 == 1 ? 0.2 : 0.8;
            rows.add(new RankedRows.Row(
                    unit.apply(i), i % 2, i / 2 < 10 ? wrong : right, i / 2 < 20 ? wrong : right, 1));
        }
        RankedRows classes = new RankedRows(List.of(RankStatistic.area(1), RankStatistic.AVERAGE_PRECISION), rows);
        isThatOfALoop(found, "roc_auc", classes, 0);
        isThatOfALoop(found, "average_precision", classes, 1);
        isThatOfALoop(found, "kendall_tau_b", new RankedRows(List.of(RankStatistic.KENDALL), rows), 0);
    }

    private static void isThatOfALoop(Workspace.Found found, String name, RankedRows rows, int statistic) {
        MetricEstimate own = rows.estimate(statistic).estimate();
        assertThat(found.metric("b", name).value()).isEqualTo(own.value());
        assertThat(found.metric("b", name).standardError()).isEqualTo(own.standardError());
        assertThat(found.metric("b", name).lower()).isEqualTo(own.interval().lower());
        PairEstimate both = rows.paired(statistic).difference().estimate();
        assertThat(found.comparison("b", name).difference()).isEqualTo(both.difference());
        assertThat(found.comparison("b", name).standardError()).isEqualTo(both.standardError());
    }

    @Test
    void aMetricIsGatedByItsDifferenceAndByALimit() throws Exception {
        Workspace.Found found = run(
                """
                metrics: [accuracy, f1, roc_auc]
                gates:
                  - {metric: f1, margin: {absolute: 0.01}}
                  - {metric: f1, slice: "half=*", hard: false, margin: {absolute: 0.01}}
                  - {metric: accuracy, at-least: 0.7}
                  - {metric: accuracy, at-least: 0.85, hard: false}
                  - {metric: roc_auc, at-least: 0.7}
                  - {metric: roc_auc, at-least: 0.75, hard: false}
                  - {metric: roc_auc, margin: {absolute: 0.01}}
                  - {loss: brier_loss, at-most: 0.3, hard: false}
                """);
        assertThat(found.evaluation().verdict()).isEqualTo(Verdict.PASS);
        assertThat(found.evaluation().verdicts().get(0).gates()).hasSize(9);
        GateResult accuracy = gate(found, "accuracy", "lower(value) >= 0.7");
        assertThat(accuracy.verdict()).isEqualTo(Verdict.PASS);
        assertThat(accuracy.sentence()).contains("keeps the limit").contains("0.8");
        // Wilson's bounds of 80 of 100 at 95 % each are 0.7275 and 0.8573: not clear of 0.85.
        assertThat(gate(found, "accuracy", "lower(value) >= 0.85").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        // 40 placements of 0.9 and 10 of 0.4 in either class: SE² = 2 · (2/49)/50. With ln(0.8/0.2) and SE/(0.8 · 0.2)
        // the
        // lower bound at 95 % is 0.7253.
        assertThat(gate(found, "roc_auc", "lower(value) >= 0.7").verdict()).isEqualTo(Verdict.PASS);
        assertThat(gate(found, "roc_auc", "lower(value) >= 0.75").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        // The differences of placements are 0.6 of the 10 rows that were wrong, and 0.1 of the others: the same
        // variance.
        Comparison area = found.comparison("b", "roc_auc");
        assertThat(area.difference()).isCloseTo(0.2, within(1e-15));
        assertThat(area.standardError()).isCloseTo(Math.sqrt(0.08 / 49), within(1e-15));
        assertThat(area.intervalMethod()).isEqualTo("paired DeLong");
        assertThat(area.lower()).isCloseTo(0.2 - 1.6448536269514722 * area.standardError(), within(1e-14));
        assertThat(area.finding()).isEqualTo(Finding.BETTER_MATERIAL);
        assertThat(gate(found, "brier_loss", "upper(value) <= 0.3").verdict()).isEqualTo(Verdict.PASS);
    }

    private static GateResult gate(Workspace.Found found, String name, String formula) {
        return found.evaluation().verdicts().get(0).gates().stream()
                .filter(gate -> gate.loss().equals(name) && gate.formula().equals(formula))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLimitThatIsClearlyMissedFails() throws Exception {
        Workspace.Found found = run("metrics: [accuracy]\ngates: [{metric: accuracy, at-least: 0.95}]\n");
        assertThat(found.evaluation().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(found.evaluation().verdicts().get(0).gates().get(0).sentence())
                .startsWith("beyond the limit");
    }

    @Test
    void whatCannotBeComputedIsRefusedWithTheReason() {
        assertThatThrownBy(
                        () -> run(
                                """
                        metrics: [roc_acu, f_beta(beta=-1), {name: text, metric: precision, label: k, prediction: "split(c, 'a')"}]
                        gates:
                          - {metric: roc_auc, margin: {absolute: 0.1}}
                        """))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("roc_acu")
                .hasMessageContaining("roc_auc")
                .hasMessageContaining("beta must be > 0");
        // The label stands in for a weight.
        String weighted = PLAIN.replace("prediction: p}", "prediction: p, weight: y}");
        assertThatThrownBy(() -> new Workspace(folder)
                        .run(weighted
                                + "metrics: [error_count]\ngates: [{metric: error_count, margin: {absolute: 1}}]\n"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("counts rows whatever their weights");
    }
}
