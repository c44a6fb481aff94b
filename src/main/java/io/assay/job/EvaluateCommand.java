package io.assay.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The main job. */
@Command(
        name = "evaluate",
        description = "Computes losses, costs, the comparison with the baseline, the verdict and the reports.")
final class EvaluateCommand implements Callable<Integer> {

    private static final String SHIP = "--ship";
    private static final String SHIPMENT = "--shipment";

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

    @Option(
            names = SHIP,
            hidden = true,
            description = "For submit/assay: print where the receipt will be and the arguments of a driver elsewhere.")
    private boolean ship;

    @Option(
            names = SHIPMENT,
            hidden = true,
            paramLabel = "TEXT",
            description = "The configurations, as --ship packed them, in place of the files.")
    private @Nullable String shipment;

    @Override
    public Integer call() throws IOException {
        if (ship) {
            return ship();
        }
        if (shipment != null) {
            return evaluate(Shipment.of(shipment));
        }
        return evaluate(read(), folder -> {}).exitCode(verdictExit);
    }

    private int ship() throws IOException {
        Shipment packed = new Shipping(options).pack(files);
        List<String> words = new ArrayList<>(
                List.of(packed.receipt(), Objects.requireNonNull(spec).name()));
        words.addAll(typed(parsed().expandedArgs()));
        words.add(SHIPMENT + "=" + packed.text());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        words.forEach(word -> out.print(word + "\0"));
        out.flush();
        return ExitCode.OK;
    }

    /** Evaluates far from those who started it, and leaves word of how it ended. */
    private int evaluate(Shipment shipped) throws IOException {
        List<String> folders = new ArrayList<>();
        RollUp rollUp;
        try {
            List<Configuration> configurations = shipped.items().stream()
                    .map(item -> options.unpack(item, shipped.folder(), List.of()))
                    .toList();
            rollUp = evaluate(configurations, folders::add);
        } catch (Exception e) {
            Failure failure = Failure.of(e);
            try {
                new Receipt(failure.code(), failure.message(), folders, verdictExit).leave(shipped.receipt());
            } catch (IOException unwritten) {
                e.addSuppressed(unwritten);
            }
            throw e;
        }
        int failed = rollUp.failureCode();
        String message = failed == ExitCode.OK ? "" : String.join("\n", rollUp.lines());
        new Receipt(failed, message, folders, verdictExit).leave(shipped.receipt());
        return rollUp.exitCode(verdictExit);
    }

    private RollUp evaluate(List<Configuration> configurations, Consumer<String> committed) throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        System.err.println("Starting Spark …");
        RollUp rollUp;
        try (SparkSession spark = Sessions.open(configurations.get(0).evaluation())) {
            Progress.follow(spark, System.err);
            Evaluator.Overwrite policy = overwrite ? Evaluator.Overwrite.ALLOW : Evaluator.Overwrite.REFUSE;
            rollUp = new Series(spark, command(), policy, out, committed).run(configurations);
        }
        if (configurations.size() > 1) {
            rollUp.lines().forEach(out::println);
        }
        out.flush();
        return rollUp;
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
        return "assay " + ShellWord.joined(typed(parsed().originalArgs()));
    }

    /** The words without those that only submit/assay and a driver in a cluster say to each other. */
    private static List<String> typed(List<String> words) {
        return words.stream()
                .filter(word -> !word.equals(SHIP) && !word.startsWith(SHIPMENT + "="))
                .toList();
    }

    private ParseResult parsed() {
        return Objects.requireNonNull(spec).commandLine().getParseResult();
    }
}
