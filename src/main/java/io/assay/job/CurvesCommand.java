package io.assay.job;

import io.assay.report.CurveConsole;
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

/** Looks at the loss curves of training runs. */
@Command(
        name = "curves",
        description = "Diagnoses loss curves over steps: best point, plateau, over- and underfitting, gap, power law.")
final class CurvesCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "CONFIG", description = "A configuration of curves, as conf/curves-reference.yaml.")
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
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        CurveConfiguration configuration = options.readCurves(file);
        System.err.println("Starting Spark …");
        CurveEvaluator.Outcome outcome;
        try (SparkSession spark = Sessions.open("curves " + configuration.name())) {
            Progress.follow(spark, System.err);
            System.err.println("Looking at the curves of " + Shown.whole(configuration.name()));
            String typed = "assay "
                    + ShellWord.joined(command.commandLine().getParseResult().originalArgs());
            outcome = new CurveEvaluator(spark, configuration, typed)
                    .run(overwrite ? Evaluator.Overwrite.ALLOW : Evaluator.Overwrite.REFUSE);
        }
        out.print(CurveConsole.of(outcome.result(), outcome.folder()));
        out.flush();
        System.err.println("Took " + Series.times(outcome.result().provenance().seconds()));
        return verdictExit == EvaluateCommand.VerdictExit.NEVER
                ? ExitCode.OK
                : outcome.result().verdict().exitCode();
    }
}
