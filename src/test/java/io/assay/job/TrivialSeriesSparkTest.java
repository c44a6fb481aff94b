package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Comparison;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Candidates are held against the last value of a series. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class TrivialSeriesSparkTest {

    @TempDir
    private Path folder = Path.of("");

    private TrivialRuns runs() {
        return new TrivialRuns(folder);
    }

    /** Times are numbers in a text file, so that 9 is before 10; at time 12 a series has two labels. */
    private static List<String> series() {
        List<String> lines = new ArrayList<>(List.of("id,v,y,p,kind,store,day"));
        Random random = new Random(8);
        for (int store = 0; store < 3; store++) {
            for (int day = 1; day <= 15; day++) {
                for (int copy = 0; copy < (day == 12 ? 2 : 1); copy++) {
                    lines.add(String.join(
                            ",",
                            "r" + store + "-" + day + "-" + copy,
                            "a",
                            day == 5 ? "" : String.valueOf(random.nextGaussian()),
                            String.valueOf(random.nextGaussian()),
                            "k",
                            "s" + store,
                            String.valueOf(day)));
                }
            }
        }
        return lines;
    }

    /** The squared errors of the last value, by a plain loop over each series. */
    private static List<Double> lastValues(List<String> lines) {
        List<Double> errors = new ArrayList<>();
        for (int store = 0; store < 3; store++) {
            TreeMap<Integer, List<Double>> days = new TreeMap<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.split(",");
                if (parts[5].equals("s" + store) && !parts[2].isEmpty()) {
                    days.computeIfAbsent(Integer.valueOf(parts[6]), day -> new ArrayList<>())
                            .add(Double.valueOf(parts[2]));
                }
            }
            double last = Double.NaN;
            for (List<Double> labels : days.values()) {
                double known = last;
                labels.stream()
                        .filter(label -> !Double.isNaN(known))
                        .forEach(label -> errors.add((label - known) * (label - known)));
                last = labels.size() == 1 ? labels.get(0) : last;
            }
        }
        return errors;
    }

    @Test
    void ofASeriesItSaysTheLabelBefore() throws IOException {
        List<String> lines = series();
        List<Double> errors = lastValues(lines);
        assertThat(errors).hasSize(3 * 14);
        double mean = errors.stream().mapToDouble(error -> error).average().orElseThrow();
        String last = "{trivial: last, series: store, time: day}";
        String wide = TrivialRuns.LONG
                .formatted(last, "squared_error")
                .replace("{id: id, version: v, label: y, prediction: p}", "{wide: {a: p}, label: y}");
        for (String yaml : List.of(TrivialRuns.LONG.formatted(last, "squared_error"), wide)) {
            runs().write(lines);
            Evaluation evaluation = runs().run(yaml);
            String comparison = runs().written("comparison.csv");
            assertThat(Runs.cost(evaluation, "trivial", "squared_error").rows()).isEqualTo(errors.size());
            assertThat(Runs.cost(evaluation, "trivial", "squared_error").cost()).isCloseTo(mean, within(1e-12));
            Comparison line = TrivialRuns.against(evaluation, "trivial", "a", "squared_error");
            assertThat(line.pairing()).isEqualTo("paired");
            assertThat(line.rows()).isEqualTo(errors.size());
            assertThat(evaluation.accounts().get(0).read()).isEqualTo(lines.size() - 1 + errors.size());
            assertThat(evaluation.notes()).anyMatch(note -> note.contains("in its series (store, by day)"));
            assertThat(runs().trivial().path("predictor").textValue()).isEqualTo("last");
            runs().write(TrivialRuns.shuffled(lines, 9));
            runs().run(yaml);
            assertThat(runs().written("comparison.csv")).isEqualTo(comparison);
        }
        assertThatThrownBy(() -> runs().run(TrivialRuns.LONG.formatted("{trivial: last, time: dya}", "squared_error")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("baseline.time: dya: unknown column");
    }
}
