package io.assay.job;

import io.assay.aggregation.Counts;
import io.assay.aggregation.StateTable;
import io.assay.aggregation.Tallied;
import io.assay.report.Evaluation;
import io.assay.report.Format;
import io.assay.report.Formats;
import io.assay.report.Provenance;
import io.assay.report.Table;
import io.assay.report.VerdictFile;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Writes everything that an evaluation, or a merge of several, found, and commits it. */
final class ResultWriter {

    private final SparkSession spark;
    private final Configuration configuration;
    private final Stopwatch watch;

    ResultWriter(SparkSession spark, Configuration configuration, Stopwatch watch) {
        this.spark = spark;
        this.configuration = configuration;
        this.watch = watch;
    }

    /** Writes and commits, and gives the evaluation back with the times that it took. */
    Evaluation write(Attempt attempt, Evaluation evaluation, Planner.Plan plan, Tallied tallied) throws IOException {
        List<String> formats = configuration.output().formats();
        attempt.begin();
        if (formats.contains("parquet")) {
            spark.sparkContext().setJobDescription("assay: write the tables");
            for (Table<?> table : Table.ALL) {
                if (table.isWritten(evaluation)) {
                    attempt.table(table.name(), Tables.dataset(spark, table, evaluation));
                }
            }
        }
        spark.sparkContext().setJobDescription("assay: write the quarantine");
        attempt.table(Attempt.QUARANTINE, quarantine(tallied));
        if (configuration.output().state()) {
            writeState(attempt, plan, tallied);
        }
        watch.lap("write");
        Evaluation timed = withTimings(evaluation);
        for (Format format : Formats.all()) {
            if (formats.contains(format.name())) {
                for (Format.Document document : format.documents()) {
                    if (document.wanted().test(timed)) {
                        attempt.file(document.fileName(), document.bytes(timed));
                    }
                }
            }
        }
        attempt.commit(VerdictFile.bytes(timed, attempt.written()));
        return timed;
    }

    private void writeState(Attempt attempt, Planner.Plan plan, Tallied tallied) throws IOException {
        spark.sparkContext().setJobDescription("assay: write the state");
        List<Row> rows =
                new StateTable(plan.tally()).rows(configuration.evaluation(), configuration.runDate(), tallied.cells());
        attempt.table(Attempt.STATE, StateTable.dataset(spark, rows));
        StateFile state = StateFile.of(configuration, plan, tallied, rows.size());
        attempt.file(StateFile.NAME, state.bytes());
    }

    private Evaluation withTimings(Evaluation evaluation) {
        Provenance was = evaluation.provenance();
        return evaluation.withProvenance(new Provenance(
                was.program(),
                was.sparkVersion(),
                was.command(),
                was.configurationDigest(),
                was.inputs(),
                was.scans(),
                was.road(),
                was.trivial(),
                watch.seconds()));
    }

    /** The rows set aside, as they are written. */
    Dataset<Row> quarantine(Tallied tallied) {
        Dataset<Row> rows = tallied.quarantined()
                .withColumn("evaluation", functions.lit(configuration.evaluation()))
                .withColumn("run_date", functions.lit(configuration.runDate()))
                .select("evaluation", "run_date", "side", "reason", "model_version", "id", "record");
        long set = tallied.counts().below(Counts.ROWS, Counts.QUARANTINED).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return set < 1_000_000
                ? rows.coalesce(1).sortWithinPartitions("side", "reason", "model_version", "id", "record")
                : rows;
    }
}
