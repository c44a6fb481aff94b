package io.assay.job;

import io.assay.curve.Diagnosis.Expectation;
import io.assay.curve.DiagnosisSettings;
import io.assay.input.Source;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A configuration of {@code curves}, as its file says it.
 *
 * @param roots where relative paths are looked for
 * @param input the sources of points; never empty
 * @param metric the primary one, if it is named
 * @param metrics what is known of each metric, in the order written; empty for all metrics of the data
 * @param predictAt sizes that power laws are asked about
 * @param place where the limits stand, or would
 * @param digest of all settings but where the output goes
 * @param problems what its text alone shows to be wrong
 */
record CurveConfiguration(
        List<Path> roots,
        String name,
        String runDate,
        List<Source> input,
        PointColumns columns,
        Splits splits,
        Optional<String> metric,
        Map<String, Expectation> metrics,
        DiagnosisSettings settings,
        List<Double> predictAt,
        List<Gate> gates,
        Limits limits,
        Output output,
        String place,
        String digest,
        List<Problem> problems) {

    CurveConfiguration {
        roots = List.copyOf(roots);
        input = List.copyOf(input);
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        predictAt = List.copyOf(predictAt);
        gates = List.copyOf(gates);
        problems = List.copyOf(problems);
    }

    /**
     * Columns or SQL expressions of the points.
     *
     * @param split without one every point is a validation point
     * @param metric without one all values are of one metric called {@code loss}
     * @param value empty beside {@code wide}
     * @param wide for each metric the columns of its training and of its validation values
     */
    record PointColumns(
            String place,
            Optional<String> run,
            String step,
            Optional<String> split,
            Optional<String> metric,
            Optional<String> value,
            Map<String, Wide> wide,
            Optional<String> size) {

        PointColumns {
            wide = Collections.unmodifiableMap(new LinkedHashMap<>(wide));
        }

        boolean isWide() {
            return !wide.isEmpty();
        }
    }

    /** Where a metric's values stand in a row; at least one of both. */
    record Wide(Optional<String> train, Optional<String> validation) {}

    /** What splits are called in the data. */
    record Splits(List<String> train, List<String> validation) {}

    /** What a gate asks for. */
    enum Rule {
        NOT_OVERFITTING("not-overfitting"),
        PLATEAU("plateau"),
        NO_GAP_ALARM("no-gap-alarm"),
        NOT_UNDERFITTING("not-underfitting"),
        BEST_VALUE("best");

        private final String word;

        Rule(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * A gate.
     *
     * @param run its name; empty for every run
     * @param metric empty for the primary one
     * @param atMost of the best value, beside {@link Rule#BEST_VALUE}
     * @param atLeast of the best value
     */
    record Gate(
            Optional<String> run,
            Optional<String> metric,
            Rule rule,
            OptionalDouble atMost,
            OptionalDouble atLeast,
            boolean hard) {}

    /** How many points the driver takes, and the largest share of points quarantined. */
    record Limits(long points, double quarantined) {}

    /** Where results go, and which files. */
    record Output(String path, List<String> formats) {}
}
