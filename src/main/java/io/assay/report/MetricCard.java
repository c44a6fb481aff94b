package io.assay.report;

import io.assay.cost.MetricDefinition;
import io.assay.loss.Definition.Argument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything that is declared of one metric, in words; the same for a terminal and for a page. */
final class MetricCard {

    private final MetricDefinition metric;

    MetricCard(MetricDefinition metric) {
        this.metric = metric;
    }

    /** As it is written under {@code metrics:}, with its defaults: {@code roc_auc(max_fpr=1)}. */
    String signature() {
        String parameters = metric.parameters().stream()
                .filter(parameter -> parameter.fallback() != null && !"".equals(parameter.fallback()))
                .map(parameter -> parameter.name() + "=" + fallback(parameter))
                .collect(Collectors.joining(", "));
        return metric.name() + (parameters.isEmpty() ? "" : "(" + parameters + ")");
    }

    private static String fallback(Argument parameter) {
        return parameter.fallback() instanceof Double number
                ? Numeral.TYPOGRAPHIC.setting(number)
                : String.valueOf(parameter.fallback());
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Formula", metric.formula());
        facts.put("Better", Sentence.direction(metric.direction()));
        facts.put("Also called", String.join(", ", metric.aliases()));
        facts.put("Parameters", metric.parameters().stream().map(this::rule).collect(Collectors.joining("; ")));
        facts.put("Reference", metric.reference());
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    private String rule(Argument parameter) {
        List<String> choices = metric.choices().getOrDefault(parameter.name(), List.of());
        if (!choices.isEmpty()) {
            return parameter.name() + " is " + String.join(", ", choices.subList(0, choices.size() - 1)) + " or "
                    + choices.get(choices.size() - 1);
        }
        return parameter.fallback() instanceof String
                ? parameter.name() + " is one of the classes"
                : parameter.name() + " " + parameter.domain().rule();
    }

    /** For a terminal. */
    String terminal() {
        StringBuilder text = new StringBuilder();
        text.append("metrics: [\"").append(signature()).append("\"]\n\n");
        text.append(LossCard.wrapped(metric.summary(), "")).append("\n");
        facts().forEach((heading, fact) -> text.append(LossCard.wrapped(heading + ": " + fact, "  ")));
        return text.toString();
    }

    /** For a page of Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("### ").append(metric.name()).append("\n\n");
        text.append(metric.summary())
                .append("\n\n```yaml\nmetrics: [\"")
                .append(signature())
                .append("\"]\n```\n\n");
        LossCard.append(text, facts());
        return text.append("\n").toString();
    }
}
