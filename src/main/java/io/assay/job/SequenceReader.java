package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.Counts;
import io.assay.aggregation.StateTable;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.TallyPlan;
import io.assay.comparison.ErrorBudget;
import io.assay.comparison.Looks;
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

    SequenceReader(SparkSession spark, Configuration configuration, Planner.Plan planned) {
        this.spark = spark;
        this.configuration = configuration;
        this.planned = planned;
        this.plan = planned.tally();
        this.table = new StateTable(plan);
        this.bounded = new BoundedLosses(configuration, plan);
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
     * @throws BadArgumentsException if there is no run date, no state, or there are clusters
     * @throws InvalidConfigurationException if a gate is read from sorted rows, or has no bounds where it needs them
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
        plan.columns().clusters().ifPresent(cluster -> {
            throw new BadArgumentsException("compare.sequential cannot take clusters of " + cluster + ": states keep no"
                    + " ids, so a cluster with rows on two run dates would count as two units, and bounds would be too"
                    + " narrow");
        });
        rules().refuseSortedGates();
        bounded.check();
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
        StateFile own = StateFile.of(configuration, plan, today, 0);
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
        Tallied sum = today.withStored(cells, counts);
        Looks looks = new Looks(dates, pairs, versions, ErrorBudget.of(plan.baselines(), days), bounded.looks(cells));
        return new Sequence(sum, looks, inputs, notes(looks));
    }

    /** Those with the present definition, back to the last that has another: with that a sequence ends, and a new one begins. */
    private List<StoredDate> earlier() throws IOException {
        SortedMap<String, List<String>> definition = StateDefinition.of(plan);
        List<StoredDate> earlier = new ArrayList<>();
        List<String> before = StoredDate.before(place(), configuration.runDate());
        for (int i = before.size() - 1; i >= 0; i--) {
            StoredDate date = StoredDate.of(place(), before.get(i));
            if (!StateDefinition.areOfOneSequence(definition, date.state().definition())) {
                break;
            }
            earlier.add(0, date);
        }
        return earlier;
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
        List<String> sorted = rules().sorted();
        if (!sorted.isEmpty()) {
            notes.add(
                    "Not compared, since they are read from sorted rows, which states of earlier run dates do not keep: "
                            + String.join(", ", sorted) + ".");
        }
        return notes;
    }
}
