package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.Counts;
import io.assay.aggregation.LossColumn;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.TallyPlan;
import io.assay.aggregation.VersionPair;
import io.assay.comparison.Gate;
import io.assay.comparison.Looks;
import io.assay.cost.CostTally;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds what makes two versions not comparable at all: no rows, other rows or labels, or too many rows set aside or without a
 * loss.
 */
final class Obstacles {

    private final Configuration configuration;
    private final TallyPlan plan;
    private final Tallied tallied;
    private final Optional<Looks> looks;

    /** @param looks where the rows are those of several run dates */
    Obstacles(Configuration configuration, TallyPlan plan, Tallied tallied, Optional<Looks> looks) {
        this.configuration = configuration;
        this.plan = plan;
        this.tallied = tallied;
        this.looks = looks;
    }

    /** What stands in the way, in sentences; empty if nothing does. */
    List<String> of(VersionPair pair) {
        Optional<CellTally> all = tallied.cell(Cell.ALL);
        if (all.isEmpty()) {
            return List.of("no row could be evaluated; " + whereRowsWent());
        }
        List<String> found = new ArrayList<>();
        Map<String, CostTally[]> costs = all.get().costs();
        List<String> versions = versions(pair);
        for (String version : versions) {
            if (!costs.containsKey(version)) {
                String role = version.equals(pair.baseline()) ? "baseline" : "candidate";
                found.add("the " + role + " " + version + " has no rows to evaluate (versions with rows: "
                        + String.join(", ", costs.keySet()) + ")");
            }
        }
        if (found.isEmpty()) {
            found.addAll(new SharedUnits(plan.columns(), configuration.limits().sharedUnits(), tallied.counts())
                    .obstacles());
            unpaired(pair).ifPresent(found::add);
            SampledRows sampled = new SampledRows(plan.columns().pairBy(), tallied.counts());
            if (versions.size() > 1) {
                found.addAll(new SameRows(configuration.limits(), tallied.counts(), pair).obstacles());
                found.addAll(sampled.obstacles(pair, hardGated()));
            }
            found.addAll(sampled.obstacles(versions, hardGated(), configuration.limits()));
            for (String version : versions) {
                CostTally[] tallies = costs.getOrDefault(version, new CostTally[0]);
                quarantined(version).ifPresent(found::add);
                found.addAll(unscored(version, tallies));
                found.addAll(outside(version));
            }
        }
        return found;
    }

    /** Those with rows in these data: a previous run was looked at when it was made. */
    private static List<String> versions(VersionPair pair) {
        return pair.baseline().equals(PreviousRun.NAME)
                ? List.of(pair.candidate())
                : List.of(pair.baseline(), pair.candidate());
    }

    /** A candidate that leaves out the hard rows must not pass on the others. */
    private Optional<String> unpaired(VersionPair pair) {
        long before = looks.map(all ->
                        all.budget().share(pair.baseline(), pair.candidate()).before())
                .orElse(0L);
        long ids = tallied.counts().of(Counts.IDS, pair.baseline()) - before;
        long shared = tallied.counts().of(Counts.SHARED, pair.baseline(), pair.candidate());
        return shared == 0
                ? Optional.empty()
                : beyond(
                        "ids of " + pair.baseline() + " without a row of " + pair.candidate(),
                        ids - shared,
                        ids,
                        configuration.limits().unpaired(),
                        "limits.unpaired");
    }

    private String whereRowsWent() {
        Counts counts = tallied.counts();
        String fates = counts.below(Counts.ROWS).entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), String.join(": ", entry.getKey())))
                .collect(Collectors.joining(", "));
        return fates.isEmpty() ? "the input has no rows" : fates;
    }

    private Optional<String> quarantined(String version) {
        long evaluated = tallied.counts().of(Counts.USED, version);
        long set = tallied.counts().of(Counts.SET_ASIDE, version);
        return beyond(
                "rows of " + version + " quarantined",
                set,
                evaluated + set,
                configuration.limits().quarantined(),
                "limits.quarantined");
    }

    private List<String> unscored(String version, CostTally[] costs) {
        Set<String> gated = hardGated();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < costs.length; i++) {
            LossColumn loss = plan.losses().get(i);
            if (gated.contains(loss.name())) {
                long rows = costs[i].rows() + costs[i].unscored();
                beyond(
                                "rows of " + version + " without " + loss.name(),
                                costs[i].unscored(),
                                rows,
                                configuration.limits().unscored(),
                                "limits.unscored")
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    /** A gate whose bounds are guaranteed is void if its loss does not keep what they rest on. */
    private List<String> outside(String version) {
        List<String> found = new ArrayList<>();
        for (String loss : hardGated()) {
            looks.flatMap(all -> all.bounded().outside(Cell.ALL, loss, version)).ifPresent(found::add);
        }
        return found;
    }

    private Set<String> hardGated() {
        return new GateExpansion(configuration, plan)
                .gates(List.of()).stream()
                        .filter(Gate::hard)
                        .map(Gate::loss)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<String> beyond(String what, long part, long whole, double limit, String key) {
        return part > limit * whole
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%s: %,d of %,d, %.2f %%; %s allows %.2f %%",
                        what,
                        part,
                        whole,
                        100.0 * part / whole,
                        key,
                        100 * limit))
                : Optional.empty();
    }
}
