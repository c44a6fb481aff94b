package io.assay.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** The main job. */
@Command(
        name = "evaluate",
        description = "Computes losses, costs, the comparison with the baseline, the verdict and the reports.")
final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "CONFIG", arity = "1..*", description = "One or more configuration files.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(names = "--overwrite", description = "Replace a committed result of another configuration.")
    private boolean overwrite;

    @Option(
            names = "--verdict-exit",
            paramLabel = "WHEN",
            description = "always: the exit code repeats the verdict (default); never: 0 for every verdict.")
    private VerdictExit verdictExit = VerdictExit.ALWAYS;

    /** Whether the exit code repeats the verdict. */
    enum VerdictExit {
        ALWAYS,
        NEVER
    }

    @Override
    public Integer call() throws IOException {
        List<Configuration> configurations = read();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        System.err.println("Starting Spark …");
        RollUp rollUp;
        try (SparkSession spark = Sessions.open(configurations.get(0).evaluation())) {
            Progress.follow(spark, System.err);
            Evaluator.Overwrite policy = overwrite ? Evaluator.Overwrite.ALLOW : Evaluator.Overwrite.REFUSE;
            rollUp = new Series(spark, command(), policy, out).run(configurations);
        }
        if (configurations.size() > 1) {
            rollUp.lines().forEach(out::println);
        }
        out.flush();
        return rollUp.exitCode(verdictExit);
    }

    /** The configurations; what is wrong with the text of any is told with what is wrong with the others'. */
    private List<Configuration> read() throws IOException {
        if (files.size() == 1) {
            return List.of(options.read(files.get(0)));
        }
        Faults faults = new Faults();
        List<Configuration> configurations = new ArrayList<>();
        for (Path file : files) {
            faults.gather(file.toString(), () -> configurations.add(options.read(file)));
        }
        if (!faults.areNone()) {
            configurations.forEach(configuration -> faults.add(configuration.problems()));
        }
        faults.refuse();
        return configurations;
    }

    /** What was typed, so that it can be pasted. */
    private String command() {
        return "assay "
                + ShellWord.joined(Objects.requireNonNull(spec)
                        .commandLine()
                        .getParseResult()
                        .originalArgs());
    }
}
