package io.assay.aggregation;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.loss.Definition.Argument;
import io.assay.loss.Doubles;
import io.assay.loss.LossFunction;
import io.assay.loss.LossRecord;
import io.assay.loss.Matrix;
import io.assay.loss.RandomArguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One row and the loss that it must have, computed elsewhere or, for a loss without such values, in a plain loop.
 *
 * @param values of the arguments in the order of the definition, defaults filled in: Double, {@link Doubles}, {@link Matrix}, String,
 *     or null for an absent one
 * @param given the names of the arguments that a call has to give
 */
record ReferenceValue(String id, List<@Nullable Object> values, Set<String> given, double expected, double tolerance) {

    private static final List<JsonNode> RECORDS = LossRecord.read("/vectors/losses/vectors.jsonl");

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
            JsonNode value = LossRecord.node(declared.get(i), node);
            if (value == null || value.isNull()) {
                arguments[i] = declared.get(i).fallback();
            } else {
                arguments[i] = LossRecord.value(value);
                given.add(declared.get(i).name());
            }
        }
        double expected = LossRecord.number(node.get("expected"));
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
}
