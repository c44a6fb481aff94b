package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import io.assay.cost.Cost;
import io.assay.cost.Metric;
import io.assay.dimension.Cell;
import io.assay.loss.Catalogue;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Forecasts of series over dates, clustered by both: whole runs against runs by one way, and against loops over rows. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class TwoWayClustersSparkTest {

    private static final String EVALUATION =
            """
            evaluation: panel
            input: {format: csv, path: "rows-*.csv"}
            columns:
              id: id
              version: v
              label: y
              prediction: p
              weight: w
              cluster: [store, day]
              partition: [half]
            baseline: a
            candidates: [b]
            slices: [kind]
            losses:
              - absolute_error
              - {name: rmse, loss: squared_error, aggregate: root}
              - wmape
              - {name: middle, loss: absolute_error, aggregate: median}
              - {name: sum, weighted-sum: {absolute_error: 1, rmse: 0.5}}
            metrics:
              - r2
              - {name: auc, metric: roc_auc, label: up, prediction: score}
              - {name: least, metric: "minimum_cost(fp_cost=1, fn_cost=2)", label: up, prediction: score}
              - {name: f1, metric: f1, label: up, prediction: score}
              - {name: calibration, metric: debiased_calibration_error, label: up, prediction: score}
            gates:
              - {loss: absolute_error, margin: {absolute: 0.1}}
              - {loss: sum, hard: false, margin: {absolute: 0.1}}
              - {loss: middle, hard: false}
              - {loss: middle, at-most: 1000, hard: false}
              - {loss: absolute_error, at-most: 1000, hard: false}
            """;

    private static final String SMALL =
            """
            evaluation: panel
            input: {format: csv, path: "rows-*.csv"}
            columns: {id: id, version: v, label: y, prediction: p, weight: w, cluster: [store, day]}
            baseline: a
            slices: [kind]
            losses: [absolute_error, {name: rmse, loss: squared_error, aggregate: root}]
            """;

    @TempDir
    private Path folder = Path.of("");

    private record Row(String id, int store, int day, String version, double label, double prediction, double weight) {

        String crossing() {
            return store + "/" + day;
        }

        double loss() {
            return Math.abs(label - prediction);
        }

        String csv() {
            return String.format(
                    Locale.ROOT,
                    "%s,s%d,2026-%02d,%s,%s,%s,%s,%s,k%d,%d,%s",
                    id,
                    store,
                    day,
                    version,
                    label,
                    prediction,
                    weight,
                    day < 16 ? "first" : "second",
                    store % 2,
                    label > 0 ? 1 : 0,
                    1 / (1 + Math.exp(-prediction)));
        }
    }

    /** 32 stores over 31 days, mostly; errors of a store and of a day have something in common. */
    private static List<Row> rows() {
        Random random = new Random(5);
        double[] ofDay = random.doubles(31).toArray();
        List<Row> rows = new ArrayList<>();
        for (int s = 0; s < 32; s++) {
            double ofStore = random.nextDouble();
            for (int d = 0; d < 31; d++) {
                for (int i = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(2); i > 0; i--) {
                    double label = random.nextGaussian();
                    double weight = 0.5 + random.nextInt(4) / 2.0;
                    for (String version : List.of("a", "b")) {
                        double scale = 0.3 + ofStore + ofDay[d] + (version.equals("b") ? 0.5 * ofDay[d] : 0);
                        double prediction = label + scale * random.nextGaussian();
                        rows.add(new Row(s + "-" + d + "-" + i, s, d, version, label, prediction, weight));
                    }
                }
            }
        }
        return rows;
    }

    private void write(List<Row> rows, int files) throws IOException {
        try (Stream<Path> old = Files.list(folder)) {
            for (Path file : old.filter(path -> path.getFileName().toString().startsWith("rows-"))
                    .toList()) {
                Files.delete(file);
            }
        }
        for (int file = 0; file < files; file++) {
            List<String> lines = new ArrayList<>(List.of("id,store,day,v,y,p,w,half,kind,up,score"));
            for (int i = file; i < rows.size(); i += files) {
                lines.add(rows.get(i).csv());
            }
            Files.write(folder.resolve("rows-" + file + ".csv"), lines);
        }
    }

    private Evaluation run(String yaml, String cluster, String formats) throws IOException {
        return Runs.text(
                folder,
                yaml.replace("cluster: [store, day]", "cluster: " + cluster) + "output: {formats: " + formats + "}\n");
    }

    private static Function<Evaluation, Map<String, Double>> comparisons(ToDoubleFunction<Comparison> number) {
        return evaluation -> evaluation.comparisons().stream()
                .collect(Collectors.toMap(
                        line -> "difference " + line.cell() + line.loss() + line.candidate(), number::applyAsDouble));
    }

    private static Map<String, Double> errors(Evaluation evaluation) {
        Map<String, Double> errors = comparisons(Comparison::standardError).apply(evaluation);
        for (Cost cost : evaluation.costs()) {
            errors.put("cost " + cost.cell() + cost.loss() + cost.modelVersion(), cost.standardError());
        }
        for (Metric metric : evaluation.metrics()) {
            errors.put("metric " + metric.cell() + metric.metric() + metric.modelVersion(), metric.standardError());
        }
        return errors;
    }

    @Test
    void everyStandardErrorIsThatOfBothWaysLessTheirCrossing() throws IOException {
        List<Row> rows = rows();
        write(rows, 3);
        Evaluation both = run(EVALUATION, "[store, day]", "[html, markdown, csv]");
        assertThat(both.provenance().scans()).isEqualTo(1);
        reportsTellIt(both);
        Map<String, Double> one = errors(run(EVALUATION, "store", "[]"));
        Map<String, Double> other = errors(run(EVALUATION, "day", "[]"));
        Map<String, Double> crossing = errors(run(EVALUATION, "\"concat(store, '/', day)\"", "[]"));
        int summed = 0;
        for (Map.Entry<String, Double> line : errors(both).entrySet()) {
            String name = line.getKey();
            if (name.contains("middle") || name.contains("calibration")) {
                assertThat(line.getValue()).as(name).isNaN();
            } else {
                double variance = Math.pow(one.getOrDefault(name, Double.NaN), 2)
                        + Math.pow(other.getOrDefault(name, Double.NaN), 2)
                        - Math.pow(crossing.getOrDefault(name, Double.NaN), 2);
                double larger = Math.max(one.getOrDefault(name, Double.NaN), other.getOrDefault(name, Double.NaN));
                assertThat(line.getValue())
                        .as(name)
                        .isCloseTo(variance > 0 ? Math.sqrt(variance) : larger, within(1e-9));
                summed += variance > 0 ? 1 : 0;
            }
        }
        assertThat(summed).isGreaterThan(100);
        ofALoop(Runs.comparison(both, Cell.ALL, "b", "absolute_error"), rows);
        numbersWithoutAnIntervalSaySo(both);
    }

    private static void ofALoop(Comparison line, List<Row> rows) {
        Map<String, Row> baseline =
                rows.stream().filter(row -> row.version().equals("a")).collect(Collectors.toMap(Row::id, row -> row));
        List<Row> candidate =
                rows.stream().filter(row -> row.version().equals("b")).toList();
        double weight = candidate.stream().mapToDouble(Row::weight).sum();
        ToDoubleFunction<Row> difference = row -> row.weight()
                * (row.loss() - Objects.requireNonNull(baseline.get(row.id())).loss());
        double mean = candidate.stream().mapToDouble(difference).sum() / weight;
        ToDoubleFunction<Row> influence = row -> (difference.applyAsDouble(row) - row.weight() * mean) / weight;
        double variance = cr1(candidate, influence, row -> "s" + row.store())
                + cr1(candidate, influence, row -> "d" + row.day())
                - cr1(candidate, influence, Row::crossing);
        assertThat(line.difference()).isCloseTo(mean, within(1e-12));
        assertThat(line.standardError()).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(line.units()).isEqualTo(31);
        assertThat(line.pairing()).isEqualTo("paired by two-way cluster");
        assertThat(line.intervalMethod()).startsWith("paired two-way CR1 t (few clusters)");
    }

    private static double cr1(List<Row> rows, ToDoubleFunction<Row> influence, Function<Row, String> key) {
        Map<String, Double> sums =
                rows.stream().collect(Collectors.groupingBy(key, Collectors.summingDouble(influence)));
        double squares = sums.values().stream().mapToDouble(sum -> sum * sum).sum();
        return squares * sums.size() / (sums.size() - 1);
    }

    private void reportsTellIt(Evaluation evaluation) throws IOException {
        assertThat(evaluation.notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("Rows hang together by store and day: there are 32 and 31 clusters"))
                .anySatisfy(
                        note -> assertThat(note).contains("have no interval by two-way clusters: middle, calibration"));
        for (String report : List.of("report.html", "summary.md")) {
            assertThat(text(report))
                    .contains("Rows hang together by store and day")
                    .contains("have no interval by two-way clusters: middle, calibration")
                    .doesNotContain("If rows are forecasts");
        }
        assertThat(text("comparison.csv")).contains("paired by two-way cluster");
    }

    private String text(String file) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            Path found = files.filter(
                            path -> path.getFileName().toString().matches(file.replaceFirst("\\.", "(-[^/]*)?\\\\.")))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(found, StandardCharsets.UTF_8);
        }
    }

    private static void numbersWithoutAnIntervalSaySo(Evaluation evaluation) {
        Comparison median = Runs.comparison(evaluation, Cell.ALL, "b", "middle");
        assertThat(median.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(median.lower()).isNaN();
        assertThat(median.shortfall()).isEqualTo("no interval by two-way clusters of a median");
        assertThat(Runs.cost(evaluation, "b", "middle").cost()).isPositive();
        assertThat(Runs.cost(evaluation, "b", "middle").upper()).isNaN();
        assertThat(Runs.comparison(evaluation, Cell.ALL, "b", "calibration").shortfall())
                .startsWith("no interval by two-way clusters");
        List<String> gates = evaluation.verdicts().get(0).gates().stream()
                .map(gate -> gate.sentence())
                .toList();
        assertThat(gates)
                .anySatisfy(sentence -> assertThat(sentence).contains("no interval by two-way clusters of a quantile"));
        assertThat(gates)
                .anySatisfy(sentence ->
                        assertThat(sentence).contains("keeps the limit").contains("two-way CR1 t"));
        assertThat(evaluation.composition().ranges()).hasSize(2).allSatisfy(range -> assertThat(range.obstacle())
                .contains("two-way clusters"));
    }

    @Test
    void rowsInAnyOrderAndTheWaysInAnyOrderGiveTheSame() throws IOException {
        String metrics =
                "metrics: [r2, {name: calibration, metric: debiased_calibration_error, label: up, prediction: score},"
                        + " {name: auc, metric: roc_auc, label: up, prediction: score}]\n";
        List<Row> rows = new ArrayList<>(rows().subList(0, 700));
        write(rows, 1);
        Evaluation once = run(SMALL + metrics, "[store, day]", "[]");
        Collections.shuffle(rows, new Random(9));
        write(rows, 7);
        Evaluation again = run(SMALL + metrics, "[day, store]", "[]");
        for (int i = 0; i < once.comparisons().size(); i++) {
            assertThat(again.comparisons().get(i)).isEqualTo(once.comparisons().get(i));
        }
        for (int i = 0; i < once.costs().size(); i++) {
            assertThat(again.costs().get(i)).isEqualTo(once.costs().get(i));
        }
        for (int i = 0; i < once.metrics().size(); i++) {
            assertThat(again.metrics().get(i)).isEqualTo(once.metrics().get(i));
        }
        assertThat(again.verdicts()).isEqualTo(once.verdicts());
    }

    @Test
    void independentSamplesAreClusteredTwoWaysToo() throws IOException {
        write(rows().subList(0, 700), 2);
        String unpaired = SMALL.replace("id: id", "id: \"concat(v, id)\"");
        Comparison welch = Runs.comparison(
                Runs.text(folder, unpaired + "output: {formats: []}\n"), Cell.ALL, "b", "absolute_error");
        Evaluation paired = run(SMALL, "[store, day]", "[]");
        assertThat(welch.pairing()).isEqualTo("unpaired by two-way cluster");
        assertThat(welch.standardError())
                .isCloseTo(
                        Math.hypot(
                                Runs.cost(paired, "a", "absolute_error").standardError(),
                                Runs.cost(paired, "b", "absolute_error").standardError()),
                        within(1e-12));
    }

    @Test
    void whatStatesCannotHoldIsRefused() throws IOException {
        write(rows().subList(0, 60), 1);
        assertThatThrownBy(() -> dated(SMALL.replace("baseline: a", "baseline: previous-run"), "2026-01-02"))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("two-way clusters, store and day")
                .hasMessageContaining("Give columns.cluster one of the two");
        assertThatThrownBy(() -> dated(SMALL + "compare: {sequential: true}\n", "2026-01-02"))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("clusters in two ways, of store and day");
        Configuration configuration = ConfigurationReader.read(
                Files.writeString(folder.resolve("merged.yaml"), SMALL), Map.of(), "2026-01-02");
        MergeRequest request = new MergeRequest(
                "2026-01-01", "2026-01-02", MergeRequest.Partitions.ADD, MergeRequest.Clusters.DISTINCT);
        Planner.Plan plan = new Planner(
                        configuration, Evaluator.reader(SharedSession.session(), configuration), Catalogue.standard())
                .plan(Map.of());
        assertThatThrownBy(() -> new MergeRules(request, configuration, plan).checkRequest())
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("Cannot merge two-way clusters, store and day");
    }

    private void dated(String yaml, String date) throws IOException {
        Configuration configuration =
                ConfigurationReader.read(Files.writeString(folder.resolve("dated.yaml"), yaml), Map.of(), date);
        new Evaluator(SharedSession.session(), configuration, "test").run(Evaluator.Overwrite.ALLOW);
    }
}
