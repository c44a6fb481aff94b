package io.assay.job;

import io.assay.report.DiscoveryFiles;
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

/** Looks for slices in which candidates are worse. */
@Command(
        name = "discover",
        description =
                "Looks for slices in which the candidate is worse than the baseline, in one half of the units, and"
                        + " judges them on the other half.")
final class DiscoverCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "CONFIG", description = "The configuration of an evaluation.")
    private Path file = Path.of("");

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(names = "--overwrite", description = "Replace a committed result of another configuration.")
    private boolean overwrite;

    @Option(
            names = "--verdict-exit",
            paramLabel = "WHEN",
            description = "always: the exit code repeats the verdict (default); never: 0 for every verdict.")
    private EvaluateCommand.VerdictExit verdictExit = EvaluateCommand.VerdictExit.ALWAYS;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = options.read(file);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        System.err.println("Starting Spark …");
        DiscoveryRun.Outcome outcome;
        try (SparkSession spark = Sessions.open("discover " + configuration.evaluation())) {
            Progress.follow(spark, System.err);
            System.err.println("Looking for slices of " + Shown.whole(configuration.evaluation()));
            outcome = new DiscoveryRun(spark, configuration, command())
                    .run(overwrite ? Evaluator.Overwrite.ALLOW : Evaluator.Overwrite.REFUSE);
        }
        out.println(DiscoveryFiles.console(outcome.discovery(), outcome.folder()));
        System.err.println(
                "Took " + Series.times(outcome.discovery().run().provenance().seconds()));
        out.flush();
        return verdictExit == EvaluateCommand.VerdictExit.NEVER
                ? ExitCode.OK
                : outcome.discovery().verdict().exitCode();
    }

    private String command() {
        return "assay "
                + ShellWord.joined(Objects.requireNonNull(spec)
                        .commandLine()
                        .getParseResult()
                        .originalArgs());
    }
}
