package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.LossColumn;
import io.assay.aggregation.TallyPlan;
import io.assay.comparison.BoundedLooks;
import io.assay.cost.CostTally;
import io.assay.cost.DifferenceSums;
import io.assay.cost.Interval;
import io.assay.dimension.Cell;
import io.assay.loss.Catalogue;
import io.assay.loss.Definition;
import io.assay.loss.LossCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The losses that lie between known bounds, for {@code compare.sequence: bernstein}: those that the configuration declares
 * ({@code bounds:}) or the catalogue knows, and that are put together by a mean. What it is to read of each run date is
 * collected here.
 */
final class BoundedLosses {

    private final Configuration configuration;
    private final TallyPlan plan;
    private final SortedMap<String, Interval> bounds = new TreeMap<>();
    private final Map<BoundedLooks.Place, List<DifferenceSums>> sums = new HashMap<>();

    /** Of a plan; none unless the configuration asks for them. */
    BoundedLosses(Configuration configuration, TallyPlan plan) {
        this.configuration = configuration;
        this.plan = plan;
        if (isAskedFor()) {
            Catalogue catalogue = Catalogue.standard();
            for (int i = 0; i < plan.losses().size(); i++) {
                LossColumn loss = plan.losses().get(i);
                if (loss.aggregate().isMean() && loss.denominator().isEmpty()) {
                    of(configuration.losses().get(i), catalogue)
                            .ifPresent(interval -> bounds.put(loss.name(), interval));
                }
            }
        }
    }

    private boolean isAskedFor() {
        return configuration.compare().sequence() == Configuration.Sequence.BERNSTEIN;
    }

    private static Optional<Interval> of(Configuration.LossEntry entry, Catalogue catalogue) {
        if (entry.bounds().size() == 2) {
            return Optional.of(
                    new Interval(entry.bounds().get(0), entry.bounds().get(1)));
        }
        return entry.call()
                .map(call -> LossCall.parse(call).name())
                .flatMap(name -> catalogue.find(
                        catalogue.shorthand(name).map(Catalogue.Shorthand::loss).orElse(name)))
                .map(loss -> interval(loss.definition()))
                .filter(interval -> Double.isFinite(interval.upper() - interval.lower()));
    }

    private static Interval interval(Definition definition) {
        return new Interval(definition.lowest(), definition.highest());
    }

    /**
     * Refuses gates that could not be guaranteed.
     *
     * @throws InvalidConfigurationException naming each
     */
    void check() {
        if (!isAskedFor()) {
            return;
        }
        List<Problem> problems = new ArrayList<>();
        plan.columns()
                .weight()
                .ifPresent(weight -> problems.add(new Problem(
                        plan.columns().place(),
                        "columns.weight",
                        weight,
                        "compare.sequence: bernstein bounds means of rows alike, so there can be no weights")));
        plan.columns()
                .cluster()
                .ifPresent(cluster -> problems.add(new Problem(
                        plan.columns().place(),
                        "columns.cluster",
                        cluster,
                        "compare.sequence: bernstein bounds means of independent rows, so there can be no clusters")));
        if (plan.columns().id().isEmpty()
                && !plan.columns().isWide()
                && !plan.columns().grouped()) {
            problems.add(new Problem(
                    plan.columns().place(),
                    "columns.id",
                    null,
                    "compare.sequence: bernstein compares versions on the same rows: say by which id they meet"));
        }
        configuration.gates().forEach(gate -> obstacle(gate)
                .ifPresent(rule -> problems.add(new Problem(gate.place(), "gates", gate.loss(), rule))));
        if (configuration.gates().isEmpty()) {
            new GateExpansion(configuration, plan)
                    .gates(List.of()).stream()
                            .filter(gate -> !bounds.containsKey(gate.loss()))
                            .forEach(gate -> problems.add(new Problem(
                                    configuration.losses().get(0).place(), "losses", gate.loss(), unbounded())));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    private Optional<String> obstacle(Configuration.Gate gate) {
        if (gate.metric()) {
            return Optional.of(
                    "is a metric, and compare.sequence: bernstein bounds means of losses alone: gate a loss");
        }
        if (gate.limit().isPresent()) {
            return Optional.of(
                    "compare.sequence: bernstein bounds differences from the baseline, so a gate has margin:,"
                            + " not at-least: or at-most:");
        }
        return bounds.containsKey(gate.loss()) ? Optional.empty() : Optional.of(unbounded());
    }

    private String unbounded() {
        return "is no mean of a loss with known bounds, which compare.sequence: bernstein needs to guarantee a gate: give"
                + " the loss bounds: [least, greatest], or gate one that has them"
                + (bounds.isEmpty() ? "" : " (" + String.join(", ", bounds.keySet()) + ")");
    }

    /** Takes note of the pairs of a run date; run dates come in their order. */
    void add(SortedMap<Cell, CellTally> ofDate) {
        for (int i = 0; i < plan.losses().size(); i++) {
            String loss = plan.losses().get(i).name();
            int index = i;
            if (bounds.containsKey(loss)) {
                ofDate.forEach((cell, tally) -> tally.pairs().forEach((pair, tallies) -> sums.computeIfAbsent(
                                new BoundedLooks.Place(cell, loss, pair.baseline(), pair.candidate()),
                                place -> new ArrayList<>())
                        .add(DifferenceSums.of(tallies[index]))));
            }
        }
    }

    /**
     * What was seen at all run dates.
     *
     * @param cells of all of them together
     */
    BoundedLooks looks(SortedMap<Cell, CellTally> cells) {
        Map<BoundedLooks.Value, Double> outside = new HashMap<>();
        for (int i = 0; i < plan.losses().size(); i++) {
            String loss = plan.losses().get(i).name();
            Interval interval = bounds.get(loss);
            int index = i;
            if (interval != null) {
                cells.forEach(
                        (cell, tally) -> tally.costs().forEach((version, tallies) -> outside(tallies[index], interval)
                                .ifPresent(value -> outside.put(new BoundedLooks.Value(cell, loss, version), value))));
            }
        }
        return new BoundedLooks(bounds, sums, outside);
    }

    private static Optional<Double> outside(CostTally tally, Interval interval) {
        if (tally.minimum() < interval.lower()) {
            return Optional.of(tally.minimum());
        }
        return tally.maximum() > interval.upper() ? Optional.of(tally.maximum()) : Optional.empty();
    }

    /** What readers must know; nothing where no bounds were asked for. */
    List<String> notes() {
        if (!isAskedFor()) {
            return List.of();
        }
        List<String> between = bounds.entrySet().stream()
                .map(entry -> entry.getKey() + " in [" + number(entry.getValue().lower()) + ", "
                        + number(entry.getValue().upper()) + "]")
                .toList();
        return List.of(
                "Empirical Bernstein bounds, guaranteed for every number of rows as long as losses lie between their"
                        + " bounds and the expected difference stays the same: " + String.join(", ", between)
                        + ". What else is compared has asymptotic bounds.");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
