package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.Counts;
import io.assay.aggregation.StateTable;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.TallyPlan;
import io.assay.comparison.ErrorBudget;
import io.assay.comparison.Looks;
import io.assay.cost.Buckets;
import io.assay.cost.CostTally;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.report.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Puts the tallies of a run date together with those that earlier ones have stored, for comparisons that are looked at after
 * every run ({@code compare.sequential}). What comes of it depends on the stored run dates alone: a run that is repeated
 * gives the same again.
 */
final class SequenceReader {

    private final SparkSession spark;
    private final Configuration configuration;
    private final Planner.Plan planned;
    private final TallyPlan plan;
    private final StateTable table;

    private final List<String> dates = new ArrayList<>();
    private final SortedMap<Cell, CellTally> cells = new TreeMap<>();
    private final Counts counts = new Counts();
    private final Map<Looks.Pair, Looks.First> pairs = new HashMap<>();
    private final Map<Looks.Version, Looks.First> versions = new HashMap<>();
    private final List<ErrorBudget.Day> days = new ArrayList<>();
    private final BoundedLosses bounded;
    private final CarriedLooks carried;

    /** The last run date before the sequence whose state carries no clusters. */
    private Optional<String> left = Optional.empty();

    SequenceReader(SparkSession spark, Configuration configuration, Planner.Plan planned) {
        this.spark = spark;
        this.configuration = configuration;
        this.planned = planned;
        this.plan = planned.tally();
        this.table = new StateTable(plan);
        this.bounded = new BoundedLosses(configuration, plan);
        this.carried = new CarriedLooks(plan, planned.metrics());
    }

    /**
     * All run dates so far, the present one last.
     *
     * @param tallied of all of them together, without what is read from sorted rows
     * @param inputs the files of the earlier states
     * @param notes what readers must know
     */
    record Sequence(Tallied tallied, Looks looks, List<Provenance.InputFile> inputs, List<String> notes) {}

    /**
     * Refuses what cannot be looked at again and again, before anything is read.
     *
     * @throws BadArgumentsException if there is no run date, or no state
     * @throws InvalidConfigurationException if a gate is read from sorted rows, has no bounds where it needs them, or is on a
     *     metric of clusters that cannot be carried
     */
    void check() {
        if (configuration.runDate().equals(ConfigurationReader.UNDATED)) {
            throw new BadArgumentsException(
                    "compare.sequential needs run dates, which put the looks in their order: give --run-date");
        }
        if (!configuration.output().state()) {
            throw new BadArgumentsException(
                    "compare.sequential needs output.state: true, since later run dates read it");
        }
        if (plan.columns().twoWay()) {
            throw new BadArgumentsException("compare.sequential cannot take clusters in two ways, of "
                    + plan.columns().clusters().orElseThrow()
                    + ": sums are carried over run dates by one of them. Name one"
                    + " under columns.cluster");
        }
        rules().refuseSortedGates();
        bounded.check();
        if (plan.carriesUnits()) {
            refuseMetricGates();
        }
    }

    /** Of those that have no standard error by clusters, or a bias besides, nothing is claimed at many looks. */
    private void refuseMetricGates() {
        List<String> carried = planned.metrics().stream()
                .filter(metric -> CarriedItem.isCarried(plan, metric))
                .map(metric -> metric.entry().name())
                .toList();
        List<Problem> problems = configuration.gates().stream()
                .filter(gate -> gate.metric() && !carried.contains(gate.loss()))
                .map(gate -> new Problem(
                        gate.place(),
                        "gates",
                        gate.loss(),
                        "has no spread over clusters that come again, or is biased, so that it cannot be looked at after"
                                + " every run: gate a loss, or a metric such as f1, r2 or debiased_calibration_error"))
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    private MergeRules rules() {
        String date = configuration.runDate();
        return new MergeRules(
                new MergeRequest(date, date, MergeRequest.Partitions.ADD, MergeRequest.Clusters.MAY_RECUR),
                configuration,
                planned);
    }

    /**
     * Reads the earlier run dates and adds the present one.
     *
     * @throws BadArgumentsException if two run dates have read the same rows
     * @throws io.assay.input.InputException if a state is missing or damaged
     */
    Sequence upTo(Tallied today) throws IOException {
        spark.sparkContext().setJobDescription("assay: read the states of earlier run dates");
        List<StoredDate> earlier = earlier();
        List<Provenance.InputFile> inputs = new ArrayList<>();
        StateFile own = StateFile.of(configuration, planned, today, 0);
        List<StoredDate> all = new ArrayList<>(earlier);
        all.add(new StoredDate(configuration.runDate(), own, List.of(), List.of()));
        rules().refuseSameRows(all);
        for (StoredDate date : earlier) {
            inputs.addAll(date.inputs(place()));
            Dataset<Row> stored = StoredDate.read(spark, StateTable.SCHEMA, List.of(date), StoredDate::tables);
            StoredDate.partitions(stored, List.of(date));
            add(date.state(), table.sum(stored));
        }
        add(own, today.cells());
        SortedMap<Cell, CellTally> compared = plan.carriesUnits() ? CarriedLooks.byBuckets(cells) : cells;
        Tallied sum = today.withStored(compared, counts);
        Looks looks = new Looks(
                dates,
                pairs,
                versions,
                ErrorBudget.of(plan.baselines(), days),
                bounded.looks(cells),
                plan.carriesUnits() ? Optional.of(carried.units(compared)) : Optional.empty());
        return new Sequence(sum, looks, inputs, notes(looks));
    }

    /**
     * Those with the present definition, back to the last that has another: with that a sequence ends, and a new one begins.
     *
     * @throws BadArgumentsException if one carries no clusters and an earlier one does, so that a part of a sequence is missing
     */
    private List<StoredDate> earlier() throws IOException {
        SortedMap<String, List<String>> definition = StateDefinition.of(planned);
        List<StoredDate> earlier = new ArrayList<>();
        List<String> before = StoredDate.before(place(), configuration.runDate());
        for (int i = before.size() - 1; i >= 0; i--) {
            StoredDate date = StoredDate.of(place(), before.get(i));
            if (!StateDefinition.areOfOneSequence(definition, date.state().definition())) {
                refuseGap(before.subList(0, i), date);
                break;
            }
            earlier.add(0, date);
        }
        return earlier;
    }

    /** Clusters that nobody carried over a run date in between would be forgotten, and with them how often one has looked. */
    private void refuseGap(List<String> before, StoredDate date) throws IOException {
        SortedMap<String, List<String>> definition = StateDefinition.of(planned);
        SortedMap<String, List<String>> without = StateDefinition.of(planned);
        without.remove(StateDefinition.CARRIED);
        if (!plan.carriesUnits()
                || !StateDefinition.areOfOneSequence(without, date.state().definition())) {
            return;
        }
        for (int i = before.size() - 1; i >= 0; i--) {
            StateFile earlier = StoredDate.of(place(), before.get(i)).state();
            if (StateDefinition.areOfOneSequence(definition, earlier.definition())) {
                throw new BadArgumentsException("Cannot go on with the sequence of " + before.get(i) + ": run date "
                        + date.runDate() + " was evaluated without compare.sequential, so that its state carries no"
                        + " clusters; evaluate it again with --overwrite");
            }
            if (!StateDefinition.areOfOneSequence(without, earlier.definition())) {
                return;
            }
        }
        left = Optional.of(date.runDate());
    }

    private StoredDate.Place place() {
        return StoredDate.Place.of(spark, configuration);
    }

    private void add(StateFile state, SortedMap<Cell, CellTally> ofDate) {
        int index = dates.size();
        dates.add(state.runDate());
        days.add(new ErrorBudget.Day(ids(state, ofDate), state.candidates()));
        counts.add(state.counts());
        table.add(cells, ofDate);
        if (plan.carriesUnits()) {
            carried.add(ofDate, cells);
        }
        bounded.add(ofDate);
        ofDate.forEach((cell, tally) -> {
            tally.pairs()
                    .forEach((pair, tallies) -> pairs.putIfAbsent(
                            new Looks.Pair(cell, pair.baseline(), pair.candidate()),
                            first(index, Arrays.stream(tallies).mapToLong(PairTally::units))));
            tally.costs()
                    .forEach((version, tallies) -> versions.putIfAbsent(
                            new Looks.Version(cell, version),
                            first(index, Arrays.stream(tallies).mapToLong(CostTally::units))));
        });
    }

    /** Versions with rows, and how many ids each has. */
    private static Map<String, Long> ids(StateFile state, SortedMap<Cell, CellTally> ofDate) {
        Map<String, Long> ids = new HashMap<>();
        Optional.ofNullable(ofDate.get(Cell.ALL))
                .ifPresent(all -> all.costs().keySet().forEach(version -> ids.put(version, 0L)));
        state.counts().below(Counts.IDS).forEach((name, n) -> ids.put(name.get(0), n));
        return ids;
    }

    /** One loss may have a value where another has none; any number serves that counts alone decide. */
    private static Looks.First first(int date, LongStream unitsOfLosses) {
        return new Looks.First(date, unitsOfLosses.max().orElse(0));
    }

    private List<String> clusterNotes() {
        List<String> notes = new ArrayList<>();
        notes.add("Clusters of " + plan.columns().cluster().orElse("")
                + " may come again on later run dates: their sums are"
                + " carried in " + Buckets.MOST
                + " buckets, which are the units of comparisons, so that whoever comes again"
                + " is not taken for somebody new. The number of units shown is that of"
                + " clusters so far, as far as it is known: of the run date with most of them, or as many as the"
                + " buckets that have rows tell of.");
        left.ifPresent(
                date -> notes.add("Run dates up to " + date + " are no part of the sequence: their states carry no"
                        + " clusters, as they were evaluated without compare.sequential."));
        if (!uncarried().isEmpty()) {
            notes.add(
                    "Not compared over run dates, since they are biased upwards by about as much as is not known of them: "
                            + String.join(", ", uncarried()) + ".");
        }
        return notes;
    }

    /** The metrics that are compared elsewhere and not where clusters may come again. */
    private List<String> uncarried() {
        return planned.metrics().stream()
                .filter(metric -> metric.isCompared() && !metric.isRanked())
                .filter(metric -> !CarriedItem.isCarried(plan, metric))
                .map(metric -> metric.entry().name())
                .distinct()
                .toList();
    }

    private List<String> notes(Looks looks) {
        List<String> notes = new ArrayList<>();
        String date = configuration.runDate();
        notes.add(
                dates.size() == 1
                        ? "The first look of a sequence: bounds and p-values are always valid, so that they hold at this look"
                                + " and at all later ones together."
                        : "Comparisons and gates are over " + dates.size() + " run dates together, from " + dates.get(0)
                                + " to " + date + "; costs and metrics are those of " + date
                                + ". Bounds and p-values are always valid: they hold at all looks together, so that one may"
                                + " look after every run and stop when one likes.");
        notes.addAll(looks.budget().sentences(configuration.compare().alpha(), dates));
        notes.addAll(bounded.notes());
        if (plan.carriesUnits()) {
            notes.addAll(clusterNotes());
        }
        List<String> sorted = rules().sorted();
        if (!sorted.isEmpty()) {
            notes.add(
                    "Not compared, since they are read from sorted rows, which states of earlier run dates do not keep: "
                            + String.join(", ", sorted) + ".");
        }
        return notes;
    }
}
