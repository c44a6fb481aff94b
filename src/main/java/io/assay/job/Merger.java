package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.Counts;
import io.assay.aggregation.LossFunctions;
import io.assay.aggregation.RankedValues;
import io.assay.aggregation.StateTable;
import io.assay.aggregation.Tallied;
import io.assay.dimension.Cell;
import io.assay.input.InputException;
import io.assay.input.SourceReader;
import io.assay.job.MergeRequest.Partitions;
import io.assay.loss.Catalogue;
import io.assay.report.Evaluation;
import io.assay.report.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Merges the states of several run dates into the result that evaluating all of their rows at once would give, to the
 * bit, and commits it. No row is read.
 */
final class Merger {

    private static final StructType QUARANTINE = StructType.fromDDL("evaluation STRING, run_date STRING, side STRING,"
            + " reason STRING, model_version STRING, id STRING, record STRING");

    private final SparkSession spark;
    private final Configuration configuration;
    private final MergeRequest request;
    private final String command;
    private final StoredDate.Place place;
    private final Stopwatch watch = new Stopwatch();

    private Merger(SparkSession spark, Configuration configuration, MergeRequest request, String command) {
        this.spark = spark;
        this.configuration = configuration;
        this.request = request;
        this.command = command;
        this.place = StoredDate.Place.of(spark, configuration);
    }

    /** The configuration as of a run date. */
    interface Reading {
        Configuration at(String runDate) throws IOException;
    }

    /**
     * Holds the configuration against the sources of the last run date that there is.
     *
     * @param command what was typed, for the record
     * @throws InputException if no run date has a result
     */
    static Merger of(SparkSession spark, Reading reading, MergeRequest request, String command) throws IOException {
        List<String> dates =
                StoredDate.within(StoredDate.Place.of(spark, reading.at(request.to())), request.from(), request.to());
        return new Merger(spark, reading.at(dates.get(dates.size() - 1)), request, command);
    }

    /**
     * Merges, writes and commits.
     *
     * @throws BadArgumentsException if states do not fit together, or another configuration's result stands there
     * @throws InputException if a state is missing or damaged
     */
    Evaluator.Outcome run(Evaluator.Overwrite overwrite) throws IOException {
        spark.conf().set(LossFunctions.LENIENT, "true");
        try {
            return merge(overwrite);
        } finally {
            spark.conf().unset(LossFunctions.LENIENT);
        }
    }

    private Evaluator.Outcome merge(Evaluator.Overwrite overwrite) throws IOException {
        Planner.Plan plan = plan();
        MergeRules rules = new MergeRules(request, configuration, plan);
        rules.checkRequest();
        List<StoredDate> dates = new ArrayList<>();
        for (String date : StoredDate.within(place, request.from(), request.to())) {
            dates.add(StoredDate.of(place, date));
        }
        rules.check(dates);
        OutputFolder folder = OutputFolder.ofMerged(place.output(), place.evaluation(), request.name(), place.hadoop());
        try (Attempt attempt = folder.attempt()) {
            folder.refuseOther(configuration.digest(), overwrite);
            List<Provenance.InputFile> inputs = new ArrayList<>();
            for (StoredDate date : dates) {
                inputs.addAll(date.inputs(place));
            }
            watch.lap("plan");
            List<String> notes = new ArrayList<>(rules.notes(dates));
            Tallied tallied = tallied(new StateTable(plan.tally()), dates, notes);
            watch.lap("merge");
            Configuration named = configuration.named(request.name());
            Evaluation evaluation = new Assembler(named, plan, tallied)
                    .evaluation(provenance(inputs))
                    .withNotes(notes);
            watch.lap("compare");
            return new Evaluator.Outcome(
                    new ResultWriter(spark, named, watch).write(attempt, evaluation, plan, tallied), folder.path());
        }
    }

    private Planner.Plan plan() throws IOException {
        SourceReader reader = Evaluator.reader(spark, configuration);
        Planner planner = new Planner(configuration, reader, Catalogue.standard());
        planner.refuseBadText();
        return planner.plan(new QuantileEdges(spark, configuration).frozen());
    }

    private Provenance provenance(List<Provenance.InputFile> inputs) {
        return new Provenance(
                Assay.Version.text(),
                spark.version(),
                command,
                configuration.digest(),
                inputs,
                0,
                "merged from stored tallies",
                watch.seconds());
    }

    private Tallied tallied(StateTable table, List<StoredDate> dates, List<String> notes) {
        spark.sparkContext().setJobDescription("assay: merge the states");
        Dataset<Row> stored = StoredDate.read(spark, StateTable.SCHEMA, dates, StoredDate::tables);
        List<Row> partitions = StoredDate.partitions(stored, dates);
        Counts counts = new Counts();
        dates.forEach(date -> counts.add(date.state().counts()));
        Dataset<Row> current = stored;
        if (request.partitions() == Partitions.REPLACE) {
            Replacement replacement =
                    Replacement.of(dates.stream().map(StoredDate::runDate).toList(), partitions);
            Optional<CellTally> replaced =
                    Optional.ofNullable(table.sum(replacement.replaced(stored)).get(Cell.ALL));
            replaced.ifPresent(tally -> {
                Counts moved = Replacement.moved(tally, counts);
                counts.add(moved);
                notes.add(Replacement.note(replacement.replaced(), moved));
            });
            current = replacement.current(stored);
        }
        return new Tallied(
                table.sum(current),
                counts,
                StoredDate.read(spark, QUARANTINE, dates, StoredDate::quarantine)
                        .select("side", "reason", "model_version", "id", "record"),
                RankedValues.none(),
                Map.of(),
                Map.of(),
                dates.stream().mapToLong(date -> date.state().read()).sum(),
                dates.stream().mapToLong(date -> date.state().readLabels()).sum(),
                0,
                "merged from stored tallies");
    }
}
