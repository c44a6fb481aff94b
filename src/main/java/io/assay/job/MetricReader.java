package io.assay.job;

import io.assay.cost.MetricCatalogue;
import io.assay.cost.MetricDefinition;
import io.assay.job.Configuration.MetricEntry;
import io.assay.loss.Definition.Argument;
import io.assay.loss.LossCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code metrics:}. Whether they fit the data is {@link MetricPlanner}'s business. */
final class MetricReader {

    private final Section root;
    private final List<Problem> problems;

    MetricReader(Section root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
    }

    List<MetricEntry> metrics(List<String> lossNames) {
        List<MetricEntry> metrics = new ArrayList<>();
        for (Setting item : root.items("metrics")) {
            Optional<MetricEntry> read = item instanceof Setting.Mapping mapping
                    ? written(new Section("metrics", mapping, problems))
                    : metric(item.place(), item.toString(), item.toString(), Optional.empty(), Optional.empty());
            read.ifPresent(metric -> {
                boolean twice = metrics.stream().anyMatch(other -> other.name().equals(metric.name()));
                if (twice || lossNames.contains(metric.name())) {
                    problems.add(new Problem(
                            metric.place(),
                            "metrics",
                            metric.name(),
                            twice
                                    ? "stands twice; give one another name:"
                                    : "is the name of a loss too; give it another name:"));
                }
                metrics.add(metric);
            });
        }
        return metrics;
    }

    private Optional<MetricEntry> written(Section section) {
        String call = section.required("metric", "the metric, such as f_beta(beta=2)");
        String name = section.text("name").orElse(call);
        Optional<String> label = section.text("label");
        Optional<String> prediction = section.text("prediction");
        section.done();
        return call.isEmpty() ? Optional.empty() : metric(section.place(), name, call, label, prediction);
    }

    private Optional<MetricEntry> metric(
            String place, String name, String text, Optional<String> label, Optional<String> prediction) {
        try {
            LossCall call = LossCall.parse(text);
            MetricDefinition definition = MetricCatalogue.find(call.name())
                    .orElseThrow(
                            () -> new IllegalArgumentException(Nearest.unknown(call.name(), MetricCatalogue.names())));
            return Optional.of(
                    new MetricEntry(place, name, definition, parameters(definition, call), label, prediction));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(place, "metrics", text, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static Map<String, Object> parameters(MetricDefinition definition, LossCall call) {
        List<String> known =
                definition.parameters().stream().map(Argument::name).toList();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Argument parameter : definition.parameters()) {
            if (parameter.fallback() != null) {
                values.put(parameter.name(), parameter.fallback());
            }
        }
        call.parameters().forEach((name, value) -> {
            Argument parameter = definition
                    .parameter(name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            known.isEmpty()
                                    ? definition.name() + " has no parameter"
                                    : "unknown parameter " + name + Nearest.hint(name, known)));
            if (value != null) {
                values.put(name, checked(definition, parameter, value));
            }
        });
        return values;
    }

    private static Object checked(MetricDefinition definition, Argument parameter, @Nullable Object value) {
        boolean text = parameter.fallback() instanceof String;
        if (text) {
            String given = value instanceof Double number ? plain(number) : String.valueOf(value);
            List<String> choices = definition.choices().getOrDefault(parameter.name(), List.of(given));
            if (!choices.contains(given)) {
                throw new IllegalArgumentException(parameter.name() + ": " + Nearest.unknown(given, choices));
            }
            return given;
        }
        if (!(value instanceof Double number) || !parameter.domain().contains(number)) {
            throw new IllegalArgumentException(
                    parameter.name() + " " + parameter.domain().rule());
        }
        return number;
    }

    /** A class that looks like a number, as labels spell it. */
    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }
}
