package io.assay.job;

import io.assay.aggregation.TallyPlan;
import io.assay.comparison.Gate;
import io.assay.input.InputException;
import io.assay.job.MergeRequest.Clusters;
import io.assay.job.MergeRequest.Partitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Refuses what would merge into other numbers than all rows at once give, and says what a merge leaves out. */
final class MergeRules {

    private final MergeRequest request;
    private final Configuration configuration;
    private final Planner.Plan plan;

    MergeRules(MergeRequest request, Configuration configuration, Planner.Plan plan) {
        this.request = request;
        this.configuration = configuration;
        this.plan = plan;
    }

    /**
     * Holds the request against the configuration.
     *
     * @throws BadArgumentsException if it asks for what states cannot give
     * @throws InvalidConfigurationException if a gate is read from sorted rows
     */
    void checkRequest() {
        if (configuration.compare().sequential()) {
            throw new BadArgumentsException("Cannot merge under compare.sequential: a merge would be a look that the"
                    + " sequence does not know of, with bounds made for a single one, and the result of every run date"
                    + " already compares all run dates up to it together. For the costs of these run dates, or for a"
                    + " comparison that is made once, give --set compare.sequential=false");
        }
        if (plan.tally().columns().twoWay()) {
            throw new BadArgumentsException("Cannot merge two-way clusters, "
                    + plan.tally().columns().clusters().orElse("")
                    + ": a state has the tallies of one way of clustering."
                    + " Give columns.cluster one of the two, or evaluate the rows of all days at once");
        }
        plan.tally()
                .columns()
                .cluster()
                .filter(cluster -> request.clusters() == Clusters.MAY_RECUR)
                .ifPresent(cluster -> {
                    throw new BadArgumentsException("Cannot merge clusters of " + cluster
                            + ": states keep no ids, so a cluster with rows on two run dates would count as two units,"
                            + " and intervals would be too narrow. If none has, say so by --distinct-clusters;"
                            + " otherwise evaluate the rows of all days at once");
                });
        if (request.partitions() == Partitions.REPLACE) {
            if (plan.tally().columns().partition().isEmpty()) {
                throw new BadArgumentsException(
                        "--replace-partitions needs partitions: columns.partition is not configured");
            }
            if (plan.tally().columns().cluster().isPresent()) {
                throw new BadArgumentsException(
                        "--replace-partitions cannot take rows out of clusters, which may lie in"
                                + " several partitions: evaluate the run dates of the replaced partitions again");
            }
            if (plan.tally().columns().grouped()
                    || !plan.tally().columns().pairBy().isEmpty()) {
                throw new BadArgumentsException("--replace-partitions cannot account for the rows of groups, or for"
                        + " samples: evaluate the run dates of the replaced partitions again");
            }
        }
        refuseSortedGates();
    }

    /** A gate on a value that is not there would say nothing of the model. */
    void refuseSortedGates() {
        List<String> sorted = sorted();
        Set<String> gated = new GateExpansion(configuration, plan.tally())
                .gates(List.of()).stream().map(Gate::loss).collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>();
        for (Configuration.Gate gate : configuration.gates()) {
            if (sorted.contains(gate.loss())) {
                problems.add(problem(gate.place(), gate.loss()));
            }
        }
        if (configuration.gates().isEmpty()) {
            sorted.stream()
                    .filter(gated::contains)
                    .forEach(name ->
                            problems.add(problem(configuration.losses().get(0).place(), name)));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    private static Problem problem(String place, String name) {
        return new Problem(
                place,
                "gates",
                name,
                "is read from sorted rows, which states do not keep, so that no merge, sequence or comparison with"
                        + " previous-run can be gated by it: gate another loss or metric, or evaluate the rows of all"
                        + " days at once");
    }

    /** The losses and metrics that are read from sorted rows. */
    List<String> sorted() {
        TallyPlan tally = plan.tally();
        return Stream.concat(
                        tally.ordered().stream()
                                .map(index -> tally.losses().get(index).name()),
                        plan.metrics().stream().filter(PlannedMetric::isRanked).map(metric -> metric.entry()
                                .name()))
                .distinct()
                .toList();
    }

    /**
     * Holds the states against the configuration and each other.
     *
     * @throws BadArgumentsException if some were made of other definitions, or two of the same rows
     */
    void check(List<StoredDate> dates) {
        SortedMap<String, List<String>> definition = StateDefinition.of(plan);
        for (StoredDate date : dates) {
            StateFile state = date.state();
            if (!state.evaluation().equals(configuration.evaluation())
                    || !state.runDate().equals(date.runDate())) {
                throw new InputException("Cannot merge run date " + date.runDate() + ": the state in its folder is that"
                        + " of " + state.evaluation() + " on " + state.runDate());
            }
            List<String> differing = StateDefinition.differences(definition, state.definition());
            if (!differing.isEmpty()) {
                throw new BadArgumentsException("Cannot merge run date " + date.runDate() + ": its state was made with"
                        + " other " + String.join(", ", differing) + " than " + configuration.evaluation()
                        + " has now; evaluate it again with --overwrite");
            }
        }
        TrivialMerge.refuseOthers(configuration, dates);
        refuseSameRows(dates);
    }

    /**
     * Refuses states that have read the same rows.
     *
     * @throws BadArgumentsException saying which
     */
    void refuseSameRows(List<StoredDate> dates) {
        Map<String, String> readBy = new HashMap<>();
        for (StoredDate date : dates) {
            for (String source : date.state().sources()) {
                String other = readBy.put(source, date.runDate());
                if (other != null && request.partitions() == Partitions.ADD) {
                    throw new BadArgumentsException("Cannot merge run dates " + other + " and " + date.runDate()
                            + ": both have read " + source + ", whose rows would count twice");
                }
            }
        }
    }

    /** What readers of the merged result must know. */
    List<String> notes(List<StoredDate> dates) {
        List<String> notes = new ArrayList<>();
        notes.add("Merged from the states of " + dates.size() + " run dates, no row was read again: "
                + dates.stream().map(StoredDate::runDate).collect(Collectors.joining(", ")) + ".");
        notes.add("States keep no ids: pairs and duplicates were found within each run date, and "
                + plan.tally()
                        .columns()
                        .cluster()
                        .map(cluster ->
                                "no cluster of " + cluster + " is on two run dates, as --distinct-clusters says.")
                        .orElse("an id that is on two of them counts as two."));
        notes.addAll(TrivialMerge.notes(configuration, dates));
        if (!sorted().isEmpty()) {
            notes.add("Read from sorted rows, which states do not keep, and so left empty: "
                    + String.join(", ", sorted()) + ".");
        }
        if (configuration.input().joined()) {
            notes.add("Labels that several run dates have read are counted as often in the account of labels.");
        }
        return notes;
    }
}
