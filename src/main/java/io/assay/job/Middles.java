package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.aggregation.TallyPlan;
import io.assay.cost.Aggregate;
import io.assay.cost.Bootstrap;
import io.assay.input.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Versions that are compared by the middle of the differences of their rows, a median or a trimmed mean: what can be gated, what
 * is resampled for it, and what readers must know of it.
 */
final class Middles {

    private static final String KEY = "compare.bootstrap";

    private final Configuration configuration;

    Middles(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Whether clusters are drawn anew: where it is asked for, there are some of one kind, and a loss is compared so, once. */
    boolean resamples(Columns columns, List<LossColumn> losses) {
        return configuration.compare().bootstrap().isPresent()
                && !configuration.compare().sequential()
                && columns.cluster().isPresent()
                && !columns.twoWay()
                && losses.stream().anyMatch(loss -> loss.aggregate().isOfDifferences());
    }

    /** What cannot be resampled. */
    Optional<Problem> problem() {
        return configuration.compare().bootstrap().isPresent()
                        && configuration.columns().twoWay()
                ? Optional.of(new Problem(
                        configuration.columns().place(),
                        KEY,
                        configuration.columns().clusters().orElse(""),
                        "clusters of two kinds cannot be drawn: name one column under columns.cluster, or leave"
                                + " bootstrap out"))
                : Optional.empty();
    }

    /** Why such a loss has no interval for a gate, and what to write. */
    Optional<String> ruleOfGate(Configuration.Gate gate, Aggregate aggregate) {
        Columns columns = configuration.columns();
        String rule = "";
        if (gate.limit().isPresent()) {
            rule =
                    "is a difference of two versions, so at-least: and at-most: have nothing to hold: give aggregate: median";
        } else if (isTrimmed(aggregate) && configuration.compare().sequential()) {
            rule = "cannot be looked at again and again: gate a mean, or leave compare.sequential out";
        } else if (isTrimmed(aggregate) && columns.twoWay()) {
            rule =
                    "has no interval by two-way clusters: gate a mean, give aggregate: median_difference, or name one way"
                            + " under columns.cluster";
        } else if (isTrimmed(aggregate)
                && columns.cluster().isPresent()
                && configuration.compare().bootstrap().isEmpty()) {
            rule =
                    "has no interval with columns.cluster: give compare.bootstrap: {replicates: 1000}, gate a mean, or give"
                            + " aggregate: median";
        }
        String what = isTrimmed(aggregate) ? "a trimmed mean of differences " : "a median of differences ";
        return rule.isEmpty() ? Optional.empty() : Optional.of(what + rule);
    }

    private static boolean isTrimmed(Aggregate aggregate) {
        return !Double.isNaN(aggregate.trim());
    }

    /** What trimmed means are, and what was drawn how often. */
    List<String> notes(TallyPlan plan) {
        List<String> notes = new ArrayList<>();
        for (LossColumn loss : plan.losses()) {
            if (isTrimmed(loss.aggregate())) {
                double share = 100 * loss.aggregate().trim();
                notes.add(String.format(
                        Locale.ROOT,
                        "%s compares versions by the mean of the middle %s %% of their differences, row by row, which is not their"
                                + " mean: the least and the greatest %s %% are left out, and harm on fewer rows than that may"
                                + " not be seen.",
                        loss.name(),
                        percent(100 - 2 * share),
                        percent(share)));
            }
        }
        configuration.compare().bootstrap().ifPresent(bootstrap -> notes.add(note(plan, bootstrap)));
        return notes;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4f", share).replaceFirst("\\.?0+$", "");
    }

    private static String note(TallyPlan plan, Bootstrap bootstrap) {
        if (!plan.resamples()) {
            return KEY + " draws nothing here: it is for losses with aggregate median_difference or"
                    + " trimmed_mean_difference, rows in clusters (columns.cluster) and a single look.";
        }
        String losses = plan.losses().stream()
                .filter(loss -> loss.aggregate().isOfDifferences())
                .map(LossColumn::name)
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "Intervals of %s are percentiles of %,d Poisson bootstrap replicates (seed %d): buckets of clusters of %s are"
                        + " drawn, both versions together. No p-value is below 1/%d.",
                losses,
                bootstrap.replicates(),
                bootstrap.seed(),
                plan.columns().clusters().orElse(""),
                bootstrap.replicates() + 1);
    }
}
