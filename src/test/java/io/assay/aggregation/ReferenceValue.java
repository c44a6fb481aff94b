package io.assay.aggregation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.loss.Definition.Argument;
import io.assay.loss.Definition.Role;
import io.assay.loss.Doubles;
import io.assay.loss.LossFunction;
import io.assay.loss.Matrix;
import io.assay.loss.RandomArguments;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One row and the loss that it must have, computed elsewhere or, for a loss without such values, in a plain loop.
 *
 * @param values of the arguments in the order of the definition, defaults filled in: Double, {@link Doubles}, {@link Matrix}, String,
 *     or null for an absent one
 * @param given the names of the arguments that a call has to give
 */
record ReferenceValue(String id, List<@Nullable Object> values, Set<String> given, double expected, double tolerance) {

    private static final List<JsonNode> RECORDS = read();

    private static final int DRAWS = 40;
    private static final double HOSTILITY = 0.03;

    /** The recommended values of {@code function}; where there are none, what it gives for random arguments. */
    static List<ReferenceValue> of(LossFunction function) {
        List<ReferenceValue> recorded = recorded(function);
        return recorded.isEmpty() ? drawn(function) : recorded;
    }

    private static List<ReferenceValue> drawn(LossFunction function) {
        Set<String> all =
                function.definition().arguments().stream().map(Argument::name).collect(Collectors.toSet());
        List<ReferenceValue> drawn = new ArrayList<>();
        for (int seed = 0; seed < DRAWS; seed++) {
            @Nullable
            Object[] arguments = new RandomArguments(seed, HOSTILITY)
                    .draw(function.definition(), function.overloads().get(0));
            double value = function.evaluate(arguments);
            double cost = function.hasDenominator() ? value / function.denominator(arguments) : value;
            drawn.add(new ReferenceValue("seed " + seed, Arrays.asList(arguments), all, cost, 0));
        }
        return drawn;
    }

    private static List<ReferenceValue> recorded(LossFunction function) {
        return RECORDS.stream()
                .filter(node -> node.get("loss").asText().equals(function.name()))
                .filter(node -> node.get("convention").asText().equals("recommended"))
                .map(node -> of(function, node))
                .toList();
    }

    private static ReferenceValue of(LossFunction function, JsonNode node) {
        List<Argument> declared = function.definition().arguments();
        @Nullable Object[] arguments = new Object[declared.size()];
        Set<String> given = new TreeSet<>();
        for (int i = 0; i < arguments.length; i++) {
            JsonNode value = node(declared.get(i), node);
            if (value == null || value.isNull()) {
                arguments[i] = declared.get(i).fallback();
            } else {
                arguments[i] = value(value);
                given.add(declared.get(i).name());
            }
        }
        double expected = number(node.get("expected"));
        double tolerance = Math.max(
                node.get("tolerance_abs").asDouble(), node.get("tolerance_rel").asDouble() * Math.abs(expected));
        return new ReferenceValue(node.get("id").asText(), Arrays.asList(arguments), given, expected, tolerance);
    }

    /** The values as a call takes them. */
    @Nullable
    Object[] arguments() {
        return values.toArray();
    }

    /** Whether {@code value} meets this one. */
    boolean isMetBy(double value) {
        boolean same = Double.compare(value, expected) == 0 || value == expected;
        return same || (Double.isFinite(expected) && Math.abs(value - expected) <= tolerance);
    }

    private static @Nullable JsonNode node(Argument argument, JsonNode node) {
        if (argument.role() == Role.PARAMETER) {
            return node.get("params").get(argument.name());
        }
        JsonNode side = node.get(argument.role() == Role.LABEL ? "label" : "prediction");
        return side.isObject() ? side.get(argument.name()) : side;
    }

    private static Object value(JsonNode node) {
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
        return text ? node.asText() : (Object) number(node);
    }

    private static double[] numbers(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> number(array.get(i)))
                .toArray();
    }

    private static double number(JsonNode node) {
        if (node.isBoolean()) {
            return node.asBoolean() ? 1 : 0;
        }
        return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
    }

    private static List<JsonNode> read() {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> nodes = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                ReferenceValue.class.getResourceAsStream("/vectors/losses/vectors.jsonl"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                nodes.add(json.readTree(line));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the reference values", e);
        }
        return nodes;
    }
}
