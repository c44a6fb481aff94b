package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.dimension.Cell;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The trivial predictor as a median and as a given value, and for losses that bring labels and predictions of their own. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class TrivialFormsSparkTest {

    @TempDir
    private Path folder = Path.of("");

    private TrivialRuns runs() {
        return new TrivialRuns(folder);
    }

    /** Labels with a long tail, weights of 1 to 3 tenths; every example under two versions. */
    private static List<String> skewed() {
        List<String> lines = new ArrayList<>(List.of("id,v,y,p,kind,w"));
        Random random = new Random(12);
        for (int i = 0; i < 90; i++) {
            double label = Math.exp(2 * random.nextGaussian());
            double weight = 0.1 * (1 + random.nextInt(3));
            for (String version : List.of("a", "b")) {
                lines.add(String.join(
                        ",",
                        "r" + i,
                        version,
                        i % 30 == 3 ? "" : String.valueOf(label),
                        String.valueOf(label + random.nextGaussian()),
                        "k" + i % 2,
                        String.valueOf(weight)));
            }
        }
        return lines;
    }

    /** The weighted median of the labels, by trying every label for the least absolute error. */
    private static double best(List<String> lines) {
        double best = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        for (String line : lines.subList(1, lines.size())) {
            String label = line.split(",")[2];
            double error = label.isEmpty() ? Double.POSITIVE_INFINITY : error(lines, Double.parseDouble(label));
            if (error < least) {
                least = error;
                best = Double.parseDouble(label);
            }
        }
        return best;
    }

    private static double error(List<String> lines, double constant) {
        double error = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(",");
            error += parts[1].equals("a") && !parts[2].isEmpty()
                    ? Double.parseDouble(parts[5]) * Math.abs(Double.parseDouble(parts[2]) - constant)
                    : 0;
        }
        return error;
    }

    @Test
    void whereTheFirstLossIsAnAbsoluteOneItSaysTheMedian() throws IOException {
        List<String> lines = skewed();
        String weighted = TrivialRuns.LONG.replace("prediction: p}", "prediction: p, weight: w}");
        runs().write(lines);
        runs().run(weighted.formatted("[a, trivial]", "mae, squared_error"));
        assertThat(runs().trivial().path("predictor").textValue()).isEqualTo("median");
        double median = runs().trivial().path("prediction").doubleValue();
        assertThat(median).isEqualTo(best(lines));
        assertThat(runs().trivial().path("rows").intValue()).isEqualTo(87);
        assertThat(runs().written("summary.md"))
                .contains("the weighted median of the labels of 87 rows, where absolute errors are least");
        String comparison = runs().written("comparison.csv");

        // The order of the rows is of no account; a stated form is one, whatever the losses.
        runs().write(TrivialRuns.shuffled(lines, 3));
        runs().run(weighted.formatted("[a, {trivial: median}]", "mae, squared_error"));
        assertThat(runs().written("comparison.csv")).isEqualTo(comparison);
        runs().run(weighted.formatted("[a, trivial]", "squared_error, mae"));
        assertThat(runs().trivial().path("predictor").textValue()).isEqualTo("mean");
        // What the job makes is what a value would be that says the same.
        runs().run(weighted.formatted("[a, {trivial: {value: " + median + "}}]", "mae, squared_error"));
        assertThat(runs().written("comparison.csv")).isEqualTo(comparison);
    }

    @Test
    void aGivenValueNeedsNoLabelsToBeMade() throws IOException {
        runs().write(List.of("id,v,y,p,kind", "1,a,0,0.5,k", "2,a,1,0.25,k", "3,a,1,1,k"));
        Evaluation evaluation = runs().run(TrivialRuns.LONG
                .formatted("{trivial: {value: 0.5}}", "squared_error")
                .replace("markdown", "html"));
        assertThat(Runs.cost(evaluation, "trivial", "squared_error").cost()).isEqualTo(0.25);
        assertThat(evaluation.notes()).contains("trivial predicts 0.5 for every row, as the configuration says.");
        assertThat(runs().written("report.html"))
                .contains("trivial predicts 0.5 for every row, as the configuration says.");
        JsonNode trivial = runs().trivial();
        assertThat(trivial.path("predictor").textValue()).isEqualTo("value");
        assertThat(trivial.path("prediction").textValue()).isEqualTo("0.5");

        Evaluation wide = runs().run(TrivialRuns.LONG
                .formatted("{trivial: {value: 0.5}}", "squared_error")
                .replace("{id: id, version: v, label: y, prediction: p}", "{wide: {a: p}, label: y}"));
        assertThat(Runs.cost(wide, "trivial", "squared_error").cost()).isEqualTo(0.25);
        assertThat(wide.provenance().scans()).isEqualTo(1);

        runs().write(List.of("id,v,y,p,kind", "1,trivial,0,0.5,k", "2,a,1,0.25,k"));
        assertThatThrownBy(() -> runs().run(TrivialRuns.LONG.formatted("{trivial: {value: 0.5}}", "squared_error")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("is trivial in some rows");
    }

    @Test
    void aGivenArrayAndAGivenClassFitWhatIsPredicted() throws IOException {
        String yaml =
                """
                input: {format: sql, query: "SELECT * FROM VALUES (1, 0, array(0.5D, 0.5D), 3), (2, 1, array(0.1D, 0.9D), 3) AS t(id, y, p, n)"}
                columns: {id: id, wide: {a: %s}, label: %s}
                baseline: {trivial: {value: %s}}
                losses: [%s]
                """;
        Evaluation shares = runs().run(yaml.formatted("p", "y", "[0.25, 0.75]", "multiclass_brier_loss"));
        assertThat(Runs.cost(shares, "trivial", "multiclass_brier_loss").cost())
                .isCloseTo((2 * 0.75 * 0.75 + 2 * 0.25 * 0.25) / 2, within(1e-15));
        Evaluation classes = runs().run(yaml.formatted(
                "n", "n", "3", "{name: wrong, sql: \"IF(label = prediction AND typeof(prediction) = 'int', 0, 1)\"}"));
        assertThat(Runs.cost(classes, "trivial", "wrong").cost()).isZero();
        assertThatThrownBy(() -> runs().run(yaml.formatted("n", "n", "three", "squared_error")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("does not fit predictions that are int: three is none of them");
        assertThatThrownBy(() -> runs().run(yaml.formatted("p", "y", "3", "multiclass_brier_loss")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("give a list of numbers");
    }

    private static Map<String, Long> unscored(Evaluation evaluation) {
        Map<String, Long> reasons = new TreeMap<>();
        evaluation
                .accounts()
                .get(0)
                .unscored()
                .forEach((loss, counts) -> counts.forEach((reason, rows) -> reasons.put(loss + " " + reason, rows)));
        return reasons;
    }

    /** Of labels and predictions besides the shared ones, each example under two versions. */
    private static List<String> several() {
        List<String> lines = new ArrayList<>(List.of("id,v,y,p,kind,y2,p2,category,predicted"));
        List<String> categories = List.of("<b>cat", "dog", "<b>cat", "cow");
        for (int i = 0; i < 40; i++) {
            for (String version : List.of("a", "b")) {
                lines.add(String.join(
                        ",",
                        "r" + i,
                        version,
                        String.valueOf(i % 2),
                        "0." + (1 + i % 9),
                        "k",
                        String.valueOf(i % 3),
                        "0.5",
                        categories.get(i % 4),
                        categories.get((i + (version.equals("a") ? 0 : 1)) % 4)));
            }
        }
        return lines;
    }

    private static final String OWN =
            "squared_error, {name: top1, loss: multiclass_zero_one_loss, label: category, prediction: predicted},"
                    + " {name: own, loss: absolute_error, label: y2, prediction: p2},"
                    + " {name: bound, loss: absolute_error, arguments: {prediction: p2}},"
                    + " {name: written, sql: abs(y2 - p2)}, {name: shared, sql: abs(label - prediction)},"
                    + " {name: total, weighted-sum: {squared_error: 1, own: 1}}";

    private static final String METRICS = "metrics: [r2, {name: other, metric: r2, label: y2, prediction: p2}]\n";

    @Test
    void aLossWithALabelOfItsOwnIsHeldAgainstWhatThatLabelSays() throws IOException {
        List<String> lines = several();
        runs().write(lines);
        String yaml = TrivialRuns.LONG.formatted("[a, trivial]", OWN) + METRICS;
        Evaluation evaluation = runs().run(yaml.replace("markdown", "markdown, html"));
        assertThat(Runs.cost(evaluation, "trivial", "top1").cost()).isEqualTo(0.5);
        assertThat(Runs.cost(evaluation, "b", "top1").cost()).isEqualTo(1);
        // Labels 0, 1 and 2 in turn: the median is 1, and 14 of 40 are 0, 13 are 2.
        assertThat(Runs.cost(evaluation, "trivial", "own").cost()).isCloseTo(27 / 40.0, within(1e-15));
        assertThat(Runs.cost(evaluation, "b", "own").rows()).isEqualTo(40);
        assertThat(Runs.cost(evaluation, "trivial", "total").cost()).isCloseTo(0.25 + 27 / 40.0, within(1e-15));
        assertThat(Runs.cost(evaluation, "trivial", "shared").cost()).isCloseTo(0.5, within(1e-15));
        assertThat(evaluation.metrics())
                .filteredOn(metric -> metric.metric().equals("other")
                        && metric.cell().equals(Cell.ALL)
                        && metric.modelVersion().equals("trivial"))
                .singleElement()
                .satisfies(metric -> assertThat(metric.value()).isCloseTo(0, within(1e-12)));
        assertThat(evaluation.provenance().scans()).isEqualTo(2);
        // Where several predictions or none can be told there is no value.
        for (String loss : List.of("bound", "written")) {
            assertThat(unscored(evaluation)).containsEntry(loss + " no_trivial_prediction", 40L);
            assertThat(Runs.cost(evaluation, "trivial", loss).rows()).isZero();
            assertThat(Runs.cost(evaluation, "a", loss).rows()).isEqualTo(40);
        }
        assertThat(evaluation.notes())
                .contains("For top1 trivial predicts <b>cat, the most frequent of the values of category of 40 rows"
                        + " (50% of them).")
                .contains(
                        "For own trivial predicts 1.000, the median of the values of y2 of 40 rows, where absolute errors"
                                + " are least.")
                .anyMatch(note -> note.startsWith("For other trivial predicts 0.975"));
        assertThat(runs().written("report.html"))
                .contains("For own trivial predicts 1.000")
                .doesNotContain("<b>cat");
        JsonNode own = runs().trivial().path("own");
        assertThat(own.findValuesAsText("of")).containsExactly("top1", "own", "other");
        assertThat(own.get(0).path("prediction").textValue()).isEqualTo("<b>cat");
        String comparison = runs().written("comparison.csv");

        runs().write(TrivialRuns.shuffled(lines, 8));
        runs().run(yaml);
        assertThat(runs().written("comparison.csv")).isEqualTo(comparison);
    }

    /** What the others say stays what it is: a loss of theirs has the same cost with and without a trivial baseline. */
    @Test
    void othersAreNotTouched() throws IOException {
        runs().write(several());
        Evaluation with = runs().run(TrivialRuns.LONG.formatted("[a, trivial]", OWN) + METRICS);
        Evaluation without = runs().run(TrivialRuns.LONG.formatted("a", OWN) + METRICS);
        assertThat(with.costs())
                .filteredOn(cost -> !cost.modelVersion().equals("trivial"))
                .isEqualTo(without.costs());
        assertThat(with.comparisons())
                .filteredOn(line ->
                        !line.baseline().equals("trivial") && !line.candidate().equals("trivial"))
                .isEqualTo(without.comparisons());
    }

    /** A value and a last label are of the label for all; what is of another has none. */
    @Test
    void aGivenValueSaysNothingOfOtherLabels() throws IOException {
        runs().write(several());
        for (String baseline : List.of("{trivial: {value: 0.5}}", "{trivial: last, time: id}")) {
            Evaluation evaluation = runs().run(TrivialRuns.LONG.formatted(baseline, OWN) + METRICS);
            long rows = Runs.cost(evaluation, "trivial", "squared_error").rows();
            assertThat(rows).isPositive();
            for (String loss : List.of("top1", "own")) {
                assertThat(unscored(evaluation)).containsEntry(loss + " no_trivial_prediction", rows);
            }
        }
    }
}
