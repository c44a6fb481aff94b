package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.Counts;
import io.assay.aggregation.LossColumn;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.TallyPlan;
import io.assay.aggregation.VersionPair;
import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Comparer;
import io.assay.comparison.Comparison;
import io.assay.comparison.ComparisonKey;
import io.assay.comparison.ComparisonSettings;
import io.assay.comparison.Gate;
import io.assay.comparison.GateJudge;
import io.assay.comparison.GateResult;
import io.assay.comparison.GatedComparison;
import io.assay.comparison.Looks;
import io.assay.comparison.Margin;
import io.assay.comparison.MetricComparer;
import io.assay.comparison.MiddleComparer;
import io.assay.comparison.QuantileComparer;
import io.assay.comparison.TwoWayComparer;
import io.assay.comparison.Units;
import io.assay.comparison.Verdict;
import io.assay.comparison.WeightRange;
import io.assay.cost.CostTally;
import io.assay.cost.MetricEstimate;
import io.assay.cost.MetricPairTally;
import io.assay.cost.PairTally;
import io.assay.cost.PairedQuantiles;
import io.assay.cost.QuantileBounds;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares every candidate with every baseline in every cell, and judges the gates. */
final class Judge {

    private final Configuration configuration;
    private final TallyPlan plan;
    private final List<PlannedMetric> metrics;
    private final List<PlannedSum> sums;
    private final MetricValues values;
    private final Optional<PreviousRun> previous;
    private final Levels levels;
    private final Tallied tallied;
    private final ComparisonSettings settings;
    private final Units units;
    private final TwoWayTallies twoWay;
    private final List<VersionPair> pairs;

    /**
     * @param tallied what is compared
     * @param looks where it is looked at as it grows
     * @param previous what the baseline {@link PreviousRun#NAME} stands for
     */
    Judge(
            Configuration configuration,
            Planner.Plan planned,
            Tallied tallied,
            Optional<Looks> looks,
            Optional<PreviousRun> previous) {
        this.configuration = configuration;
        this.plan = planned.tally();
        this.metrics = planned.metrics().stream()
                .filter(metric -> !plan.carriesUnits() || CarriedItem.isCarried(plan, metric))
                .toList();
        this.sums = planned.sums();
        this.tallied = tallied;
        ComparisonSettings once = new ComparisonSettings(
                configuration.compare().alpha(),
                margin(configuration.compare().margin()),
                configuration.compare().minimumUnits());
        this.settings = looks.map(once::with).orElse(once);
        this.values = new MetricValues(metrics, tallied);
        this.previous = previous;
        this.levels = new Levels(settings, plan, values, tallied);
        this.twoWay = new TwoWayTallies(tallied);
        this.units =
                twoWay.exist() ? Units.TWO_WAY : plan.columns().cluster().isPresent() ? Units.CLUSTERS : Units.ROWS;
        this.pairs = found();
    }

    /**
     * Every comparison, gated ones with their adjusted p-values, a verdict for every pair of versions, and how far gates on
     * weighted sums depend on the weights.
     */
    record Judgement(List<Comparison> comparisons, List<CandidateVerdict> verdicts, List<WeightRange> ranges) {

        /** The worst; where nothing could be compared at all, that. */
        Verdict overall() {
            return verdicts.isEmpty() ? Verdict.NOT_COMPARABLE : GateJudge.worst(verdicts);
        }
    }

    Judgement judge() {
        List<CandidateVerdict> verdicts = new ArrayList<>();
        List<GatedComparison> gated = new ArrayList<>();
        Map<VersionPair, List<String>> obstacles = new LinkedHashMap<>();
        for (VersionPair pair : pairs) {
            List<String> found = new Obstacles(configuration, plan, tallied, settings.looks()).of(pair);
            if (found.isEmpty()) {
                gated.addAll(gated(pair));
            } else {
                obstacles.put(pair, found);
            }
        }
        verdicts.addAll(new GateJudge(settings).judge(gated));
        obstacles.forEach((pair, found) -> verdicts.add(new CandidateVerdict(
                pair.baseline(), pair.candidate(), Verdict.NOT_COMPARABLE, found, List.of(), parts(pair))));
        List<WeightRange> ranges = new SumRanges(plan, sums, tallied, units).of(settings, gated);
        return new Judgement(withAdjusted(comparisons(), verdicts), verdicts, ranges);
    }

    private long parts(VersionPair pair) {
        return settings.looks()
                .map(looks ->
                        looks.budget().share(pair.baseline(), pair.candidate()).parts())
                .orElse(1L);
    }

    /** How it compares where no gate says otherwise. */
    ComparisonSettings settings() {
        return settings;
    }

    /** Every baseline with every candidate, configured or found. */
    List<VersionPair> pairs() {
        return pairs;
    }

    private List<VersionPair> found() {
        List<VersionPair> pairs = new ArrayList<>();
        TreeSet<String> found = new TreeSet<>(
                tallied.cell(Cell.ALL).map(cell -> cell.costs().keySet()).orElse(new TreeSet<>()));
        tallied.counts().below(Counts.IDS).keySet().forEach(name -> found.add(name.get(0)));
        found.removeAll(plan.baselines());
        // A version that is gone was looked at when it was there.
        settings.looks().ifPresent(looks -> found.retainAll(looks.budget().present()));
        for (String baseline : plan.baselines()) {
            for (String candidate : plan.candidates().isEmpty() ? found : plan.candidates()) {
                pairs.add(new VersionPair(baseline, candidate));
            }
        }
        previous.ifPresent(run -> (plan.candidates().isEmpty() ? found : plan.candidates())
                .stream().filter(run::has).forEach(each -> pairs.add(new VersionPair(PreviousRun.NAME, each))));
        return pairs;
    }

    /** What a version of a pair has in a cell on rows of its own. */
    Optional<CostTally[]> costs(VersionPair pair, String version, Cell cell) {
        return previous(pair, version)
                .map(run -> run.tallied().cell(cell).map(tally -> tally.costs().get(pair.candidate())))
                .orElseGet(() -> tallied.cell(cell).map(tally -> tally.costs().get(version)));
    }

    /** The cells of the previous run, where it is a baseline. */
    Set<Cell> previousCells() {
        return previous.map(run -> run.tallied().cells().keySet()).orElse(Set.of());
    }

    private Optional<MetricEstimate> metric(PlannedMetric metric, VersionPair pair, String version, Cell cell) {
        return previous(pair, version)
                .map(run -> new MetricValues(metrics, run.tallied()).unpaired(metric, cell, pair.candidate()))
                .orElseGet(() -> values.unpaired(metric, cell, version));
    }

    /** Where a version's rows are those of the previous run. */
    private Optional<PreviousRun> previous(VersionPair pair, String version) {
        return version.equals(PreviousRun.NAME) && pair.baseline().equals(version) ? previous : Optional.empty();
    }

    private List<Comparison> comparisons() {
        List<Comparison> comparisons = new ArrayList<>();
        for (LossColumn loss : plan.losses()) {
            if (loss.aggregate().isCompared()) {
                tallied.cells().keySet().forEach(cell -> pairs().forEach(
                                pair -> comparison(pair, cell, loss, settings).ifPresent(comparisons::add)));
            }
        }
        for (PlannedMetric metric : metrics) {
            if (metric.isCompared()) {
                tallied.cells().keySet().forEach(cell -> pairs().forEach(
                                pair -> comparison(pair, cell, metric, settings).ifPresent(comparisons::add)));
            }
        }
        return comparisons;
    }

    /** Empty where the baseline, or both versions, have no rows in the cell. */
    private Optional<Comparison> comparison(
            VersionPair pair, Cell cell, LossColumn loss, ComparisonSettings withSettings) {
        Optional<CellTally> tally = tallied.cell(cell);
        if (tally.isEmpty()) {
            return Optional.empty();
        }
        int index = plan.losses().indexOf(loss);
        ComparisonKey key = new ComparisonKey(
                cell, loss.name(), loss.aggregate(), loss.direction(), pair.baseline(), pair.candidate());
        if (loss.aggregate().isOfDifferences()) {
            MiddleComparer comparer =
                    new MiddleComparer(withSettings, configuration.compare().bootstrap());
            return byDifferences(pair, key, tally.get(), index, comparer);
        }
        if (!loss.aggregate().isSmooth()) {
            return byQuantiles(pair, key, tally.get(), index, new QuantileComparer(withSettings));
        }
        if (twoWay.exist()) {
            return byTwoWays(pair, key, index, new TwoWayComparer(withSettings));
        }
        Comparer comparer = new Comparer(withSettings);
        if (isPaired(pair)) {
            PairTally[] pairs = tally.get().pairs().get(pair);
            return Optional.ofNullable(pairs).map(found -> comparer.paired(key, found[index], units));
        }
        return costs(pair, pair.candidate(), cell).flatMap(candidate -> costs(pair, pair.baseline(), cell)
                .map(baseline -> comparer.unpaired(key, candidate[index], baseline[index], units)));
    }

    private Optional<Comparison> byDifferences(
            VersionPair pair, ComparisonKey key, CellTally tally, int index, MiddleComparer comparer) {
        if (isPaired(pair) && twoWay.exist()) {
            return twoWay.pairs(key.cell(), pair, index).map(tallies -> comparer.paired(key, tallies));
        }
        if (isPaired(pair)) {
            return Optional.ofNullable(tally.pairs().get(pair)).map(found -> comparer.paired(key, found[index], units));
        }
        return costs(pair, pair.candidate(), key.cell()).flatMap(candidate -> costs(pair, pair.baseline(), key.cell())
                .map(baseline -> comparer.unpaired(key, candidate[index], baseline[index], units)));
    }

    private Optional<Comparison> byTwoWays(VersionPair pair, ComparisonKey key, int index, TwoWayComparer comparer) {
        if (isPaired(pair)) {
            return twoWay.pairs(key.cell(), pair, index).map(tallies -> comparer.paired(key, tallies));
        }
        return twoWay.costs(key.cell(), pair.candidate(), index)
                .flatMap(candidate -> twoWay.costs(key.cell(), pair.baseline(), index)
                        .map(baseline -> comparer.unpaired(key, candidate, baseline)));
    }

    private Optional<Comparison> byQuantiles(
            VersionPair pair, ComparisonKey key, CellTally tally, int index, QuantileComparer comparer) {
        if (isPaired(pair)) {
            Optional<PairedQuantiles> quantiles =
                    Optional.ofNullable(tallied.pairedQuantiles().get(new Tallied.PairPlace(key.cell(), pair, index)));
            return Optional.ofNullable(tally.pairs().get(pair))
                    .map(pairs -> comparer.paired(key, pairs[index], quantiles, units));
        }
        CostTally[] candidate = tally.costs().get(pair.candidate());
        CostTally[] baseline = tally.costs().get(pair.baseline());
        return candidate == null || baseline == null
                ? Optional.empty()
                : Optional.of(comparer.unpaired(
                        key,
                        new QuantileComparer.OfVersion(candidate[index], quantile(key.cell(), pair.candidate(), index)),
                        new QuantileComparer.OfVersion(baseline[index], quantile(key.cell(), pair.baseline(), index)),
                        units));
    }

    private Optional<QuantileBounds> quantile(Cell cell, String version, int index) {
        return Optional.ofNullable(tallied.quantiles().get(new Tallied.Place(cell, version, index)));
    }

    /** The same by a metric. */
    private Optional<Comparison> comparison(
            VersionPair pair, Cell cell, PlannedMetric metric, ComparisonSettings withSettings) {
        MetricComparer.Key key = new MetricComparer.Key(
                cell,
                metric.entry().name(),
                metric.entry().definition().direction(),
                pair.baseline(),
                pair.candidate());
        MetricComparer comparer = new MetricComparer(withSettings);
        if (isPaired(pair)) {
            return values.paired(metric, cell, pair).map(found -> comparer.paired(key, found, units));
        }
        Optional<MetricEstimate> baseline = metric(metric, pair, pair.baseline(), cell);
        return metric(metric, pair, pair.candidate(), cell)
                .flatMap(candidate -> baseline.map(other -> comparer.unpaired(key, candidate, other, units)));
    }

    /** The cells in which the baseline of a pair has rows. */
    private List<Cell> cellsOfBaseline(VersionPair pair) {
        Tallied of = previous(pair, pair.baseline()).map(PreviousRun::tallied).orElse(tallied);
        return of.cells().keySet().stream()
                .filter(cell -> costs(pair, pair.baseline(), cell).isPresent())
                .toList();
    }

    /** Whether the versions share ids at all. */
    boolean isPaired(VersionPair pair) {
        return tallied.counts().of(Counts.SHARED, pair.baseline(), pair.candidate()) > 0;
    }

    private List<GatedComparison> gated(VersionPair pair) {
        List<GatedComparison> gated = new ArrayList<>();
        for (Gate gate : new GateExpansion(configuration, plan).gates(cellsOfBaseline(pair))) {
            Optional<LossColumn> loss = plan.losses().stream()
                    .filter(column -> column.name().equals(gate.loss()))
                    .findFirst();
            gated.add(loss.map(column -> gated(pair, gate, column)).orElseGet(() -> gated(pair, gate, metric(gate))));
        }
        return gated;
    }

    private PlannedMetric metric(Gate gate) {
        return metrics.stream()
                .filter(metric -> metric.entry().name().equals(gate.loss()))
                .findFirst()
                .orElseThrow();
    }

    private GatedComparison gated(VersionPair pair, Gate gate, LossColumn loss) {
        int index = plan.losses().indexOf(loss);
        Optional<PairTally> pairs = tallied.cell(gate.cell())
                .flatMap(cell -> Optional.ofNullable(cell.pairs().get(pair)))
                .map(found -> found[index]);
        Optional<Comparison> comparison = gate.limit()
                .map(limit -> levels.against(limit, gate.cell(), pair.candidate(), loss))
                .orElseGet(() -> comparison(pair, gate.cell(), loss, settings.withMargin(gate.margin())));
        return new GatedComparison(
                gate,
                pair.baseline(),
                pair.candidate(),
                comparison,
                pairs.map(PairTally::pairsSeen).orElse(0L),
                pairs.map(PairTally::candidateUnscored).orElse(0L));
    }

    private GatedComparison gated(VersionPair pair, Gate gate, PlannedMetric metric) {
        Optional<MetricPairTally> pairs = tallied.cell(gate.cell())
                .flatMap(cell -> Optional.ofNullable(cell.metricPairs().get(pair)))
                .map(found -> found[metric.tally()]);
        Optional<Comparison> comparison = gate.limit()
                .map(limit -> levels.against(limit, gate.cell(), pair.candidate(), metric))
                .orElseGet(() -> comparison(pair, gate.cell(), metric, settings.withMargin(gate.margin())));
        return new GatedComparison(
                gate,
                pair.baseline(),
                pair.candidate(),
                comparison,
                pairs.map(MetricPairTally::pairsSeen).orElse(0L),
                pairs.map(MetricPairTally::candidateUnscored).orElse(0L));
    }

    /** A gated line shows the gate's margin and adjusted p-value; a hard gate goes before a soft one. */
    private static List<Comparison> withAdjusted(List<Comparison> comparisons, List<CandidateVerdict> verdicts) {
        Map<List<Object>, Comparison> gated = new LinkedHashMap<>();
        for (CandidateVerdict verdict : verdicts) {
            for (GateResult gate : verdict.gates()) {
                gate.comparison()
                        .filter(comparison -> comparison.baseline().equals(gate.baseline()))
                        .ifPresent(comparison -> gated.putIfAbsent(place(comparison), comparison));
            }
        }
        return comparisons.stream()
                .map(comparison -> gated.getOrDefault(place(comparison), comparison))
                .toList();
    }

    private static List<Object> place(Comparison comparison) {
        return List.of(comparison.cell(), comparison.loss(), comparison.baseline(), comparison.candidate());
    }

    static Margin margin(Configuration.Tolerance tolerance) {
        return tolerance.relative() ? Margin.relative(tolerance.value()) : Margin.absolute(tolerance.value());
    }
}
