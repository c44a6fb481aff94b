package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Comparison;
import io.assay.comparison.GateResult;
import io.assay.comparison.Verdict;
import io.assay.cost.Buckets;
import io.assay.cost.Metric;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Metrics that are no functions of sums, compared and gated; their errors by plain loops over rows, bucket by bucket. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class BucketMetricsSparkTest {

    private static final int EXAMPLES = 300;
    private static final List<String> METRICS = List.of("macro", "sets", "calibration");

    @TempDir
    private Path folder = Path.of("");

    /** One example under one version: classes 0 to 2, two labels of a set, and a probability of {@code y}. */
    private record Row(String id, String user, String version, int k, int c, int set, int guess, int y, double p) {

        String json() {
            return String.format(
                    "{\"id\": \"%s\", \"u\": \"%s\", \"v\": \"%s\", \"k\": \"%s\", \"c\": \"%s\", \"s\": [%d, %d],"
                            + " \"g\": [%d, %d], \"y\": %d, \"p\": %s}",
                    id, user, version, "c" + k, "c" + c, set / 2, set % 2, guess / 2, guess % 2, y, p);
        }
    }

    /** The candidate b is right a little more often than the baseline a. */
    private static List<Row> rows(String idsOfB) {
        Random random = new Random(12);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < EXAMPLES; i++) {
            int k = random.nextInt(3);
            int set = random.nextInt(4);
            int y = random.nextInt(2);
            for (String version : List.of("a", "b")) {
                double wrong = version.equals("a") ? 0.3 : 0.1;
                int c = random.nextDouble() < wrong ? random.nextInt(3) : k;
                int guess = random.nextDouble() < wrong ? random.nextInt(4) : set;
                double p = (random.nextDouble() < wrong ? 1 - y : y) * 0.75 + 0.125;
                String id = version.equals("a") ? "a" + i : idsOfB + i;
                rows.add(new Row(id, "u" + i % 50, version, k, c, set, guess, y, p));
            }
        }
        return rows;
    }

    private Workspace.Found run(List<Row> rows, String columns, String more) throws Exception {
        return new Workspace(folder)
                .with("rows.json", rows.stream().map(Row::json).toArray(String[]::new))
                .run(
                        """
                        input: {path: rows.json}
                        baseline: a
                        columns: {id: id, version: v, label: y, prediction: p%s}
                        losses: [brier_loss]
                        metrics:
                          - {name: macro, metric: f1(average=macro), label: k, prediction: c}
                          - {name: sets, metric: f1(average=macro), label: s, prediction: g}
                          - {name: calibration, metric: debiased_squared_calibration_error(bins=4)}
                          - {name: plain, metric: expected_calibration_error(bins=4)}
                          - {name: each, metric: recall(average=none), label: k, prediction: c}
                          - {name: curve, metric: reliability_curve(bins=4)}
                        """
                                        .formatted(columns)
                                + more);
    }

    private static double value(String metric, List<Row> rows) {
        return switch (metric) {
            case "macro" ->
                mean(IntStream.range(0, 3).mapToDouble(k -> f1(rows, row -> row.k == k, row -> row.c == k)));
            case "sets" ->
                mean(IntStream.range(0, 2)
                        .mapToDouble(
                                bit -> f1(rows, row -> (row.set >> bit) % 2 == 1, row -> (row.guess >> bit) % 2 == 1)));
            default -> {
                // All probabilities are 0.125 or 0.875: two bins.
                double sum = 0;
                for (double p : new double[] {0.125, 0.875}) {
                    List<Row> bin = rows.stream().filter(row -> row.p == p).toList();
                    double observed = mean(bin.stream().mapToDouble(row -> row.y));
                    double noise = observed * (1 - observed) / (bin.size() - 1);
                    sum += bin.size() * ((observed - p) * (observed - p) - noise);
                }
                yield sum / rows.size();
            }
        };
    }

    private static double mean(DoubleStream values) {
        return values.average().orElseThrow();
    }

    private static double f1(List<Row> rows, Function<Row, Boolean> wanted, Function<Row, Boolean> given) {
        double both = 0;
        double sum = 0;
        for (Row row : rows) {
            both += wanted.apply(row) && given.apply(row) ? 1 : 0;
            sum += (wanted.apply(row) ? 1 : 0) + (given.apply(row) ? 1 : 0);
        }
        return 2 * both / sum;
    }

    /** The jackknife over the buckets of a name, by filtering rows. */
    private static double error(List<Row> rows, Function<Row, String> unit, ToDoubleFunction<List<Row>> statistic) {
        List<Integer> buckets =
                rows.stream().map(row -> Buckets.of(unit.apply(row))).distinct().toList();
        double[] without = buckets.stream()
                .mapToDouble(bucket -> statistic.applyAsDouble(rows.stream()
                        .filter(row -> Buckets.of(unit.apply(row)) != bucket)
                        .toList()))
                .toArray();
        double mean = mean(IntStream.range(0, without.length).mapToDouble(i -> without[i]));
        double squares = IntStream.range(0, without.length)
                .mapToDouble(i -> Math.pow(without[i] - mean, 2))
                .sum();
        return Math.sqrt((without.length - 1.0) / without.length * squares);
    }

    private static List<Row> of(String version, List<Row> rows) {
        return rows.stream().filter(row -> row.version.equals(version)).toList();
    }

    private static double difference(String metric, List<Row> rows) {
        return value(metric, of("b", rows)) - value(metric, of("a", rows));
    }

    @Test
    void versionsAreComparedAndGatedOnTheSameRowsInOneRead() throws Exception {
        List<Row> rows = rows("a");
        Workspace.Found found = run(
                rows,
                "",
                """
                gates:
                  - {metric: macro, margin: {absolute: 0.01}}
                  - {metric: sets, margin: {absolute: 0.01}}
                  - {metric: calibration, margin: {absolute: 0.01}}
                  - {metric: macro, at-least: 0.8, hard: false}
                  - {metric: macro, at-least: 0.99, hard: false}
                """);
        assertThat(found.evaluation().provenance().scans()).isEqualTo(1);
        for (String metric : METRICS) {
            Comparison comparison = found.comparison("b", metric);
            assertThat(comparison.difference()).as(metric).isCloseTo(difference(metric, rows), within(1e-12));
            assertThat(comparison.standardError())
                    .as(metric)
                    .isCloseTo(error(rows, Row::id, some -> difference(metric, some)), within(1e-12));
            assertThat(comparison.intervalMethod()).matches("paired jackknife over 6[0-4] buckets, t");
            assertThat(comparison.units()).isEqualTo(EXAMPLES);
            Metric line = found.metric("b", metric);
            assertThat(line.value()).as(metric).isCloseTo(value(metric, of("b", rows)), within(1e-12));
            assertThat(line.standardError())
                    .as(metric)
                    .isCloseTo(error(of("b", rows), Row::id, some -> value(metric, some)), within(1e-12));
            assertThat(line.value()).isStrictlyBetween(line.lower(), line.upper());
        }
        assertThat(found.comparison("b", "plain").standardError()).isPositive();
        assertThat(found.metric("b", "each[class=c1]").standardError()).isPositive();
        assertThat(found.metric("b", "curve[0.75,1]").standardError()).isPositive();
        assertThat(found.evaluation().verdicts().get(0).gates())
                .extracting(GateResult::loss, gate -> gate.verdict() == Verdict.PASS)
                .contains(tuple("macro", true), tuple("sets", true), tuple("calibration", true), tuple("macro", false));
        assertThat(found.evaluation().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void clustersAreLeftOutWhole() throws Exception {
        List<Row> rows = rows("a");
        Workspace.Found found = run(rows, ", cluster: u", "");
        for (String metric : METRICS) {
            Comparison comparison = found.comparison("b", metric);
            assertThat(comparison.standardError())
                    .as(metric)
                    .isCloseTo(error(rows, Row::user, some -> difference(metric, some)), within(1e-12));
            assertThat(comparison.pairing()).isEqualTo("paired by cluster");
            assertThat(comparison.units()).isEqualTo(50);
        }
    }

    @Test
    void versionsOfDifferentRowsAreComparedByWelch() throws Exception {
        List<Row> rows = rows("b");
        Workspace.Found found = run(rows, "", "");
        for (String metric : METRICS) {
            Comparison comparison = found.comparison("b", metric);
            double ours = error(of("b", rows), Row::id, some -> value(metric, some));
            double theirs = error(of("a", rows), Row::id, some -> value(metric, some));
            assertThat(comparison.standardError()).as(metric).isCloseTo(Math.hypot(ours, theirs), within(1e-12));
            assertThat(comparison.intervalMethod()).startsWith("Welch jackknife over ");
            assertThat(comparison.pairing()).isEqualTo("unpaired");
        }
    }

    @Test
    void whatIsBiasedOrHasSeveralValuesIsNoGate() {
        assertThatThrownBy(
                        () -> run(
                                rows("a"),
                                "",
                                """
                        gates:
                          - {metric: plain, margin: {absolute: 0.01}}
                          - {metric: each, at-least: 0.5}
                        """))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("plain: is biased upwards, the more the fewer rows there are: gate"
                        + " debiased_calibration_error, or give at-least: or at-most:")
                .hasMessageContaining("each: has a value for each class, label or bin and none of its own");
    }
}
