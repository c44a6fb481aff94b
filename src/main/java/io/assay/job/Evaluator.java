package io.assay.job;

import io.assay.aggregation.LossFunctions;
import io.assay.aggregation.OnePass;
import io.assay.aggregation.Tallied;
import io.assay.input.Source;
import io.assay.input.SourceReader;
import io.assay.job.Configuration.Penalties;
import io.assay.loss.Catalogue;
import io.assay.report.Evaluation;
import io.assay.report.Provenance;
import io.assay.report.Shown;
import io.assay.report.TrivialPredictor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;

/** Runs one evaluation from its configuration to its committed verdict. */
final class Evaluator {

    private final SparkSession spark;
    private final Configuration configuration;
    private final String command;
    private final Stopwatch watch = new Stopwatch();

    /**
     * @param command what was typed, for the record
     */
    Evaluator(SparkSession spark, Configuration configuration, String command) {
        this.spark = spark;
        this.configuration = configuration;
        this.command = command;
    }

    /** What came out, and where it stands. */
    record Outcome(Evaluation evaluation, String folder) {}

    /**
     * Evaluates, writes and commits.
     *
     * @throws BadArgumentsException if another configuration's result stands there and may not be overwritten
     * @throws LockException if another run makes this result, or took it over from this one
     */
    Outcome run(Overwrite overwrite) throws IOException {
        spark.conf().set(LossFunctions.LENIENT, "true");
        try {
            return evaluate(overwrite);
        } finally {
            spark.conf().unset(LossFunctions.LENIENT);
        }
    }

    private Outcome evaluate(Overwrite overwrite) throws IOException {
        SourceReader reader = reader(spark, configuration);
        Planner planner = new Planner(configuration, reader, Catalogue.standard());
        planner.refuseBadText();
        QuantileEdges edges = new QuantileEdges(spark, configuration);
        // What is wrong with the configuration is told before the lock is asked for, which writes.
        Planner.Plan plan = planner.plan(edges.frozen());
        PreviousRun.check(configuration, plan);
        if (configuration.compare().sequential()) {
            new SequenceReader(spark, configuration, plan).check();
        }
        OutputFolder folder = folder();
        try (Attempt attempt = folder.attempt()) {
            folder.refuseOther(configuration.digest(), overwrite);
            if (edges.areMissing()) {
                plan = planner.plan(edges.found(planner.conformed()));
            }
            TrivialPlanner trivial = planner.trivial(spark);
            if (trivial.found().isPresent()) {
                plan = planner.plan(edges.frozen());
            }
            watch.lap("plan");
            ClusterNotes.ofForecasts(configuration, plan.conformed().source(), Catalogue.standard())
                    .ifPresent(warning -> System.err.println(Shown.lines("Warning: " + warning)));
            Evaluation evaluation = evaluate(reader, plan, edges.scans() + trivial.scans(), trivial.found(), attempt);
            edges.freeze();
            trivial.freeze();
            return new Outcome(evaluation, folder.path());
        }
    }

    private Evaluation evaluate(
            SourceReader reader, Planner.Plan plan, int scans, Optional<TrivialPredictor> trivial, Attempt attempt)
            throws IOException {
        List<Provenance.InputFile> inputs = inputs(reader);
        try (OnePass pass = new OnePass(spark, plan.tally(), plan.conformed())) {
            Tallied tallied = pass.run();
            watch.lap("read and tally");
            ManySlices.notes(tallied, configuration.compare().minimumUnits())
                    .forEach(note -> System.err.println(Shown.lines("Note: " + note)));
            Optional<SequenceReader.Sequence> sequence = configuration.compare().sequential()
                    ? Optional.of(new SequenceReader(spark, configuration, plan).upTo(tallied))
                    : Optional.empty();
            sequence.ifPresent(all -> inputs.addAll(all.inputs()));
            Optional<PreviousRun> previous = PreviousRun.isAskedFor(configuration)
                    ? Optional.of(PreviousRun.read(spark, configuration, plan.tally(), tallied))
                    : Optional.empty();
            previous.ifPresent(run -> inputs.addAll(run.inputs()));
            Evaluation evaluation = new Assembler(configuration, plan, tallied, sequence, previous)
                    .evaluation(provenance(inputs, tallied, scans, trivial))
                    .withNotes(trivial.map(TrivialPredictor::sentences).orElse(List.of()));
            watch.lap("compare");
            return new ResultWriter(spark, configuration, watch).write(attempt, evaluation, plan, tallied);
        }
    }

    /**
     * Holds a configuration against its data without evaluating it.
     *
     * @throws InvalidConfigurationException with everything that is wrong with it
     */
    static void check(SparkSession spark, Configuration configuration) {
        new Planner(configuration, reader(spark, configuration), Catalogue.standard()).plan(Map.of());
    }

    /** Whether a committed result of another configuration may be replaced. */
    enum Overwrite {
        REFUSE,
        ALLOW
    }

    static SourceReader reader(SparkSession spark, Configuration configuration) {
        return new SourceReader(spark, configuration.roots());
    }

    private OutputFolder folder() throws IOException {
        return new OutputFolder(
                configuration.output().path(),
                configuration.evaluation(),
                configuration.runDate(),
                spark.sparkContext().hadoopConfiguration());
    }

    /** The sources, and the files of saved models and of coefficients, as they stand before they are read. */
    List<Provenance.InputFile> inputs(SourceReader reader) throws IOException {
        List<Provenance.InputFile> inputs = new ArrayList<>();
        List<Source> sources = new ArrayList<>(configuration.input().rows());
        sources.addAll(configuration.input().labels());
        for (Source source : sources) {
            List<FileStatus> files = reader.files(source);
            files.forEach(file -> inputs.add(inputFile(file)));
            if (files.isEmpty()) {
                inputs.add(new Provenance.InputFile(source.location(), 0, 0));
            }
        }
        List<String> others = new ArrayList<>(configuration.columns().models().values());
        configuration.penalties().map(Penalties::coefficients).orElse(List.of()).stream()
                .flatMap(coefficients -> coefficients.location().stream())
                .forEach(others::add);
        for (String location : others) {
            reader.files(location).forEach(file -> inputs.add(inputFile(file)));
        }
        return inputs;
    }

    static Provenance.InputFile inputFile(FileStatus file) {
        String path = file.getPath().toString().replaceFirst("^file:", "");
        return new Provenance.InputFile(path, file.getLen(), file.getModificationTime());
    }

    private Provenance provenance(
            List<Provenance.InputFile> inputs, Tallied tallied, int scans, Optional<TrivialPredictor> trivial) {
        return new Provenance(
                Assay.Version.text(),
                spark.version(),
                command,
                configuration.digest(),
                inputs,
                tallied.scans() + scans,
                tallied.road(),
                trivial,
                watch.seconds());
    }
}
