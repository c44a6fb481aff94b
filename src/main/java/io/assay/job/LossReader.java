package io.assay.job;

import io.assay.job.Configuration.LossEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code losses:}. Whether the catalogue has them is {@link LossPlanner}'s business. */
final class LossReader {

    private final Section root;
    private final List<Problem> problems;

    LossReader(Section root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
    }

    List<LossEntry> losses() {
        List<LossEntry> losses = new ArrayList<>();
        for (Setting item : root.items("losses")) {
            losses.add(item instanceof Setting.Mapping mapping ? loss(mapping) : plain(item));
        }
        if (losses.isEmpty()) {
            root.problem("losses", "is missing: at least one loss, such as squared_error");
        }
        checkNames(losses);
        return losses;
    }

    private static LossEntry plain(Setting item) {
        return new LossEntry(
                item.place(),
                item.toString(),
                Optional.of(item.toString()),
                Optional.empty(),
                Map.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    private LossEntry loss(Setting.Mapping mapping) {
        Section section = new Section("losses", mapping, problems);
        Optional<String> call = section.text("loss");
        LossEntry entry = new LossEntry(
                section.place(),
                call.isPresent() && !section.has("name")
                        ? call.get()
                        : section.required("name", "what tables and gates call this loss"),
                call,
                section.text("sql"),
                weights(section),
                section.oneOf("missing", "null", List.of("null", "renormalise")).equals("renormalise"),
                section.text("label"),
                section.text("prediction"),
                section.textMap("arguments"),
                section.text("aggregate"),
                section.has("direction")
                        ? Optional.of(section.oneOf("direction", "lower", List.of("lower", "higher", "none")))
                        : Optional.empty(),
                bounds(section));
        section.done();
        checkKind(section);
        return entry;
    }

    private static List<Double> bounds(Section section) {
        List<Double> bounds = section.has("bounds") ? section.numbers("bounds") : List.of();
        if (section.has("bounds") && (bounds.size() != 2 || !(bounds.get(0) < bounds.get(1)))) {
            section.problem(
                    "bounds", "must be the least and the greatest value that the loss can have, such as [0, 1]");
            return List.of();
        }
        return bounds;
    }

    private static Map<String, Double> weights(Section section) {
        Map<String, Double> weights = new LinkedHashMap<>();
        if (section.has("weighted-sum")) {
            Section parts = section.section("weighted-sum");
            for (String loss : section.textMap("weighted-sum").keySet()) {
                parts.number(loss, weight -> true, "must be a number").ifPresent(weight -> weights.put(loss, weight));
            }
        }
        return weights;
    }

    private static void checkKind(Section section) {
        List<String> kinds = List.of("loss", "sql", "weighted-sum").stream()
                .filter(section::has)
                .toList();
        if (kinds.size() != 1) {
            section.problem(
                    kinds.isEmpty() ? "loss" : kinds.get(1), "a loss has exactly one of loss:, sql: and weighted-sum:");
            return;
        }
        String kind = kinds.get(0);
        if (!kind.equals("loss")) {
            section.excludes(kind, "label", "prediction", "arguments");
        }
        if (!kind.equals("weighted-sum")) {
            section.excludes(kind, "missing");
        } else if (section.section(kind).isEmpty()) {
            section.problem(kind, "must name a loss and its weight");
        }
    }

    private void checkNames(List<LossEntry> losses) {
        List<String> names = losses.stream().map(LossEntry::name).toList();
        Set<String> seen = new HashSet<>();
        for (LossEntry loss : losses) {
            if (!loss.name().isBlank() && !seen.add(loss.name())) {
                problems.add(
                        new Problem(loss.place(), "losses.name", loss.name(), "stands twice; give one another name:"));
            }
            for (String part : loss.weightedSum().keySet()) {
                if (!names.contains(part)) {
                    problems.add(new Problem(loss.place(), "losses.weighted-sum", part, Nearest.unknown(part, names)));
                } else if (!losses.get(names.indexOf(part)).weightedSum().isEmpty()) {
                    problems.add(new Problem(
                            loss.place(),
                            "losses.weighted-sum",
                            part,
                            "is a weighted sum itself; name its parts instead"));
                }
            }
        }
    }
}
