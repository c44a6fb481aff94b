package io.assay.report;

import io.assay.loss.Convexity;
import io.assay.loss.Definition;
import io.assay.loss.Definition.Argument;
import io.assay.loss.Doubles;
import io.assay.loss.LossFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.text.WordUtils;

/** Everything that is declared of one loss, in words; the same for a terminal and for a page. */
final class LossCard {

    private static final int LINE = 100;

    private final LossFunction function;
    private final Definition definition;

    LossCard(LossFunction function) {
        this.function = function;
        this.definition = function.definition();
    }

    /** The call in SQL: {@code huber(label, prediction, delta => 1.0)}. */
    String signature() {
        return definition.arguments().stream()
                .map(argument -> argument.required() ? argument.name() : argument.name() + " => " + fallback(argument))
                .collect(Collectors.joining(", ", definition.name() + "(", ")"));
    }

    private static String fallback(Argument argument) {
        Object value = argument.fallback();
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Doubles numbers) {
            return IntStream.range(0, numbers.size())
                    .mapToObj(i -> String.valueOf(numbers.at(i)))
                    .collect(Collectors.joining(", ", "array(", ")"));
        }
        return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
    }

    /** Facts in the order in which they are read, by their headings. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Formula", definition.formula());
        facts.put("Range", range());
        facts.put("Better", Sentence.direction(definition.direction()));
        facts.put("Aggregate", aggregate());
        facts.put("Shape", shape());
        facts.put("Choose it when", definition.choose());
        facts.put("Outliers", definition.outliers());
        facts.put("Elsewhere", definition.peers());
        facts.put("Reference", definition.reference());
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    private String range() {
        return "from " + bound(definition.lowest()) + " to " + bound(definition.highest())
                + (definition.zeroAtEquality() ? ", 0 where the prediction is the label" : "");
    }

    private static String bound(double value) {
        return Double.isInfinite(value) ? (value < 0 ? "−∞" : "∞") : Numeral.TYPOGRAPHIC.setting(value);
    }

    private String aggregate() {
        String others = definition.shorthands().entrySet().stream()
                .map(shorthand -> shorthand.getKey() + " (" + shorthand.getValue() + ")")
                .collect(Collectors.joining(", "));
        return definition.aggregate() + (others.isEmpty() ? "" : "; in configurations also " + others);
    }

    private String shape() {
        List<String> words = new ArrayList<>();
        if (definition.convexity() == Convexity.CONVEX) {
            words.add("convex");
        } else if (definition.convexity() == Convexity.QUASI_CONVEX) {
            words.add("one valley (quasi-convex)");
        }
        if (definition.smooth()) {
            words.add("smooth");
        }
        if (definition.symmetric()) {
            words.add("symmetric in label and prediction");
        }
        return words.isEmpty() ? "neither convexity nor smoothness is claimed" : String.join(", ", words);
    }

    /** Argument, what it may be, and its default, a row each. */
    List<List<String>> arguments() {
        return definition.arguments().stream()
                .map(argument -> List.of(
                        argument.name(),
                        argument.role().name().toLowerCase(Locale.ROOT),
                        function.rule(argument),
                        argument.required() ? "required" : fallback(argument)))
                .toList();
    }

    /** For a terminal. */
    String terminal() {
        StringBuilder text = new StringBuilder();
        text.append(signature()).append("\n\n");
        text.append(wrapped(definition.summary(), "")).append("\n");
        facts().forEach((heading, fact) -> text.append(wrapped(heading + ": " + fact, "  ")));
        text.append("\n");
        for (List<String> argument : arguments()) {
            text.append(wrapped(
                    argument.get(0) + " (" + argument.get(1) + "): " + argument.get(2) + "; " + argument.get(3),
                    "    "));
        }
        LossCurve.of(function).ifPresent(curve -> text.append("\n").append(LossPictures.terminal(curve)));
        return text.toString();
    }

    static String wrapped(String text, String indent) {
        return WordUtils.wrap(text, LINE, "\n" + indent, false) + "\n";
    }

    /** For a page of Markdown whose pictures stand in {@code pictures}. */
    String markdown(String pictures) {
        StringBuilder text = new StringBuilder();
        text.append("### ").append(definition.name()).append("\n\n");
        text.append(definition.summary())
                .append("\n\n```sql\n")
                .append(signature())
                .append("\n```\n\n");
        if (LossCurve.of(function).isPresent()) {
            text.append(String.format(
                    "![%s over the prediction](%s/%s.svg)%n%n", definition.name(), pictures, definition.name()));
        }
        append(text, facts());
        text.append("\n")
                .append(Markdown.table(
                        List.of("argument", "what", "must be", "default"),
                        arguments().stream()
                                .map(row -> row.stream()
                                        .map(cell -> Markdown.text(cell, Shown.LONGEST))
                                        .toList())
                                .toList(),
                        20_000));
        return text.append("\n").toString();
    }

    /** Facts as a list of Markdown. */
    static void append(StringBuilder text, Map<String, String> facts) {
        facts.forEach((heading, fact) -> text.append("- **")
                .append(heading)
                .append("**: ")
                .append(
                        heading.equals("Formula")
                                ? "`" + fact.replace("`", "'") + "`"
                                : Markdown.text(fact, Shown.LONGEST))
                .append("\n"));
    }
}
