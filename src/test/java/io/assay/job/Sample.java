package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.cost.Cost;
import io.assay.cost.Metric;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import io.assay.report.Evaluation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** One of the sample evaluations, run once, beside the numbers that others computed or published for its data. */
record Sample(Evaluation evaluation, Path output, Path folder, JsonNode expected) {

    /** Of numbers that were computed elsewhere from the same data. */
    private static final double COMPUTED = 1e-12;

    static Sample run(String configuration, String dataset, Path output) throws IOException {
        Evaluator.Outcome outcome = Runs.file(Path.of("conf", configuration + ".yaml"), output, Map.of());
        String resource = "/samples/" + dataset + "/expected.json";
        try (InputStream in = Sample.class.getResourceAsStream(resource)) {
            return new Sample(outcome.evaluation(), output, Path.of(outcome.folder()), new ObjectMapper().readTree(in));
        }
    }

    static Cell partition(String column, String value) {
        return new Cell(Coordinate.of(column, value), Coordinate.ALL);
    }

    static Cell slice(String column, String value) {
        return new Cell(Coordinate.ALL, Coordinate.of(column, value));
    }

    Cost cost(Cell cell, String version, String loss) {
        return Runs.cost(evaluation, cell, version, loss);
    }

    /** A metric's value over all rows. */
    double metric(String version, String name) {
        return evaluation.metrics().stream()
                .filter(metric -> metric.cell().equals(Cell.ALL)
                        && metric.modelVersion().equals(version)
                        && metric.metric().equals(name))
                .mapToDouble(Metric::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + name + " of " + version));
    }

    /** Holds a computed cost against the number that is expected of it. */
    void isComputed(Cost cost, JsonNode number) {
        isComputed(cost.modelVersion() + " " + cost.cell() + " " + cost.loss(), cost.cost(), number);
    }

    void isComputed(String what, double actual, JsonNode number) {
        double wanted = number.asDouble();
        assertThat(number.isNumber()).as(what).isTrue();
        assertThat(actual).as(what).isCloseTo(wanted, within(COMPUTED * Math.abs(wanted)));
    }

    /** Holds a number against the digits that were printed, half a unit of the last one at most away. */
    static void isPublished(String what, double actual, String printed) {
        int point = printed.indexOf('.');
        int decimals = point < 0 ? 0 : printed.length() - point - 1;
        assertThat(actual)
                .as(what)
                .isCloseTo(Double.parseDouble(printed), within(0.5 * Math.pow(10, -decimals) + 1e-12));
    }

    /** Visits every field of an object, and fails if there is none. */
    static void each(JsonNode object, BiConsumer<String, JsonNode> visitor) {
        List<Map.Entry<String, JsonNode>> fields = List.copyOf(object.properties());
        assertThat(fields).isNotEmpty();
        fields.forEach(field -> visitor.accept(field.getKey(), field.getValue()));
    }
}
