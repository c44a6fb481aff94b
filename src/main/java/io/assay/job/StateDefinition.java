package io.assay.job;

import io.assay.aggregation.Axis;
import io.assay.aggregation.MetricColumns;
import io.assay.aggregation.TallyPlan;
import io.assay.cost.Buckets;
import io.assay.input.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was tallied, in words: states can be added only where all of it agrees, since tallies are known by their places.
 * How versions are compared and gated is not part of it, so that states can be judged anew.
 */
final class StateDefinition {

    /** The part that says who is compared with whom. */
    static final String VERSIONS = "versions";

    /** The part that says what of clusters is carried; states that are not to be looked at again and again have none. */
    static final String CARRIED = "carried clusters";

    /** The part that says how the baseline without a model was asked for; there only where it is one of the baselines. */
    static final String TRIVIAL = "trivial predictor";

    /** The part that says what that baseline predicted. */
    static final String PREDICTED = "trivial prediction";

    private StateDefinition() {}

    /** The texts of each part of a plan, with those of the baseline without a model if there is one. */
    static SortedMap<String, List<String>> of(Planner.Plan plan) {
        SortedMap<String, List<String>> parts = of(plan.tally());
        parts.putAll(plan.trivial());
        return parts;
    }

    /** The texts of each part of what is tallied. */
    static SortedMap<String, List<String>> of(TallyPlan plan) {
        SortedMap<String, List<String>> parts = new TreeMap<>();
        parts.put("columns", columns(plan.columns()));
        parts.put(VERSIONS, List.of("baselines: " + plan.baselines(), "candidates: " + plan.candidates()));
        parts.put(
                "losses",
                plan.losses().stream()
                        .map(loss -> loss.name() + ": " + loss.aggregate().name() + " of " + loss.value()
                                + loss.denominator().map(sql -> " over " + sql).orElse("")
                                + ", " + loss.direction() + ", or why not: " + loss.reason())
                        .toList());
        parts.put(
                "metrics",
                plan.metrics().tallied().stream().map(StateDefinition::metric).toList());
        if (plan.carriesUnits()) {
            boolean metrics = plan.metrics().tallied().stream()
                    .anyMatch(all -> all.basis().isCarried());
            parts.put(CARRIED, List.of("sums by " + Buckets.MOST + " buckets" + (metrics ? ", of metrics too" : "")));
        }
        if (plan.countsByCluster()) {
            parts.put("differences by cluster", List.of("counts by " + Buckets.MOST + " buckets"));
        }
        if (plan.resamples()) {
            parts.put("resampled differences", List.of("by " + Buckets.MOST + " buckets"));
        }
        parts.put(
                "slices",
                plan.slicing().sets().stream()
                        .map(set -> String.join(
                                " × ",
                                set.stream()
                                        .map(index -> axis(plan.slicing().axes().get(index)))
                                        .toList()))
                        .toList());
        return parts;
    }

    private static List<String> columns(Columns columns) {
        List<String> texts = new ArrayList<>();
        texts.add("id: " + columns.id());
        texts.add("group: " + columns.group()
                + columns.unjudged().map(label -> ", unjudged " + label).orElse(""));
        texts.add("version: " + columns.version().orElse(""));
        texts.add("wide: " + columns.wide());
        texts.add("models: " + columns.models());
        texts.add("label: " + columns.label().orElse(""));
        texts.add("prediction: " + columns.prediction().orElse("") + columns.predictionParts());
        texts.add("weight: " + columns.weight().orElse(""));
        texts.add("cluster: " + columns.clusters().orElse(""));
        texts.add("partition: " + columns.partition());
        columns.split().ifPresent(split -> texts.add("split: " + split));
        if (!columns.pairBy().isEmpty()) {
            texts.add("pair-by: " + columns.pairBy().columns());
        }
        return texts;
    }

    private static String metric(MetricColumns.Tallied tallied) {
        return tallied.basis().text() + " of " + tallied.sql();
    }

    private static String axis(Axis axis) {
        return axis.name() + ": " + axis.kind() + " " + axis.sql();
    }

    /** Whether tallies can be looked at as one that grows: as {@link #differences} says, but candidates may come later. */
    static boolean areOfOneSequence(SortedMap<String, List<String>> one, SortedMap<String, List<String>> other) {
        return differences(withoutCandidates(one), withoutCandidates(other)).isEmpty();
    }

    private static SortedMap<String, List<String>> withoutCandidates(SortedMap<String, List<String>> definition) {
        SortedMap<String, List<String>> parts = new TreeMap<>(definition);
        parts.computeIfPresent(VERSIONS, (part, texts) -> texts.stream()
                .filter(text -> !text.startsWith("candidates: "))
                .toList());
        return parts;
    }

    /** The parts in which two of them differ. */
    static List<String> differences(SortedMap<String, List<String>> one, SortedMap<String, List<String>> other) {
        List<String> names = new ArrayList<>();
        one.forEach((name, texts) -> {
            if (!texts.equals(other.get(name))) {
                names.add(name);
            }
        });
        return names;
    }
}
