package io.assay.job;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Comparison;
import io.assay.comparison.Verdict;
import io.assay.cost.RowAccount;
import io.assay.report.ConsoleSummary;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.ml.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Candidates are held against a predictor that needs no model and is made by the job. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class TrivialSparkTest {

    @TempDir
    private Path folder = Path.of("");

    private TrivialRuns runs() {
        return new TrivialRuns(folder);
    }

    private static List<String> wideRows() {
        Random random = new Random(3);
        List<String> lines = new ArrayList<>(List.of("id,y,p,w,kind"));
        for (int i = 0; i < 300; i++) {
            double label = 10 * random.nextGaussian();
            String shown = i % 50 == 7 ? "" : i % 50 == 8 ? "n/a" : String.valueOf(label);
            lines.add(String.join(
                    ",",
                    "r" + i,
                    shown,
                    String.valueOf(label + random.nextGaussian()),
                    String.valueOf(random.nextInt(4) * 0.3),
                    "k" + random.nextInt(3)));
        }
        return lines;
    }

    private static final String WIDE =
            """
            input: {path: rows.csv}
            columns: {%s label: y, weight: w, wide: {a: p%s}}
            baseline: %s
            slices: [kind]
            losses: [squared_error]
            limits: {quarantined: 1}
            output: {formats: [csv, markdown, html]}
            """;

    /** The law of the whole: what the job makes is what a version would be that says the same. */
    @Test
    void inWideRowsItIsAVersionThatSaysTheWeightedMean() throws IOException {
        List<String> lines = wideRows();
        runs().write(lines);
        Evaluation made = runs().run(WIDE.formatted("", "", "trivial"));
        String comparison = runs().written("comparison.csv");
        double sum = 0;
        double weight = 0;
        int rows = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(",");
            boolean used = !parts[1].isEmpty() && !parts[1].equals("n/a") && Double.parseDouble(parts[3]) > 0;
            sum += used ? Double.parseDouble(parts[1]) * Double.parseDouble(parts[3]) : 0;
            weight += used ? Double.parseDouble(parts[3]) : 0;
            rows += used ? 1 : 0;
        }
        double predicted = runs().trivial().path("prediction").doubleValue();
        assertThat(predicted).isCloseTo(sum / weight, within(1e-12));
        assertThat(runs().trivial().path("rows").intValue()).isEqualTo(rows);
        assertThat(made.provenance().scans()).isEqualTo(2);
        assertThat(made.accounts().get(0).read()).isEqualTo(600);
        String sentence = " for every row, the weighted mean of the labels of " + rows + " rows.";
        assertThat(runs().written("summary.md"))
                .contains("Note: trivial predicts ")
                .contains(sentence);
        assertThat(runs().written("report.html")).contains(sentence).contains("flatters it a little");
        Comparison line = TrivialRuns.against(made, "trivial", "a", "squared_error");
        assertThat(line.pairing()).isEqualTo("paired");
        assertThat(line.difference()).isLessThan(-50);

        runs().run(WIDE.formatted("", ", same: " + predicted + "D", "same"));
        assertThat(runs().written("comparison.csv").replace(",same,", ",trivial,"))
                .isEqualTo(comparison);

        for (String id : List.of("", "id: id, ")) {
            runs().write(TrivialRuns.shuffled(lines, 5));
            runs().run(WIDE.formatted(id, "", "trivial"));
            assertThat(runs().written("comparison.csv")).isEqualTo(comparison);
            assertThat(runs().trivial().path("prediction").doubleValue()).isEqualTo(predicted);
        }
    }

    /** Version b has ids that a has not, and the other way round; a label is missing, and an id stands twice. */
    private static List<String> longRows() {
        List<String> lines = new ArrayList<>(List.of("id,v,y,p,kind"));
        Random random = new Random(4);
        for (int i = 0; i < 60; i++) {
            String label = String.valueOf(random.nextInt(2));
            if (i >= 5) {
                lines.add("r" + i + ",a," + (i == 20 ? "" : label) + "," + random.nextDouble() + ",k" + i % 2);
            }
            if (i < 55) {
                lines.add("r" + i + ",b," + label + "," + random.nextDouble() + ",k" + i % 3);
            }
        }
        lines.add("r30,a,1,0.5,k0");
        lines.add("r58,a,1,0.5,k0");
        return lines;
    }

    /** The label of each example with a usable row: r58 has none, as its only version stands there twice. */
    private static Map<String, Integer> labels(List<String> lines) {
        Map<String, Integer> labels = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(",");
            if (!parts[2].isEmpty() && !parts[0].equals("r58") && !line.startsWith("r30,a")) {
                labels.put(parts[0], Integer.valueOf(parts[2]));
            }
        }
        return labels;
    }

    @Test
    void inLongRowsEveryExampleHasOneRow() throws IOException {
        List<String> lines = longRows();
        Map<String, Integer> labels = labels(lines);
        double share =
                labels.values().stream().mapToInt(label -> label).average().orElseThrow();
        runs().write(lines);
        Evaluation evaluation = runs().run(TrivialRuns.LONG.formatted("[a, trivial]", "squared_error"));
        String comparison = runs().written("comparison.csv");
        String costs = runs().written("cost.csv");
        assertThat(labels).hasSize(59);
        assertThat(runs().trivial().path("prediction").doubleValue()).isEqualTo(share);
        assertThat(runs().trivial().path("rows").intValue()).isEqualTo(59);
        assertThat(Runs.cost(evaluation, "trivial", "squared_error").cost())
                .isCloseTo(share * (1 - share), within(1e-15));
        RowAccount account = evaluation.accounts().get(0);
        assertThat(account.read()).isEqualTo(lines.size() - 1 + 59);
        assertThat(account.quarantined()).containsEntry("duplicate_id", 4L);
        assertThat(account.unlabelled()).isEqualTo(1);
        assertThat(evaluation.notes())
                .anyMatch(note -> note.contains("the share of ones among the labels of 59 rows"))
                .anyMatch(note -> note.startsWith("The 59 rows of trivial are copies"))
                .contains("4 ids of trivial have no row of b; they are left out of that comparison.");
        // Pairs lie in the slices of the row that was copied, of a where it is usable.
        assertThat(evaluation.verdicts().stream().map(CandidateVerdict::baseline))
                .containsExactlyInAnyOrder("a", "trivial");
        assertThat(evaluation.comparisons().stream()
                        .filter(line -> line.baseline().equals("trivial")
                                && line.cell().slice().equals("kind=k1"))
                        .mapToLong(Comparison::rows)
                        .sum())
                .isEqualTo(lines.stream()
                        .filter(line -> line.contains(",a,") || line.matches("r(1|4|20|30),b,.*"))
                        .filter(line -> !line.startsWith("r30,a") && !line.startsWith("r20,a"))
                        .filter(line -> !line.matches("r(55|56|57|58|59),.*"))
                        .filter(line -> line.endsWith(",k1"))
                        .count());

        runs().write(TrivialRuns.shuffled(lines, 6));
        runs().run(TrivialRuns.LONG.formatted("[a, trivial]", "squared_error"));
        assertThat(runs().written("comparison.csv")).isEqualTo(comparison);
        assertThat(runs().written("cost.csv")).isEqualTo(costs);
    }

    @Test
    void aVersionOfTheDataMayNotBeCalledLikeIt() throws IOException {
        runs().write(List.of("id,v,y,p,kind", "1,a,1,0.5,k", "1,trivial,1,0.5,k", "2,a,0,0.5,k"));
        assertThatThrownBy(() -> runs().run(TrivialRuns.LONG.formatted("[a, trivial]", "squared_error")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("columns.version: v: is trivial in some rows");
        Evaluation own = runs().run(TrivialRuns.LONG.formatted("a", "squared_error"));
        assertThat(own.versions()).containsExactly("a", "trivial");
    }

    @Test
    void ofWordsItSaysTheMostFrequent() throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,v,y,p,kind"));
        List<String> labels = List.of("<i>x|", "cat", "dog", "<i>x|", "dog");
        for (int i = 0; i < 40; i++) {
            lines.add("r" + i + ",a," + labels.get(i % 5) + "," + labels.get(i % 4) + ",k");
        }
        runs().write(lines);
        Evaluation evaluation = runs().run(TrivialRuns.LONG.formatted("trivial", "multiclass_zero_one_loss"));
        // Of two that are as frequent the first as a text.
        assertThat(runs().trivial().path("prediction").textValue()).isEqualTo("<i>x|");
        assertThat(runs().trivial().path("share").doubleValue()).isEqualTo(0.4);
        assertThat(Runs.cost(evaluation, "trivial", "multiclass_zero_one_loss").cost())
                .isCloseTo(0.6, within(1e-15));
        assertThat(runs().written("summary.md")).doesNotContain("<i>");
    }

    /** Whole numbers on both sides are classes unless somebody says that they are amounts. */
    @Test
    void ofWholeNumbersItSaysTheMostFrequentUnlessAMeanIsStated() throws IOException {
        String yaml =
                """
                input: {format: sql, query: "SELECT * FROM VALUES ('a', 3, 3), ('b', 3, 1), ('c', 7, 7), ('d', 1, 3) AS t(id, y, p)"}
                columns: {id: id, wide: {a: p}, label: y}
                baseline: %s
                losses: [{name: wrong, sql: "IF(label = prediction, 0, 1)"}, squared_error, {name: whole, sql: "IF(typeof(prediction) = 'int', 0, 1)"}]
                """;
        Evaluation classes = runs().run(yaml.formatted("trivial"));
        assertThat(runs().trivial().path("prediction").textValue()).isEqualTo("3");
        assertThat(Runs.cost(classes, "trivial", "wrong").cost()).isEqualTo(0.5);
        // The others' predictions stay what they are.
        assertThat(Runs.cost(classes, "a", "whole").cost()).isZero();
        Evaluation amounts = runs().run(yaml.formatted("{trivial: mean}"));
        assertThat(runs().trivial().path("prediction").doubleValue()).isEqualTo(3.5);
        assertThat(Runs.cost(amounts, "trivial", "squared_error").cost()).isEqualTo((0.25 + 0.25 + 12.25 + 6.25) / 4);
        assertThat(Runs.cost(amounts, "a", "squared_error").cost()).isEqualTo(2);
    }

    /** A version that says 0 or 1 makes no class of the probabilities of another, nor do rows without a weight. */
    @Test
    void aFractionOfAnyVersionMakesItSayTheMean() throws IOException {
        String wide =
                """
                input: {format: sql, query: "SELECT * FROM VALUES ('a', 1, 1, 0.75, 0), ('b', 0, 1, 0.5, 0), ('c', 1, 0, 0.25, 1), ('d', 1, 1, 1.0, 3) AS t(id, y, rule, p, w)"}
                columns: {%s wide: {rule: rule, model: p}, label: y, weight: w}
                baseline: [rule, trivial]
                losses: [squared_error]
                """;
        String lengthy =
                """
                input: {format: sql, query: "SELECT * FROM VALUES ('a', 'rule', 1, 1.0), ('b', 'rule', 0, 1.0), ('a', 'model', 1, 0.5), ('b', 'model', 0, 0.0) AS t(id, v, y, p)"}
                columns: {id: id, version: v, label: y, prediction: p}
                baseline: [rule, trivial]
                losses: [squared_error]
                """;
        for (String id : List.of("id: id,", "")) {
            Evaluation made = runs().run(wide.formatted(id));
            // A finding says first which of the baselines it is against.
            assertThat(ConsoleSummary.of(made, "out", ConsoleSummary.Colour.NEVER))
                    .contains("against rule: ", "against trivial: ")
                    .doesNotContain(" than rule", " than trivial");
            assertThat(runs().trivial().path("predictor").textValue()).isEqualTo("mean");
            assertThat(runs().trivial().path("prediction").doubleValue()).isEqualTo(1);
            assertThat(runs().trivial().path("rows").intValue()).isEqualTo(2);
        }
        runs().run(lengthy);
        assertThat(runs().trivial().path("predictor").textValue()).isEqualTo("mean");
        assertThat(runs().trivial().path("prediction").doubleValue()).isEqualTo(0.5);
        assertThat(runs().trivial().path("rows").intValue()).isEqualTo(2);
    }

    @Test
    void ofArraysItSaysTheShareOfEachClass() throws IOException {
        Evaluation evaluation = runs().run(
                        """
                input: {format: sql, query: "SELECT * FROM VALUES (1, 'a', 0, array(0.5D, 0.5D, 0D), 1D), (2, 'a', 2, array(0.1D, 0.2D, 0.7D), 2D), (3, 'a', 0, array(0.8D, 0.1D, 0.1D), 1D), (4, 'a', 9, array(0.8D, 0.1D, 0.1D), 1D) AS t(id, v, y, p, w)"}
                columns: {id: id, version: v, label: y, prediction: p, weight: w}
                baseline: trivial
                losses: [multiclass_brier_loss]
                limits: {quarantined: 1, unscored: 1}
                """);
        assertThat(runs().trivial().path("prediction"))
                .map(JsonNode::doubleValue)
                .containsExactly(0.5, 0.0, 0.5);
        assertThat(runs().trivial().path("rows").intValue()).isEqualTo(3);
        assertThat(evaluation.notes()).anyMatch(note -> note.contains("predicts [0.5000, 0, 0.5000] for every row"));
        assertThat(Runs.cost(evaluation, "trivial", "multiclass_brier_loss").cost())
                .isCloseTo(0.5, within(1e-15));
    }

    /** Labels that are arrays, beside vectors, in either form of the data. */
    @Test
    void ofVectorsItSaysTheMeanInEachPlace() throws IOException {
        SharedSession.session()
                .sql("SELECT id, 'a' AS v, array(IF(id % 4 = 0, 1D, 0D), 1D) AS y FROM range(40)")
                .withColumn("p", functions.array_to_vector(col("y")))
                .write()
                .parquet(folder.resolve("vectors").toString());
        for (String versions : List.of("id: id, version: v, prediction: p", "wide: {a: p}")) {
            Evaluation evaluation = runs().run(
                            """
                            input: {path: vectors, format: parquet}
                            columns: {label: y, %s}
                            baseline: trivial
                            losses: [euclidean_distance]
                            """
                                    .formatted(versions));
            assertThat(runs().trivial().path("prediction"))
                    .map(JsonNode::doubleValue)
                    .containsExactly(0.25, 1.0);
            assertThat(Runs.cost(evaluation, "trivial", "euclidean_distance").cost())
                    .isCloseTo(0.375, within(1e-15));
            assertThat(Runs.cost(evaluation, "a", "euclidean_distance").cost()).isZero();
        }
    }

    /** One constant more is no reason to leave the fast road. */
    @Test
    void wideRowsAreStillReadInBatches() throws IOException {
        SharedSession.session()
                .sql("SELECT id, CAST(id % 3 AS DOUBLE) AS y, 0.5D AS p FROM range(90)")
                .write()
                .parquet(folder.resolve("wide").toString());
        Evaluation evaluation = runs().run(
                        """
                        input: {path: wide, format: parquet}
                        columns: {label: y, wide: {a: p}}
                        baseline: trivial
                        losses: [squared_error]
                        """);
        assertThat(evaluation.provenance().road()).startsWith("read in batches");
        assertThat(Runs.cost(evaluation, "trivial", "squared_error").cost()).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(TrivialRuns.against(evaluation, "trivial", "a", "squared_error")
                        .difference())
                .isCloseTo(0.25, within(1e-15));
    }

    @Test
    void labelsOfTheirOwnDatasetAreMetOnce() throws IOException {
        Files.write(folder.resolve("labels.csv"), List.of("id,y,kind", "1,0.5,k", "2,1,k", "3,3,k", "4,9,k"));
        runs().write(List.of("id,v,p", "1,a,1", "1,b,2", "2,a,1", "3,b,2", "5,a,1"));
        Evaluation evaluation = runs().run(TrivialRuns.LONG
                .formatted("trivial", "squared_error")
                .replace("input: {path: rows.csv}", "predictions: {path: rows.csv}\nlabels: {path: labels.csv}"));
        assertThat(runs().trivial().path("prediction").doubleValue()).isEqualTo(1.5);
        assertThat(Runs.cost(evaluation, "trivial", "squared_error").rows()).isEqualTo(3);
        assertThat(evaluation.accounts().get(0).read()).isEqualTo(5 + 3);
        assertThat(evaluation.accounts().get(1).read()).isEqualTo(4);
        assertThat(evaluation.verdicts().stream().map(CandidateVerdict::candidate))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void withoutAUsableLabelNothingIsCompared() throws IOException {
        runs().write(List.of("id,v,y,p,kind", "1,a,,0.5,k", "2,a,,0.25,k"));
        Evaluation evaluation = runs().run(TrivialRuns.LONG.formatted("trivial", "squared_error"));
        assertThat(evaluation.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(evaluation.notes().get(0)).startsWith("trivial could not be computed");
        assertThat(runs().trivial().path("prediction").isNull()).isTrue();
    }
}
