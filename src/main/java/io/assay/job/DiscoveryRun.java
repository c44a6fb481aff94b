package io.assay.job;

import io.assay.aggregation.LossFunctions;
import io.assay.aggregation.OnePass;
import io.assay.aggregation.Tallied;
import io.assay.discovery.Discoverer;
import io.assay.input.SourceReader;
import io.assay.loss.Catalogue;
import io.assay.report.Discovery;
import io.assay.report.DiscoveryFiles;
import io.assay.report.Provenance;
import io.assay.report.TrivialPredictor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Runs one discovery from its configuration to its committed verdict, beside the evaluation's and apart from it. */
final class DiscoveryRun {

    private final SparkSession spark;
    private final Configuration configuration;
    private final String command;
    private final Stopwatch watch = new Stopwatch();

    /**
     * @param command what was typed, for the record
     */
    DiscoveryRun(SparkSession spark, Configuration configuration, String command) {
        this.spark = spark;
        this.configuration = DiscoveryPlan.searched(configuration);
        this.command = command;
    }

    /** What came out, and where it stands. */
    record Outcome(Discovery discovery, String folder) {}

    /**
     * Searches, judges, writes and commits.
     *
     * @throws BadArgumentsException if another configuration's result stands there and may not be overwritten
     * @throws LockException if another run makes this result, or took it over from this one
     */
    Outcome run(Evaluator.Overwrite overwrite) throws IOException {
        spark.conf().set(LossFunctions.LENIENT, "true");
        try {
            return discover(overwrite);
        } finally {
            spark.conf().unset(LossFunctions.LENIENT);
        }
    }

    private Outcome discover(Evaluator.Overwrite overwrite) throws IOException {
        SourceReader reader = Evaluator.reader(spark, configuration);
        Planner planner = new Planner(configuration, reader, Catalogue.standard());
        planner.refuseBadText();
        QuantileEdges edges = new QuantileEdges(spark, configuration);
        DiscoveryPlan plan = DiscoveryPlan.of(spark, configuration, planner.plan(edges.frozen()));
        OutputFolder folder = OutputFolder.ofDiscovery(
                configuration.output().path(),
                configuration.evaluation(),
                configuration.runDate(),
                spark.sparkContext().hadoopConfiguration());
        try (Attempt attempt = folder.attempt()) {
            folder.refuseOther(configuration.digest(), overwrite);
            boolean missing = edges.areMissing();
            Map<String, List<Double>> found = missing ? edges.found(planner.conformed()) : edges.frozen();
            TrivialPlanner trivial = planner.trivial(spark);
            if (missing || trivial.found().isPresent()) {
                plan = DiscoveryPlan.of(spark, configuration, planner.plan(found));
            }
            watch.lap("plan");
            Discovery discovery = discover(reader, plan, edges.scans() + trivial.scans(), trivial.found(), attempt);
            edges.freeze();
            trivial.freeze();
            return new Outcome(discovery, folder.path());
        }
    }

    private Discovery discover(
            SourceReader reader, DiscoveryPlan plan, int scans, Optional<TrivialPredictor> trivial, Attempt attempt)
            throws IOException {
        List<Provenance.InputFile> inputs = new Evaluator(spark, configuration, command).inputs(reader);
        try (OnePass pass =
                new OnePass(spark, plan.planned().tally(), plan.planned().conformed())) {
            Tallied tallied = pass.run();
            watch.lap("read and pair");
            Discovery discovery = new DiscoveryAssembler(configuration, plan, tallied)
                    .discovery(
                            new Discoverer(pass.pairs(), plan.layout(), plan.settings()),
                            provenance(inputs, tallied.road(), tallied.scans() + scans, trivial));
            watch.lap("search and judge");
            return write(attempt, discovery, tallied);
        }
    }

    private Discovery write(Attempt attempt, Discovery discovery, Tallied tallied) throws IOException {
        List<String> formats = configuration.output().formats();
        attempt.begin();
        if (formats.contains("parquet")) {
            spark.sparkContext().setJobDescription("assay: write the table");
            attempt.table(
                    DiscoveryFiles.TABLE, Tables.dataset(spark, DiscoveryFiles.table(discovery), discovery.run()));
        }
        spark.sparkContext().setJobDescription("assay: write the quarantine");
        attempt.table(Attempt.QUARANTINE, new ResultWriter(spark, configuration, watch).quarantine(tallied));
        watch.lap("write");
        Provenance was = discovery.run().provenance();
        Discovery timed = discovery.withProvenance(provenance(was.inputs(), was.road(), was.scans(), was.trivial()));
        for (Map.Entry<String, byte[]> document :
                DiscoveryFiles.documents(timed, formats).entrySet()) {
            attempt.file(document.getKey(), document.getValue());
        }
        attempt.commit(DiscoveryFiles.verdict(timed, attempt.written()));
        return timed;
    }

    private Provenance provenance(
            List<Provenance.InputFile> inputs, String road, int scans, Optional<TrivialPredictor> trivial) {
        return new Provenance(
                Assay.Version.text(),
                spark.version(),
                command,
                configuration.digest(),
                inputs,
                scans,
                road,
                trivial,
                watch.seconds());
    }
}
