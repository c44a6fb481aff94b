package io.assay.job;

import io.assay.comparison.Verdict;
import io.assay.cost.RowAccount;
import io.assay.curve.Diagnosis;
import io.assay.curve.Diagnosis.Expectation;
import io.assay.input.Source;
import io.assay.input.SourceReader;
import io.assay.report.CurveReport;
import io.assay.report.CurveResult;
import io.assay.report.CurveTable;
import io.assay.report.CurveVerdict;
import io.assay.report.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/** Runs one diagnosis of loss curves from its configuration to its committed verdict. */
final class CurveEvaluator {

    private final SparkSession spark;
    private final CurveConfiguration configuration;
    private final String command;
    private final Stopwatch watch = new Stopwatch();

    /**
     * @param command what was typed, for the record
     */
    CurveEvaluator(SparkSession spark, CurveConfiguration configuration, String command) {
        this.spark = spark;
        this.configuration = configuration;
        this.command = command;
    }

    /** What came out, and where it stands. */
    record Outcome(CurveResult result, String folder) {}

    /**
     * Reads, looks, writes and commits.
     *
     * @throws InvalidConfigurationException with everything that is wrong with the configuration, before anything is read;
     *     or afterwards, if there are more points than may be taken
     * @throws BadArgumentsException if another configuration's result stands there and may not be overwritten
     */
    Outcome run(Evaluator.Overwrite overwrite) throws IOException {
        SourceReader reader = new SourceReader(spark, configuration.roots());
        CurvePoints points = new CurvePoints(reader, configuration);
        points.check();
        OutputFolder folder = new OutputFolder(
                configuration.output().path(),
                configuration.name(),
                configuration.runDate(),
                spark.sparkContext().hadoopConfiguration());
        try (Attempt attempt = folder.attempt()) {
            folder.refuseOther(configuration.digest(), overwrite);
            List<Provenance.InputFile> inputs = inputs(reader);
            watch.lap("plan");
            Dataset<Row> all = points.all().persist(StorageLevel.MEMORY_AND_DISK());
            try {
                return new Outcome(write(attempt, all, result(all, inputs)), folder.path());
            } finally {
                all.unpersist();
            }
        }
    }

    private CurveResult result(Dataset<Row> all, List<Provenance.InputFile> inputs) {
        spark.sparkContext().setJobDescription("assay: count the points");
        SortedMap<String, Long> fates = CollectedCurves.count(all);
        refuseTooMany(CollectedCurves.usable(fates));
        spark.sparkContext().setJobDescription("assay: bring the points together");
        CollectedCurves curves = CollectedCurves.of(all, fates);
        watch.lap("read");
        List<Diagnosis> diagnoses = new ArrayList<>();
        curves.runs()
                .forEach((run, metrics) -> metrics.forEach((metric, splits) -> diagnoses.add(Diagnosis.of(
                        run,
                        metric,
                        curves.size(run),
                        splits.train(),
                        splits.validation(),
                        configuration.metrics().getOrDefault(metric, Expectation.NONE),
                        configuration.settings()))));
        String primary = primary(diagnoses);
        RowAccount account = account(fates);
        List<String> obstacles = obstacles(diagnoses, account);
        List<CurveResult.Gate> gates =
                new CurveJudge(configuration.settings(), primary, diagnoses).judged(configuration.gates());
        List<String> notes = new ArrayList<>(obstacles);
        notes.addAll(notes(curves, diagnoses));
        CurveResult result = new CurveResult(
                configuration.name(),
                configuration.runDate(),
                primary,
                verdict(gates, obstacles),
                diagnoses,
                gates,
                CurveLaws.of(diagnoses, configuration.predictAt()),
                account,
                obstacles,
                notes,
                configuration.settings(),
                provenance(inputs));
        watch.lap("diagnose");
        return result;
    }

    private static Verdict verdict(List<CurveResult.Gate> gates, List<String> obstacles) {
        return gates.stream()
                .filter(CurveResult.Gate::hard)
                .map(CurveResult.Gate::verdict)
                .reduce(obstacles.isEmpty() ? Verdict.PASS : Verdict.NOT_COMPARABLE, Verdict::worse);
    }

    private void refuseTooMany(long points) {
        if (points > configuration.limits().points()) {
            throw new InvalidConfigurationException(List.of(new Problem(
                    configuration.place(),
                    "limits.points",
                    Long.toString(configuration.limits().points()),
                    String.format(
                            Locale.ROOT,
                            "there are %,d points: leave some out with where: under input:, such as every step but each"
                                    + " hundredth, or name fewer curves.metrics; or raise this limit, at some 100 bytes"
                                    + " of the driver's memory for each point",
                            points))));
        }
    }

    /** The metric that is named, else the first that is declared, else the first of the data. */
    private String primary(List<Diagnosis> diagnoses) {
        return configuration
                .metric()
                .or(() -> configuration.metrics().keySet().stream().findFirst())
                .orElseGet(() -> diagnoses.stream()
                        .map(Diagnosis::metric)
                        .sorted()
                        .findFirst()
                        .orElse(""));
    }

    private static RowAccount account(SortedMap<String, Long> fates) {
        SortedMap<String, Long> quarantined = new TreeMap<>(fates);
        quarantined.remove("");
        quarantined.keySet().removeAll(CurvePoints.UNASKED);
        long read = fates.values().stream().mapToLong(Long::longValue).sum();
        long usable = CollectedCurves.usable(fates);
        long set = quarantined.values().stream().mapToLong(Long::longValue).sum();
        return new RowAccount("points", read, read - usable - set, usable, quarantined, 0, 0, 0, new TreeMap<>());
    }

    private List<String> obstacles(List<Diagnosis> diagnoses, RowAccount account) {
        List<String> obstacles = new ArrayList<>();
        if (diagnoses.stream().allMatch(each -> each.best().isEmpty())) {
            obstacles.add("No point has a run, a metric, a step and a finite value: there is nothing to look at.");
        }
        long set = account.quarantinedTotal();
        long whole = set + account.evaluated();
        if (set > configuration.limits().quarantined() * whole) {
            obstacles.add(String.format(
                    Locale.ROOT,
                    "Points quarantined: %,d of %,d, %.2f %%; limits.quarantined allows %.2f %%.",
                    set,
                    whole,
                    100.0 * set / whole,
                    100 * configuration.limits().quarantined()));
        }
        return obstacles;
    }

    private List<String> notes(CollectedCurves curves, List<Diagnosis> diagnoses) {
        List<String> notes = new ArrayList<>(curves.notes());
        if (!curves.duplicates().isEmpty()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d points stand more than once at their step and are all set aside, as those of a run that was"
                            + " resumed are: %s.",
                    curves.fates().get(CurvePoints.DUPLICATE),
                    String.join("; ", curves.duplicates())));
        }
        if (!curves.otherSplits().isEmpty()) {
            notes.add("Neither training nor validation, and not looked at: points of the splits "
                    + String.join(", ", curves.otherSplits()) + ".");
        }
        if (configuration.metrics().isEmpty() && !diagnoses.isEmpty()) {
            notes.add("Lower is taken to be better, since no direction is declared under curves.metrics: "
                    + String.join(
                            ", ",
                            new TreeSet<>(
                                    diagnoses.stream().map(Diagnosis::metric).toList()))
                    + ".");
        }
        return notes;
    }

    private CurveResult write(Attempt attempt, Dataset<Row> all, CurveResult result) throws IOException {
        List<String> formats = configuration.output().formats();
        attempt.begin();
        if (formats.contains("parquet")) {
            spark.sparkContext().setJobDescription("assay: write the table");
            attempt.table(
                    CurveTable.NAME,
                    Tables.dataset(spark, CurveTable.names(), CurveTable.types(), CurveTable.rows(result)));
        }
        spark.sparkContext().setJobDescription("assay: write the quarantine");
        attempt.table(Attempt.QUARANTINE, quarantine(all));
        watch.lap("write");
        CurveResult timed = result.withProvenance(provenance(result.provenance().inputs()));
        for (Map.Entry<String, byte[]> file : CurveReport.files(timed, formats).entrySet()) {
            attempt.file(file.getKey(), file.getValue());
        }
        attempt.commit(CurveVerdict.bytes(timed, attempt.written()));
        return timed;
    }

    private Dataset<Row> quarantine(Dataset<Row> all) {
        return all.filter(functions
                        .col(CurvePoints.FATE)
                        .isNotNull()
                        .and(functions.not(functions.col(CurvePoints.FATE).isin(CurvePoints.UNASKED.toArray()))))
                .withColumn("evaluation", functions.lit(configuration.name()))
                .withColumn("run_date", functions.lit(configuration.runDate()))
                .withColumnRenamed(CurvePoints.FATE, "reason")
                .select(
                        "evaluation",
                        "run_date",
                        "reason",
                        CurvePoints.RUN,
                        CurvePoints.METRIC,
                        CurvePoints.SPLIT,
                        CurvePoints.STEP,
                        CurvePoints.VALUE,
                        CurvePoints.RECORD)
                .coalesce(1)
                .sortWithinPartitions(
                        "reason",
                        CurvePoints.RUN,
                        CurvePoints.METRIC,
                        CurvePoints.SPLIT,
                        CurvePoints.STEP,
                        CurvePoints.VALUE,
                        CurvePoints.RECORD);
    }

    private List<Provenance.InputFile> inputs(SourceReader reader) {
        List<Provenance.InputFile> inputs = new ArrayList<>();
        for (Source source : configuration.input()) {
            List<FileStatus> files = reader.files(source);
            files.forEach(file -> inputs.add(Evaluator.inputFile(file)));
            if (files.isEmpty()) {
                inputs.add(new Provenance.InputFile(source.location(), 0, 0));
            }
        }
        return inputs;
    }

    private Provenance provenance(List<Provenance.InputFile> inputs) {
        return new Provenance(
                Assay.Version.text(), spark.version(), command, configuration.digest(), inputs, 1, watch.seconds());
    }
}
