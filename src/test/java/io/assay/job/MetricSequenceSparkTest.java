package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import io.assay.comparison.GateResult;
import io.assay.comparison.Verdict;
import io.assay.cost.Buckets;
import io.assay.dimension.Cell;
import io.assay.job.Evaluator.Overwrite;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of users who come again, looked at after every run: the bits of all rows at once, and an error by a plain loop. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class MetricSequenceSparkTest {

    private static final String EVALUATION =
            """
            evaluation: daily
            input: {format: csv, path: "rows-${run-date}.csv"}
            columns: {id: id, version: v, label: y, prediction: p, cluster: user}
            baseline: a
            slices: [kind]
            losses: [binary_cross_entropy]
            metrics:
              - f1
              - mcc
              - accuracy
              - {name: brier skill, metric: r2}
              - debiased_calibration_error
              - {name: macro, metric: f1(average=macro), prediction: double(p)}
              - cohen_kappa
              - expected_calibration_error
              - roc_auc
            gates:
              - {metric: f1, margin: {absolute: 0.02}}
              - {metric: macro, margin: {absolute: 0.02}}
              - {metric: debiased_calibration_error, margin: {absolute: 0.2}, hard: false}
              - {metric: accuracy, at-least: 0.5}
            compare: {sequential: true, margin: {absolute: 0.02}}
            output: {formats: [csv, html, markdown]}
            """;

    private static final List<String> DATES = List.of("2026-01-01", "2026-01-02", "2026-01-03");
    private static final String ALL = "2026-02-01";

    @TempDir
    private Path folder = Path.of("");

    /** A row of both versions: the bucket of its user, the label, and the decisions of candidate and baseline. */
    private record Row(int bucket, boolean label, boolean candidate, boolean baseline) {}

    private final List<Row> rows = new ArrayList<>();

    /** Some 200 of 320 users on each date; version b is wrong twice as often. */
    @BeforeEach
    void write() throws IOException {
        List<String> all = new ArrayList<>();
        for (String date : DATES) {
            Random random = new Random(date.hashCode());
            List<String> lines = new ArrayList<>();
            for (int user = 0; user < 320; user++) {
                double own = new Random(user).nextDouble();
                for (int i = random.nextInt(3); i > 0; i--) {
                    boolean label = random.nextDouble() < 0.4;
                    boolean a = label ^ random.nextDouble() < 0.2 * own + 0.05;
                    boolean b = label ^ random.nextDouble() < 0.4 * own + 0.1;
                    String rest = ",u" + user + ",k" + random.nextInt(2);
                    String id = date + "-" + user + "-" + i;
                    lines.add(id + ",a," + (label ? 1 : 0) + "," + probability(a, random) + rest);
                    lines.add(id + ",b," + (label ? 1 : 0) + "," + probability(b, random) + rest);
                    rows.add(new Row(Buckets.of("u" + user), label, b, a));
                }
            }
            all.addAll(lines);
            write(date, lines);
        }
        write(ALL, all);
    }

    private static double probability(boolean positive, Random random) {
        return (positive ? 0.55 : 0.05) + 0.4 * random.nextDouble();
    }

    private void write(String date, List<String> lines) throws IOException {
        List<String> file = new ArrayList<>(List.of("id,v,y,p,user,kind"));
        file.addAll(lines);
        Files.write(folder.resolve("rows-" + date + ".csv"), file);
    }

    private Evaluation run(String yaml, String output, String date) throws IOException {
        Configuration configuration = ConfigurationReader.read(
                Files.writeString(folder.resolve("daily.yaml"), yaml),
                Map.of("output.path", folder.resolve(output).toString()),
                date);
        return new Evaluator(SharedSession.session(), configuration, "test")
                .run(Overwrite.ALLOW)
                .evaluation();
    }

    /** True positives, false positives and negatives of a side in each bucket. */
    private double[][] counts(boolean candidate) {
        double[][] counts = new double[Buckets.MOST][3];
        for (Row row : rows) {
            boolean decided = candidate ? row.candidate() : row.baseline();
            if (decided || row.label()) {
                counts[row.bucket()][decided && row.label() ? 0 : decided ? 1 : 2]++;
            }
        }
        return counts;
    }

    /** What each bucket adds to F1 = 2TP/(2TP + FP + FN), linearised. */
    private static double[] influences(double[][] counts) {
        double[] all = new double[3];
        for (double[] bucket : counts) {
            for (int i = 0; i < 3; i++) {
                all[i] += bucket[i];
            }
        }
        double whole = 2 * all[0] + all[1] + all[2];
        double[] influences = new double[counts.length];
        for (int b = 0; b < counts.length; b++) {
            influences[b] = (2 * (all[1] + all[2]) * counts[b][0] - 2 * all[0] * (counts[b][1] + counts[b][2]))
                    / (whole * whole);
        }
        return influences;
    }

    private double standardErrorOfF1() {
        double[] ours = influences(counts(true));
        double[] theirs = influences(counts(false));
        double squares = 0;
        for (int b = 0; b < ours.length; b++) {
            squares += (ours[b] - theirs[b]) * (ours[b] - theirs[b]);
        }
        return Math.sqrt(squares * ours.length / (ours.length - 1));
    }

    /** The mean of the F1 of both classes, of the rows of all buckets but one. */
    private double macroF1(boolean candidate, int without) {
        double[] wrongAs = new double[2];
        double[] right = new double[2];
        for (Row row : rows) {
            if (row.bucket() != without) {
                boolean decided = candidate ? row.candidate() : row.baseline();
                if (decided == row.label()) {
                    right[decided ? 1 : 0]++;
                } else {
                    wrongAs[decided ? 1 : 0]++;
                }
            }
        }
        double wrong = wrongAs[0] + wrongAs[1];
        return (2 * right[0] / (2 * right[0] + wrong) + 2 * right[1] / (2 * right[1] + wrong)) / 2;
    }

    /** By leaving out each bucket of users, all of which have rows. */
    private double standardErrorOfMacroF1() {
        double[] without = new double[Buckets.MOST];
        Arrays.setAll(without, bucket -> macroF1(true, bucket) - macroF1(false, bucket));
        double mean = Arrays.stream(without).average().orElseThrow();
        double squares = Arrays.stream(without)
                .map(each -> (each - mean) * (each - mean))
                .sum();
        return Math.sqrt(squares * (without.length - 1) / without.length);
    }

    @Test
    void metricsAreComparedByBucketAndWhatIsBiasedIsNamed() throws IOException {
        run(EVALUATION, "out", DATES.get(0));
        run(EVALUATION, "out", DATES.get(1));
        Evaluation last = run(EVALUATION, "out", DATES.get(2));
        Comparison f1 = Runs.comparison(last, Cell.ALL, "b", "f1");
        assertThat(f1.rows()).isEqualTo(rows.size());
        assertThat(f1.standardError()).isCloseTo(standardErrorOfF1(), within(1e-12));
        assertThat(f1.intervalMethod())
                .isEqualTo("normal mixture by 64 buckets of clusters, always valid, 3 looks since 2026-01-01");
        assertThat(f1.units()).isBetween(201L, 320L);
        Comparison macro = Runs.comparison(last, Cell.ALL, "b", "macro");
        assertThat(macro.difference()).isCloseTo(macroF1(true, -1) - macroF1(false, -1), within(1e-12));
        assertThat(macro.standardError()).isCloseTo(standardErrorOfMacroF1(), within(1e-12));
        assertThat(macro.intervalMethod()).isEqualTo(f1.intervalMethod());
        assertThat(macro.units()).isEqualTo(f1.units());
        assertThat(macro.finding()).isEqualTo(Finding.WORSE_MATERIAL);
        Comparison calibration = Runs.comparison(last, Cell.ALL, "b", "debiased_calibration_error");
        assertThat(calibration.intervalMethod()).isEqualTo(f1.intervalMethod());
        assertThat(calibration.finding()).isNotEqualTo(Finding.UNRELIABLE);
        assertThat(f1.finding()).isEqualTo(Finding.WORSE_MATERIAL);
        assertThat(last.verdict()).isEqualTo(Verdict.FAIL);
        GateResult limit = last.verdicts().get(0).gates().stream()
                .filter(gate -> gate.loss().equals("accuracy"))
                .findFirst()
                .orElseThrow();
        assertThat(limit.comparison().orElseThrow().intervalMethod())
                .startsWith("normal mixture by 64 buckets of clusters, always valid");

        // The bits of all rows at once, but for the information of the first look.
        Evaluation once = run(EVALUATION, "once", ALL);
        assertThat(last.comparisons()).hasSameSizeAs(once.comparisons()).hasSize(8 * 3);
        for (Comparison line : once.comparisons()) {
            Comparison found = Runs.comparison(last, line.cell(), "b", line.loss());
            assertThat(found.difference()).isEqualTo(line.difference());
            assertThat(found.standardError()).isEqualTo(line.standardError());
            assertThat(found.rows()).isEqualTo(line.rows());
        }
        String note = "Not compared over run dates, since they are biased upwards by about as much as is not known of"
                + " them: expected_calibration_error.";
        assertThat(last.notes()).contains(note);
        Path result = folder.resolve("out/evaluation=daily/run_date=" + DATES.get(2));
        for (String report : List.of("report.html", "summary.md")) {
            assertThat(Files.readString(result.resolve(report)).replace("\\_", "_"))
                    .as(report)
                    .contains(note)
                    .contains("f1");
        }
        assertThat(Files.readString(result.resolve("comparison.csv")))
                .contains("mcc")
                .doesNotContain("roc_auc");
    }

    @Test
    void aMetricThatIsBiasedIsRefusedByNameWithTheRemedy() {
        String biased = EVALUATION.replace(
                "{metric: f1, margin: {absolute: 0.02}}", "{metric: expected_calibration_error, at-most: 0.5}");
        assertThatThrownBy(() -> run(biased, "out", ALL))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("expected_calibration_error")
                .hasMessageContaining("or is biased, so that it cannot be looked at after every run")
                .hasMessageContaining("such as f1, r2 or debiased_calibration_error");
    }
}
