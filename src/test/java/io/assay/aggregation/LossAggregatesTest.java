package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.QuantileCurve;
import io.assay.cost.UnitSums;
import io.assay.loss.Catalogue;
import io.assay.loss.Doubles;
import io.assay.loss.LossFunction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds losses and aggregates together, through the tallies that the job keeps, against costs computed elsewhere. */
class LossAggregatesTest {

    private final Catalogue catalogue = Catalogue.standard();

    /** A row's loss, what it adds to the divisor, and its weight. */
    private record Row(double loss, double denominator, double weight) {}

    @TestFactory
    Stream<DynamicTest> rowsGiveTheirCost() {
        return records().stream()
                .filter(record -> missing(record).isEmpty())
                .map(record -> DynamicTest.dynamicTest(
                        record.get("id").asText() + " " + function(record).orElseThrow() + " "
                                + record.get("aggregate").asText(),
                        () -> check(record)));
    }

    @Test
    void everyRecordHasItsLoss() {
        Set<String> missing = new TreeSet<>();
        records().forEach(record -> missing(record).ifPresent(missing::add));

        assertThat(missing).isEmpty();
    }

    private void check(JsonNode record) {
        double expected = number(record.get("expected"));
        double cost = cost(record);
        double tolerance = record.get("tolerance_rel").asDouble() * Math.abs(expected);

        assertThat(Double.compare(cost, expected) == 0 || Math.abs(cost - expected) <= tolerance)
                .as("expected %s but was %s", expected, cost)
                .isTrue();
    }

    private double cost(JsonNode record) {
        String kind = kind(record);
        List<Row> rows = rows(record);
        return switch (kind) {
            case "mean", "mean over non-ignored" -> tallied(Aggregate.MEAN, rows);
            case "sqrt_of_mean" -> tallied(Aggregate.ROOT, rows);
            case "exp_of_mean (perplexity)" -> tallied(Aggregate.EXPONENTIAL, rows);
            case "wmape", "bits_per_byte" -> tallied(Aggregate.RATIO, rows);
            case "r2" -> 1 - tallied(Aggregate.RATIO, rows);
            case "median" -> median(rows);
            default -> throw new IllegalArgumentException("Unknown aggregate: " + kind);
        };
    }

    private static double tallied(Aggregate aggregate, List<Row> rows) {
        CostTally tally = new CostTally();
        for (Row row : rows) {
            UnitSums unit = new UnitSums();
            unit.add(row.loss(), row.weight(), row.denominator());
            tally.addRow(row.loss(), row.weight());
            tally.addUnit(unit);
        }
        return aggregate.value(tally);
    }

    private static double median(List<Row> rows) {
        double total = rows.stream().mapToDouble(Row::weight).sum();
        QuantileCurve quantile = new QuantileCurve(Aggregate.MEDIAN.probability(), total);
        rows.stream()
                .filter(row -> row.weight() > 0)
                .sorted(Comparator.comparingDouble(Row::loss))
                .forEach(row -> quantile.add(row.loss(), row.weight()));
        return quantile.quantile();
    }

    private List<Row> rows(JsonNode record) {
        LossFunction function = function(record).orElseThrow();
        boolean divides = function.denominator(function.overloads().get(0)).isPresent();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < record.get("labels").size(); i++) {
            @Nullable Object[] arguments = arguments(record, function, i);
            double loss = function.evaluate(arguments);
            if (!Double.isNaN(loss)) {
                rows.add(new Row(loss, divides ? function.denominator(arguments) : 1, weight(record, i)));
            }
        }
        return rows;
    }

    private @Nullable Object[] arguments(JsonNode record, LossFunction function, int row) {
        Object label = value(record.get("labels").get(row));
        Object prediction = value(record.get("predictions").get(row));
        if (kind(record).equals("bits_per_byte")) {
            double surprise = loss(record.get("loss").asText()).orElseThrow().evaluate(label, prediction);
            return new Object[] {surprise, value(record.get("bytes").get(row))};
        }
        return function.definition().arguments().stream()
                .map(argument -> switch (argument.name()) {
                    case "label" -> label;
                    case "prediction" -> prediction;
                    case "baseline" -> meanLabel(record);
                    default ->
                        record.get("params").has(argument.name())
                                ? value(record.get("params").get(argument.name()))
                                : argument.fallback();
                })
                .toArray();
    }

    /** The weighted mean of the labels, the baseline of R². */
    private static double meanLabel(JsonNode record) {
        int rows = record.get("labels").size();
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < rows; i++) {
            sum += weight(record, i) * number(record.get("labels").get(i));
            weights += weight(record, i);
        }
        return sum / weights;
    }

    private static double weight(JsonNode record, int row) {
        return record.get("weights").isNull() ? 1 : number(record.get("weights").get(row));
    }

    /** The loss or parameter that a record needs and that is not there. */
    private Optional<String> missing(JsonNode record) {
        Optional<LossFunction> function = function(record);
        if (function.isEmpty()) {
            return Optional.of(name(record));
        }
        List<String> parameters = new ArrayList<>();
        record.get("params").fieldNames().forEachRemaining(parameters::add);
        return parameters.stream()
                .filter(parameter ->
                        function.get().definition().argument(parameter).isEmpty())
                .map(parameter -> name(record) + "(" + parameter + ")")
                .findFirst();
    }

    private Optional<LossFunction> function(JsonNode record) {
        return loss(name(record));
    }

    private Optional<LossFunction> loss(String name) {
        return catalogue.find(name);
    }

    /** The loss whose aggregate a record is: the record tells the numerator of a ratio only. */
    private static String name(JsonNode record) {
        return switch (kind(record)) {
            case "wmape" -> "weighted_absolute_percentage_error";
            case "r2" -> "relative_squared_error";
            case "bits_per_byte" -> "bits_per_byte";
            default -> record.get("loss").asText();
        };
    }

    /** What stands before the formula. */
    private static String kind(JsonNode record) {
        String aggregate = record.get("aggregate").asText();
        int colon = aggregate.indexOf(':');
        return colon < 0 ? aggregate : aggregate.substring(0, colon);
    }

    private static Object value(JsonNode node) {
        return node.isArray()
                ? Doubles.of(IntStream.range(0, node.size())
                        .mapToDouble(i -> number(node.get(i)))
                        .toArray())
                : (Object) number(node);
    }

    private static double number(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
    }

    private static List<JsonNode> records() {
        List<JsonNode> records = new ArrayList<>();
        read("/vectors/losses/aggregates.jsonl", records);
        read("/vectors/losses/drawn-aggregates.jsonl", records);
        return records;
    }

    private static void read(String resource, List<JsonNode> records) {
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                LossAggregatesTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                records.add(json.readTree(line));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the reference values of " + resource, e);
        }
    }
}
