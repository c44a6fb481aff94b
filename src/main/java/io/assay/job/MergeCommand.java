package io.assay.job;

import io.assay.report.ConsoleSummary;
import io.assay.report.Shown;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one result of the states of several run dates. */
@Command(
        name = "merge",
        description =
                "Merges the states of committed run dates: the tables, reports and verdict that all of their rows at"
                        + " once would give, without reading a row.")
final class MergeCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "CONFIG", description = "The configuration of the run dates.")
    private Path file = Path.of("");

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "D",
            converter = RunDate.class,
            description = "The first run date.")
    private String from = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "D",
            converter = RunDate.class,
            description = "The last run date, included.")
    private String to = "";

    @Option(
            names = "--replace-partitions",
            description = "Late data: of a partition that several run dates have, those of the latest count.")
    private boolean replacePartitions;

    @Option(
            names = "--distinct-clusters",
            description = "Says that no cluster has rows on two run dates, which states cannot tell.")
    private boolean distinctClusters;

    @Option(names = "--overwrite", description = "Replace a committed result of another configuration.")
    private boolean overwrite;

    @Option(
            names = "--verdict-exit",
            paramLabel = "WHEN",
            description = "always: the exit code repeats the verdict (default); never: 0 for every verdict.")
    private EvaluateCommand.VerdictExit verdictExit = EvaluateCommand.VerdictExit.ALWAYS;

    @Override
    public Integer call() throws IOException {
        MergeRequest request = new MergeRequest(
                from,
                to,
                replacePartitions ? MergeRequest.Partitions.REPLACE : MergeRequest.Partitions.ADD,
                distinctClusters ? MergeRequest.Clusters.DISTINCT : MergeRequest.Clusters.MAY_RECUR);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        String evaluation = options.read(file, to).evaluation();
        System.err.println("Starting Spark …");
        Evaluator.Outcome outcome;
        try (SparkSession spark = Sessions.open("merge " + evaluation)) {
            Progress.follow(spark, System.err);
            System.err.println("Merging " + Shown.whole(evaluation) + " from " + from + " to " + to);
            outcome = Merger.of(spark, date -> options.read(file, date), request, command())
                    .run(overwrite ? Evaluator.Overwrite.ALLOW : Evaluator.Overwrite.REFUSE);
        }
        out.println(ConsoleSummary.of(outcome.evaluation(), outcome.folder(), Series.colour()));
        System.err.println(
                "Took " + Series.times(outcome.evaluation().provenance().seconds()));
        out.flush();
        return verdictExit == EvaluateCommand.VerdictExit.NEVER
                ? ExitCode.OK
                : outcome.evaluation().verdict().exitCode();
    }

    private String command() {
        return "assay "
                + ShellWord.joined(Objects.requireNonNull(spec)
                        .commandLine()
                        .getParseResult()
                        .originalArgs());
    }
}
