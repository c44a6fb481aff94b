package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Comparison;
import io.assay.comparison.Verdict;
import io.assay.cost.LogHistogram;
import io.assay.dimension.Cell;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Versions are compared by the median of the differences of their losses, through the whole job. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class MedianDifferenceSparkTest {

    private static final int EXAMPLES = 300;

    private static final String YAML =
            """
            evaluation: middle
            input: {format: csv, path: rows.csv}
            columns: {id: id, version: version, label: label, prediction: prediction}
            baseline: a
            slices: [kind]
            losses: [{name: middle, loss: absolute_error, aggregate: median_difference}, absolute_error]
            gates: [{loss: middle, margin: {absolute: 0.1}}]
            """;

    @TempDir
    private Path folder = Path.of("");

    /** The candidate is off by a little more than the baseline on most rows, and by very much more on a few. */
    private static List<String> rows(double[] differences) {
        List<String> rows = new ArrayList<>();
        Random random = new Random(8);
        for (int i = 0; i < EXAMPLES; i++) {
            double baseline = random.nextInt(64) / 64.0;
            double candidate = i % 50 == 7 ? 1e6 : baseline + random.nextInt(9) / 256.0;
            differences[i] = candidate - baseline;
            rows.add("id " + i + ",a," + i % 2 + ",0," + baseline);
            rows.add("id " + i + ",b," + i % 2 + ",0," + candidate);
        }
        return rows;
    }

    private void write(List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,version,kind,label,prediction"));
        lines.addAll(rows);
        Files.write(folder.resolve("rows.csv"), lines);
    }

    @Test
    void theMedianOfTheDifferencesIsGatedAndAFewHugeLossesAreNot() throws IOException {
        double[] differences = new double[EXAMPLES];
        List<String> rows = rows(differences);
        write(rows);
        Evaluation found = Runs.text(folder, YAML + "output: {formats: []}\n");
        Comparison middle = Runs.comparison(found, Cell.ALL, "b", "middle");
        double[] sorted = differences.clone();
        Arrays.sort(sorted);
        double median = (sorted[EXAMPLES / 2 - 1] + sorted[EXAMPLES / 2]) / 2;
        assertThat(middle.difference()).isCloseTo(median, within(median * 2 * LogHistogram.RELATIVE_ERROR));
        assertThat(middle.pairing()).isEqualTo("paired");
        assertThat(middle.rows()).isEqualTo(EXAMPLES);
        assertThat(found.comparisons().stream().filter(line -> line.loss().equals("middle")))
                .hasSize(3);
        assertThat(found.verdict()).isEqualTo(Verdict.PASS);

        Collections.shuffle(rows, new Random(3));
        write(rows);
        assertThat(Runs.text(folder, YAML + "output: {formats: []}\n").comparisons())
                .isEqualTo(found.comparisons());
    }

    @Test
    void gatesForWhichItHasNoIntervalAreRefusedWithTheRemedy() throws IOException {
        write(rows(new double[EXAMPLES]));
        String limit = YAML.replace("margin: {absolute: 0.1}", "at-most: 2");
        assertThatThrownBy(() -> Runs.text(folder, limit))
                .hasMessageContaining("have nothing to hold: give aggregate: median");
        String ways = YAML.replace("prediction: prediction}", "prediction: prediction, cluster: [kind, id]}")
                .replace("aggregate: median_difference", "aggregate: trimmed_mean_difference(0.1)");
        assertThatThrownBy(() -> Runs.text(folder, ways))
                .hasMessageContaining("no interval by two-way clusters")
                .hasMessageContaining("give aggregate: median_difference");
    }
}
