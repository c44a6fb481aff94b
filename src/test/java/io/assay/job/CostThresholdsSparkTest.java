package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import io.assay.comparison.Verdict;
import io.assay.cost.CostCurve;
import io.assay.cost.CostReading;
import io.assay.cost.Metric;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Costs by threshold from the configuration to the reports, against a search over all thresholds. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class CostThresholdsSparkTest {

    private static final double FP = 1;
    private static final double FN = 5;
    private static final double USED = 0.5;
    private static final String PRICES = "(fp_cost=1, fn_cost=5)";

    private static final String CONFIGURATION =
            """
            input: {path: rows/*.csv, options: {header: true}}
            columns: {id: id, version: version, label: y, prediction: score, weight: w, cluster: user}
            baseline: a
            slices: [half]
            losses: [brier_loss]
            metrics:
              - minimum_cost(fp_cost=1, fn_cost=5)
              - cost_threshold(fp_cost=1, fn_cost=5)
              - threshold_regret(fp_cost=1, fn_cost=5)
              - minimum_cost
            gates:
              - {metric: "minimum_cost(fp_cost=1, fn_cost=5)", margin: {absolute: 0.1}}
              - {metric: "threshold_regret(fp_cost=1, fn_cost=5)", at-most: 0.9, hard: false}
            """;

    @TempDir
    private Path folder = Path.of("");

    /** The scores are sixteenths and the weights quarters, so that sums of doubles are exact. */
    private record Scored(String version, int id, int label, double score, double weight) {

        String half() {
            return id % 2 == 0 ? "even" : "odd";
        }

        String line() {
            return String.join(
                    ",",
                    Integer.toString(id),
                    version,
                    Integer.toString(label),
                    Double.toString(score),
                    Double.toString(weight),
                    "u" + id / 2,
                    half());
        }
    }

    /** Version a, b that is worse, and one with a name that is markup and the scores of a. */
    private static List<Scored> rows() {
        Random random = new Random(5);
        List<Scored> rows = new ArrayList<>();
        for (int id = 0; id < 160; id++) {
            int label = random.nextInt(3) == 0 ? 1 : 0;
            double weight = (1 + random.nextInt(4)) / 4.0;
            double score = Math.min(16, random.nextInt(12) + 5 * label) / 16.0;
            double worse = Math.min(16, random.nextInt(14) + 2 * label) / 16.0;
            rows.add(new Scored("a", id, label, score, weight));
            rows.add(new Scored("b", id, label, worse, weight));
            rows.add(new Scored("<i>c</i>", id, label, score, weight));
        }
        return rows;
    }

    private static double cost(List<Scored> rows, double threshold, double fp, double fn) {
        double cost = 0;
        double weight = 0;
        for (Scored row : rows) {
            weight += row.weight();
            if (row.score() >= threshold != (row.label() == 1)) {
                cost += row.weight() * (row.label() == 1 ? fn : fp);
            }
        }
        return cost / weight;
    }

    /** The highest threshold of those that cost least. */
    private static double best(List<Scored> rows, double fp, double fn) {
        TreeSet<Double> thresholds =
                new TreeSet<>(rows.stream().map(Scored::score).toList());
        thresholds.add(Double.POSITIVE_INFINITY);
        double best = thresholds.first();
        for (double threshold : thresholds) {
            best = cost(rows, threshold, fp, fn) <= cost(rows, best, fp, fn) ? threshold : best;
        }
        return best;
    }

    private void write(List<Scored> rows, int files) throws IOException {
        Path inputs = folder.resolve("rows");
        if (Files.exists(inputs)) {
            for (int i = 0; i < 9; i++) {
                Files.deleteIfExists(inputs.resolve(i + ".csv"));
            }
        }
        Files.createDirectories(inputs);
        for (int i = 0; i < files; i++) {
            List<String> lines = new ArrayList<>(List.of("id,version,y,score,w,user,half"));
            for (int j = i; j < rows.size(); j += files) {
                lines.add(rows.get(j).line());
            }
            Files.write(inputs.resolve(i + ".csv"), lines);
        }
    }

    @Test
    void everyCellHasWhatASearchOverAllThresholdsFinds() throws IOException {
        List<Scored> rows = rows();
        write(rows, 1);
        Evaluation evaluation = Runs.text(folder, CONFIGURATION);
        for (Metric metric : evaluation.metrics()) {
            boolean all = metric.cell().slice().equals("all");
            List<Scored> own = rows.stream()
                    .filter(row -> row.version().equals(metric.modelVersion()))
                    .filter(row -> all || metric.cell().slice().equals("half=" + row.half()))
                    .toList();
            double fn = metric.metric().equals("minimum_cost") ? 1 : FN;
            double best = best(own, FP, fn);
            double least = cost(own, best, FP, fn);
            double expected =
                    switch (metric.metric()) {
                        case "cost_threshold" + PRICES -> best;
                        case "threshold_regret" + PRICES -> cost(own, USED, FP, fn) - least;
                        default -> least;
                    };
            boolean regret = metric.metric().startsWith("threshold_regret");
            // A regret is rounded once; the difference of two means is rounded thrice.
            assertThat(metric.value()).as("%s", metric).isCloseTo(expected, within(regret ? 1e-15 : 0.0));
            assertThat(metric.rows()).isEqualTo(own.size());
        }
        assertThat(evaluation.metrics()).hasSize(4 * 3 * 3);
        comparisonsFollow(evaluation);
        curvesAreWhole(evaluation, rows);
        reportsTellThem(folder.resolve("out/evaluation=evaluation/run_date=undated"));
        Collections.shuffle(rows, new Random(9));
        write(rows, 5);
        Evaluation again = Runs.text(folder, CONFIGURATION);
        assertThat(again.metrics()).isEqualTo(evaluation.metrics());
        assertThat(again.comparisons()).isEqualTo(evaluation.comparisons());
        assertThat(again.costCurves()).isEqualTo(evaluation.costCurves());
    }

    private static void comparisonsFollow(Evaluation evaluation) {
        Workspace.Found found = new Workspace.Found(evaluation);
        Comparison same = found.comparison("<i>c</i>", "minimum_cost" + PRICES);
        assertThat(same.finding()).isEqualTo(Finding.EQUIVALENT);
        assertThat(same.difference()).isZero();
        Comparison worse = found.comparison("b", "minimum_cost" + PRICES);
        assertThat(worse.difference())
                .isEqualTo(
                        found.metric("b", "minimum_cost" + PRICES).value()
                                - found.metric("a", "minimum_cost" + PRICES).value(),
                        within(1e-15));
        assertThat(worse.units()).isEqualTo(80);
        assertThat(worse.intervalMethod()).contains("infinitesimal jackknife");
        assertThat(worse.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(evaluation.comparisons()).noneMatch(line -> line.loss().startsWith("cost_threshold"));
        assertThat(evaluation.verdict()).isEqualTo(Verdict.FAIL);
    }

    private static void curvesAreWhole(Evaluation evaluation, List<Scored> rows) {
        assertThat(evaluation.costCurves())
                .extracting(CostCurve::metric)
                .containsExactlyElementsOf(List.of(
                        "minimum_cost" + PRICES,
                        "minimum_cost" + PRICES,
                        "minimum_cost" + PRICES,
                        "minimum_cost",
                        "minimum_cost",
                        "minimum_cost"));
        for (CostCurve curve : evaluation.costCurves()) {
            List<Scored> own = rows.stream()
                    .filter(row -> row.version().equals(curve.modelVersion()))
                    .toList();
            for (CostReading.Point point : curve.points()) {
                assertThat(point.cost())
                        .isEqualTo(
                                cost(own, point.threshold(), FP, curve.prices().falseNegative()));
            }
            assertThat(curve.lines()).filteredOn(CostCurve.Line::best).hasSize(1);
            assertThat(curve.lines())
                    .filteredOn(CostCurve.Line::inUse)
                    .hasSize(curve.metric().equals("minimum_cost") ? 0 : 1);
        }
    }

    private static void reportsTellThem(Path result) throws IOException {
        assertThat(Contract.dataFiles(result)).contains("threshold.csv");
        List<String> lines = Files.readAllLines(result.resolve("threshold.csv"));
        assertThat(lines.get(0))
                .isEqualTo("evaluation,run_date,partition,slice,model_version,metric,false_positive_cost,"
                        + "false_negative_cost,threshold,cost,best,in_use");
        assertThat(lines).anyMatch(line -> line.contains(",Infinity,"));
        String html = Files.readString(result.resolve("report.html"));
        assertThat(html)
                .contains("<h2>Cost by threshold</h2>", "<polyline points=", "in use: 0.5")
                .contains(
                        "A false positive costs 1, a false negative 5. Calibrated probabilities would be cut at 0.1667.")
                .contains(" costs least, ", "The threshold in use, 0.5, costs ")
                .doesNotContain("<i>c</i>");
        assertThat(Files.readString(result.resolve("summary.md")))
                .contains("#### Cost by threshold", "a costs least, ", "The threshold in use, 0.5, costs ")
                .doesNotContain("<i>c</i>");
    }

    @Test
    void aThresholdIsNoBetterHigherOrLower() throws IOException {
        write(rows(), 1);
        assertThatThrownBy(() -> Runs.text(
                        folder,
                        CONFIGURATION.replace(
                                "minimum_cost(fp_cost=1, fn_cost=5)\", margin",
                                "cost_threshold(fp_cost=1, fn_cost=5)\", margin")))
                .hasMessageContaining("has no better direction");
    }

    @Test
    void pricesBelowNothingAreRefused() throws IOException {
        write(rows(), 1);
        assertThatThrownBy(() -> Runs.text(
                        folder, CONFIGURATION.replace("  - minimum_cost\n", "  - minimum_cost(fn_cost=-1)\n")))
                .hasMessageContaining("fn_cost must be ≥ 0 and finite");
    }
}
