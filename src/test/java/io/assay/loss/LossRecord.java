package io.assay.loss;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.loss.Definition.Argument;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One loss with the value that was computed elsewhere, as a line of the reference values holds it. */
public final class LossRecord {

    private LossRecord() {}

    /** The records of a resource, in its order. */
    public static List<JsonNode> read(String resource) {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> records = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(LossRecord.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                records.add(json.readTree(line));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the reference values of " + resource, e);
        }
        return records;
    }

    /** How the loss misses the value of the record beyond its tolerance; {@code selecting} replaces parameters. */
    static Optional<String> failure(LossFunction function, JsonNode record, Map<String, Double> selecting) {
        @Nullable Object[] arguments = arguments(function.definition(), record, selecting);
        double got = function.evaluate(arguments);
        if (function.hasDenominator()) {
            got /= function.denominator(arguments);
        }
        double expected = number(record.get("expected"));
        double tolerance = Math.max(
                record.get("tolerance_abs").asDouble(),
                record.get("tolerance_rel").asDouble() * Math.abs(expected));
        boolean same = Double.compare(got, expected) == 0 || got == expected;
        if (same || (Double.isFinite(expected) && Math.abs(got - expected) <= tolerance)) {
            return Optional.empty();
        }
        return Optional.of(record.get("id").asText() + " " + function.name() + " " + record.get("params") + " label "
                + record.get("label") + " prediction " + record.get("prediction") + ": expected " + expected
                + " but was " + got);
    }

    private static @Nullable Object[] arguments(Definition definition, JsonNode record, Map<String, Double> selecting) {
        return definition.arguments().stream()
                .map(argument -> selecting.containsKey(argument.name())
                        ? selecting.get(argument.name())
                        : argument(argument, record))
                .toArray();
    }

    private static @Nullable Object argument(Argument argument, JsonNode record) {
        JsonNode given = node(argument, record);
        return given == null || given.isNull() ? argument.fallback() : value(given);
    }

    /** What a record gives for an argument; null if nothing. */
    public static @Nullable JsonNode node(Argument argument, JsonNode record) {
        if (argument.role() == Definition.Role.PARAMETER) {
            return record.get("params").get(argument.name());
        }
        JsonNode side = record.get(argument.role() == Definition.Role.LABEL ? "label" : "prediction");
        return side.isObject() ? side.get(argument.name()) : side;
    }

    /** An argument as a call takes it. */
    public static Object value(JsonNode node) {
        if (node.isArray() && !node.isEmpty() && node.get(0).isArray()) {
            return Matrix.of(IntStream.range(0, node.size())
                    .mapToObj(i -> numbers(node.get(i)))
                    .toArray(double[][]::new));
        }
        if (node.isArray()) {
            return Doubles.of(numbers(node));
        }
        boolean text =
                node.isTextual() && !List.of("NaN", "Infinity", "-Infinity").contains(node.asText());
        return text ? node.asText() : number(node);
    }

    private static double[] numbers(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> number(array.get(i)))
                .toArray();
    }

    /** A number, of which the ones that are not finite are spelt out. */
    public static double number(JsonNode node) {
        if (node.isBoolean()) {
            return node.asBoolean() ? 1 : 0;
        }
        return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
    }
}
