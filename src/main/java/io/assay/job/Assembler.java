package io.assay.job;

import io.assay.aggregation.Counts;
import io.assay.aggregation.LossColumn;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.TallyPlan;
import io.assay.aggregation.VersionPair;
import io.assay.comparison.Exploration;
import io.assay.comparison.Objectives;
import io.assay.comparison.TwoWay;
import io.assay.comparison.TwoWayComparer;
import io.assay.cost.Cost;
import io.assay.cost.CostTally;
import io.assay.cost.Interval;
import io.assay.cost.Metric;
import io.assay.cost.MetricEstimate;
import io.assay.cost.Penalty;
import io.assay.cost.QuantileBounds;
import io.assay.cost.RowAccount;
import io.assay.cost.SampleAccount;
import io.assay.dimension.Cell;
import io.assay.input.Conformed;
import io.assay.loss.Catalogue;
import io.assay.report.Composition;
import io.assay.report.Evaluation;
import io.assay.report.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts what a pass tallied and what the judge said together into the result that is reported. */
final class Assembler {

    private final Configuration configuration;
    private final TallyPlan plan;
    private final Planner.Plan planned;
    private final Conformed conformed;
    private final Tallied tallied;
    private final List<Penalty> penalties;
    private final PartValues parts;
    private final Optional<SequenceReader.Sequence> sequence;
    private final Optional<PreviousRun> previous;

    Assembler(Configuration configuration, Planner.Plan plan, Tallied tallied) {
        this(configuration, plan, tallied, Optional.empty(), Optional.empty());
    }

    /**
     * @param sequence what is compared in place of what was tallied
     * @param previous what versions are held against besides
     */
    Assembler(
            Configuration configuration,
            Planner.Plan plan,
            Tallied tallied,
            Optional<SequenceReader.Sequence> sequence,
            Optional<PreviousRun> previous) {
        this.configuration = configuration;
        this.plan = plan.tally();
        this.planned = plan;
        this.conformed = plan.conformed();
        this.tallied = tallied;
        this.penalties = plan.penalties();
        this.parts = new PartValues(plan.tally(), plan.sums(), tallied);
        this.sequence = sequence;
        this.previous = previous;
    }

    Evaluation evaluation(Provenance provenance) {
        Tallied compared = sequence.map(SequenceReader.Sequence::tallied).orElse(tallied);
        Judge judge =
                new Judge(configuration, planned, compared, sequence.map(SequenceReader.Sequence::looks), previous);
        Judge.Judgement judgement = judge.judge();
        List<Cost> costs = costs();
        List<Metric> metrics = new MetricValues(planned.metrics(), tallied).all();
        Evaluation evaluation = new Evaluation(
                configuration.evaluation(),
                configuration.runDate(),
                configuration.compare().alpha(),
                configuration.baselines(),
                versions(),
                plan.losses().stream().map(LossColumn::name).toList(),
                judgement.overall(),
                judgement.verdicts(),
                costs,
                judgement.comparisons(),
                new Exploration(judge.settings(), configuration.compare().sliceCorrection())
                        .of(judgement.comparisons()),
                metrics,
                CostCurves.of(planned.metrics(), tallied, versions()),
                new Composition(
                        penalties,
                        Objectives.of(costs, judgement.comparisons(), penalties),
                        parts.contributions(costs),
                        new PartValues(plan, planned.sums(), compared).differences(judgement.comparisons()),
                        judgement.ranges(),
                        new ShiftValues(plan, compared, judge).of(judgement.comparisons())),
                accounts(),
                notes(judge),
                provenance);
        return evaluation.withNotes(BinnedScores.notes(planned.metrics(), metrics));
    }

    List<String> versions() {
        return tallied.cell(Cell.ALL)
                .map(cell -> List.copyOf(cell.costs().keySet()))
                .orElse(List.of());
    }

    private List<Cost> costs() {
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < plan.losses().size(); i++) {
            int index = i;
            tallied.cells().forEach((cell, tally) -> tally.costs()
                    .forEach((version, tallies) -> costs.add(cost(cell, version, index, tallies[index]))));
        }
        return costs;
    }

    private Cost cost(Cell cell, String version, int index, CostTally tally) {
        LossColumn loss = plan.losses().get(index);
        Cost cost = Cost.of(cell, version, loss.name(), loss.aggregate(), loss.direction(), tally);
        QuantileBounds quantile = tallied.quantiles().get(new Tallied.Place(cell, version, index));
        Optional<TwoWay<CostTally>> twoWay = new TwoWayTallies(tallied).costs(cell, version, index);
        if (twoWay.isPresent()) {
            MetricEstimate worth = TwoWayComparer.estimate(loss.aggregate(), twoWay.get());
            return quantile == null
                    ? cost.within(worth.standardError(), worth.interval())
                    : cost.withQuantile(quantile).within(Double.NaN, new Interval(Double.NaN, Double.NaN));
        }
        return quantile == null ? cost : cost.withQuantile(quantile);
    }

    List<RowAccount> accounts() {
        boolean joined = configuration.input().joined();
        List<RowAccount> accounts = new ArrayList<>();
        SortedMap<String, SortedMap<String, Long>> unscored = new TreeMap<>();
        tallied.counts().below(Counts.UNSCORED).forEach((name, n) -> unscored.computeIfAbsent(
                        name.get(0), key -> new TreeMap<>())
                .put(name.get(1), n));
        accounts.add(account(
                joined ? "predictions" : "rows",
                Counts.ROWS,
                tallied.read() * conformed.copies() + tallied.counts().of(Counts.MADE),
                unscored));
        if (joined) {
            accounts.add(account("labels", Counts.LABELS, tallied.readLabels(), new TreeMap<>()));
        }
        return accounts;
    }

    private RowAccount account(
            String name, String side, long read, SortedMap<String, SortedMap<String, Long>> unscored) {
        Counts counts = tallied.counts();
        SortedMap<String, Long> quarantined = new TreeMap<>();
        counts.below(side, Counts.QUARANTINED).forEach((reason, n) -> quarantined.put(reason.get(0), n));
        return new RowAccount(
                name,
                read,
                counts.of(side, Conformed.FILTERED),
                counts.of(side, Counts.EVALUATED),
                quarantined,
                counts.of(side, Conformed.UNMATCHED) + counts.of(side, Counts.UNUSED),
                counts.of(side, Conformed.UNLABELLED),
                counts.of(side, Conformed.UNVERSIONED),
                unscored,
                side.equals(Counts.ROWS) ? samples().account() : SampleAccount.NONE);
    }

    private SampledRows samples() {
        return new SampledRows(plan.columns().pairBy(), tallied.counts());
    }

    List<String> notes(Judge judge) {
        List<String> notes = new ArrayList<>();
        sequence.ifPresent(all -> notes.addAll(all.notes()));
        previous.ifPresent(run -> notes.addAll(run.notes()));
        ClusterNotes.ofForecasts(configuration, conformed.source(), Catalogue.standard())
                .ifPresent(notes::add);
        notes.addAll(ClusterNotes.ofTwoWays(planned, tallied));
        notes.addAll(new Middles(configuration).notes(plan));
        MedianNotes.of(plan, sequence.isPresent()).ifPresent(notes::add);
        if (conformed.copies() > 1) {
            notes.add(
                    "A wide dataset: every row read counts once for each of its " + conformed.copies() + " versions.");
        }
        conformed
                .made()
                .ifPresent(version -> notes.add(String.format(
                        Locale.ROOT,
                        "The %,d rows of %s are copies that the job makes of rows that were read, one for each example; the"
                                + " account counts them too.",
                        tallied.counts().of(Counts.MADE),
                        version)));
        if (plan.columns().grouped()) {
            notes.add(
                    "Rows were gathered by " + String.join(", ", plan.columns().group())
                            + ": the account counts those read, costs and comparisons the groups.");
        }
        notes.addAll(samples().notes());
        if (judge.pairs().isEmpty()) {
            notes.add("Nothing could be compared: no version "
                    + (plan.baselines().stream().anyMatch(this::hasRows)
                            ? "but " + String.join(", ", plan.baselines()) + " has rows."
                            : "has rows."));
        }
        notes.addAll(ManySlices.notes(tallied, configuration.compare().minimumUnits()));
        for (Penalty penalty : penalties) {
            if (!hasRows(penalty.modelVersion())) {
                notes.add("Coefficients are declared for " + penalty.modelVersion() + ", which has no rows.");
            }
        }
        notes.addAll(new SharedUnits(plan.columns(), configuration.limits().sharedUnits(), tallied.counts()).notes());
        SameRows.labelRates(tallied.counts()).ifPresent(notes::add);
        for (VersionPair pair : judge.pairs()) {
            notes.addAll(notes(pair, judge.isPaired(pair)));
            if (!List.of(PreviousRun.NAME, TrivialBaseline.NAME).contains(pair.baseline())) {
                notes.addAll(new SameRows(configuration.limits(), tallied.counts(), pair).notes());
            }
        }
        for (Map.Entry<List<String>, Long> entry :
                tallied.counts().below(Counts.DIFFERENT_SLICE).entrySet()) {
            notes.add(String.format(
                    Locale.ROOT,
                    entry.getValue() == 1
                            ? "%,d pair differs in %s between its versions; it is compared in the slice of the baseline's"
                                    + " row."
                            : "%,d pairs differ in %s between their versions; they are compared in the slice of the"
                                    + " baseline's row.",
                    entry.getValue(),
                    entry.getKey().get(0)));
        }
        return notes;
    }

    private boolean hasRows(String version) {
        return tallied.cell(Cell.ALL)
                .filter(cell -> cell.costs().containsKey(version))
                .isPresent();
    }

    private List<String> notes(VersionPair pair, boolean paired) {
        Counts counts = tallied.counts();
        long baseline = counts.of(Counts.IDS, pair.baseline());
        long candidate = counts.of(Counts.IDS, pair.candidate());
        long shared = counts.of(Counts.SHARED, pair.baseline(), pair.candidate());
        if (!hasRows(pair.baseline()) || !hasRows(pair.candidate())) {
            return List.of();
        }
        if (!paired) {
            return List.of(String.format(
                    Locale.ROOT,
                    "%s and %s share no ids: they are compared as independent samples (Welch), which is much weaker than"
                            + " a comparison on the same rows.",
                    pair.candidate(),
                    pair.baseline()));
        }
        List<String> notes = new ArrayList<>();
        if (baseline > shared) {
            notes.add(leftOut(baseline - shared, pair.baseline(), pair.candidate()));
        }
        if (candidate > shared) {
            notes.add(leftOut(candidate - shared, pair.candidate(), pair.baseline()));
        }
        return notes;
    }

    private static String leftOut(long ids, String having, String lacking) {
        return String.format(
                Locale.ROOT,
                ids == 1
                        ? "%,d id of %s has no row of %s; it is left out of that comparison."
                        : "%,d ids of %s have no row of %s; they are left out of that comparison.",
                ids,
                having,
                lacking);
    }
}
