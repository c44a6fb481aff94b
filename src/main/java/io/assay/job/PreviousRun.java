package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.Counts;
import io.assay.aggregation.StateTable;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.TallyPlan;
import io.assay.dimension.Cell;
import io.assay.report.Provenance;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The baseline {@code previous-run}: every version is held against itself, as it was on the last run date before this one. Its
 * rows were others, so that the two are independent samples. What was tallied then is read from the stored state, and no row is.
 *
 * @param tallied what the state of that run date has; nothing where there is none
 * @param inputs the files that it was read from
 * @param notes what readers must know
 */
record PreviousRun(Tallied tallied, List<Provenance.InputFile> inputs, List<String> notes) {

    /** What stands for a version's previous run among the baselines. */
    static final String NAME = "previous-run";

    PreviousRun {
        inputs = List.copyOf(inputs);
        notes = List.copyOf(notes);
    }

    /** Whether a configuration asks for it. */
    static boolean isAskedFor(Configuration configuration) {
        return configuration.baselines().contains(NAME);
    }

    /** The baselines that are versions of the data. */
    static List<String> others(List<String> baselines) {
        return baselines.stream().filter(baseline -> !baseline.equals(NAME)).toList();
    }

    /**
     * Refuses what has no previous run, before anything is read.
     *
     * @throws BadArgumentsException if there is no run date, no state for the next run, or all run dates are compared anyway
     * @throws InvalidConfigurationException if a gate is read from sorted rows
     */
    static void check(Configuration configuration, Planner.Plan planned) {
        if (!isAskedFor(configuration)) {
            return;
        }
        if (configuration.runDate().equals(ConfigurationReader.UNDATED)) {
            throw new BadArgumentsException(
                    "baseline: previous-run needs run dates, which say what came before: give --run-date");
        }
        if (!configuration.output().state()) {
            throw new BadArgumentsException(
                    "baseline: previous-run needs output.state: true, since the next run reads the state of this one");
        }
        if (configuration.compare().sequential()) {
            throw new BadArgumentsException("baseline: previous-run cannot be compared under compare.sequential, which"
                    + " judges all run dates together: leave one of them out");
        }
        if (configuration.columns().twoWay()) {
            throw new BadArgumentsException("baseline: previous-run cannot be compared by two-way clusters, "
                    + configuration.columns().clusters().orElse("") + ": a state has the tallies of one way of"
                    + " clustering. Give columns.cluster one of the two, or another baseline");
        }
        String date = configuration.runDate();
        new MergeRules(
                        new MergeRequest(date, date, MergeRequest.Partitions.ADD, MergeRequest.Clusters.MAY_RECUR),
                        configuration,
                        planned)
                .refuseSortedGates();
    }

    /**
     * Reads the last run date before this one.
     *
     * @throws io.assay.input.InputException if its state is missing or damaged
     */
    static PreviousRun read(SparkSession spark, Configuration configuration, TallyPlan plan, Tallied today)
            throws IOException {
        StoredDate.Place place = StoredDate.Place.of(spark, configuration);
        List<String> before = StoredDate.before(place, configuration.runDate());
        if (before.isEmpty()) {
            return none(
                    today,
                    "There is no run date before " + configuration.runDate()
                            + " with a result, so nothing is compared with previous-run.");
        }
        spark.sparkContext().setJobDescription("assay: read the state of the run date before");
        StoredDate date = StoredDate.of(place, before.get(before.size() - 1));
        Optional<String> other = differing(plan, date);
        if (other.isPresent()) {
            return none(
                    today,
                    "The run date before, " + date.runDate() + ", had other " + other.get()
                            + ", so nothing is compared with previous-run.");
        }
        Dataset<Row> stored = StoredDate.read(spark, StateTable.SCHEMA, List.of(date), StoredDate::tables);
        StoredDate.partitions(stored, List.of(date));
        SortedMap<Cell, CellTally> cells = new StateTable(plan).sum(stored);
        return new PreviousRun(
                today.withStored(cells, new Counts()), date.inputs(place), notes(date.runDate(), cells, today));
    }

    /** Which definitions of what was tallied are others; who was compared with whom does not matter. */
    private static Optional<String> differing(TallyPlan plan, StoredDate date) {
        List<String> differing =
                StateDefinition.differences(
                                StateDefinition.of(plan), date.state().definition())
                        .stream()
                        .filter(part -> !part.equals(StateDefinition.VERSIONS))
                        .toList();
        return differing.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differing));
    }

    private static PreviousRun none(Tallied today, String note) {
        return new PreviousRun(today.withStored(new TreeMap<>(), new Counts()), List.of(), List.of(note));
    }

    private static List<String> notes(String runDate, SortedMap<Cell, CellTally> cells, Tallied today) {
        String what = "previous-run is each version itself on " + runDate
                + ", over other rows: the two are compared as independent samples (Welch).";
        SortedSet<String> fresh = new TreeSet<>(versions(today.cells()));
        fresh.removeAll(versions(cells));
        return fresh.isEmpty()
                ? List.of(what)
                : List.of(
                        what,
                        "Not there on " + runDate + ", so without a previous run: " + String.join(", ", fresh) + ".");
    }

    private static Set<String> versions(SortedMap<Cell, CellTally> cells) {
        return Stream.ofNullable(cells.get(Cell.ALL))
                .flatMap(cell -> cell.costs().keySet().stream())
                .collect(Collectors.toSet());
    }

    /** Whether a version had rows. */
    boolean has(String version) {
        return versions(tallied.cells()).contains(version);
    }
}
