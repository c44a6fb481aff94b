package io.assay.job;

import io.assay.comparison.Verdict;
import io.assay.report.ConsoleSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
        List<Configuration> configurations = new ArrayList<>();
        for (Path file : files) {
            configurations.add(options.read(file));
        }
        return evaluate(configurations, folder -> {});
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
        int code;
        try {
            List<Configuration> configurations = shipped.items().stream()
                    .map(item -> options.unpack(item, shipped.folder(), List.of()))
                    .toList();
            code = evaluate(configurations, folders::add);
        } catch (Exception e) {
            Failure failure = Failure.of(e);
            try {
                new Receipt(failure.code(), failure.message(), folders, verdictExit).leave(shipped.receipt());
            } catch (IOException unwritten) {
                e.addSuppressed(unwritten);
            }
            throw e;
        }
        new Receipt(ExitCode.OK, "", folders, verdictExit).leave(shipped.receipt());
        return code;
    }

    private int evaluate(List<Configuration> configurations, Consumer<String> committed) throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        System.err.println("Starting Spark …");
        Verdict worst = Verdict.PASS;
        List<String> lines = new ArrayList<>();
        try (SparkSession spark = Sessions.open(configurations.get(0).evaluation())) {
            Progress.follow(spark, System.err);
            if (configurations.size() > 1) {
                for (Configuration configuration : configurations) {
                    Evaluator.check(spark, configuration);
                }
            }
            for (Configuration configuration : configurations) {
                System.err.println("Evaluating " + configuration.evaluation() + " on Spark " + spark.version() + ", "
                        + spark.sparkContext().master());
                Evaluator.Outcome outcome = new Evaluator(spark, configuration, command())
                        .run(overwrite ? Evaluator.Overwrite.ALLOW : Evaluator.Overwrite.REFUSE);
                committed.accept(outcome.folder());
                out.println(ConsoleSummary.of(outcome.evaluation(), outcome.folder(), colour()));
                System.err.println(
                        "Took " + times(outcome.evaluation().provenance().seconds()));
                worst = worst.worse(outcome.evaluation().verdict());
                lines.add(outcome.evaluation().verdict() + "  " + configuration.evaluation());
            }
        }
        if (configurations.size() > 1) {
            out.println("All evaluations:");
            lines.forEach(line -> out.println("  " + line));
        }
        out.flush();
        return verdictExit == VerdictExit.NEVER ? ExitCode.OK : worst.exitCode();
    }

    private static String times(Map<String, Double> seconds) {
        double sum = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        return String.format(Locale.ROOT, "%.1f s: ", sum)
                + seconds.entrySet().stream()
                        .map(stage -> String.format(Locale.ROOT, "%s %.1f", stage.getKey(), stage.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private String command() {
        return "assay " + String.join(" ", typed(parsed().originalArgs()));
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

    private static ConsoleSummary.Colour colour() {
        return System.console() != null && System.getenv("NO_COLOR") == null
                ? ConsoleSummary.Colour.ALWAYS
                : ConsoleSummary.Colour.NEVER;
    }
}
