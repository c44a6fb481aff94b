package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.aggregation.TallyPlan;
import io.assay.input.Source;
import io.assay.input.SourceReader;
import io.assay.loss.Catalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a configuration whole and shows what a run would do. */
@Command(
        name = "explain",
        description = "Checks a configuration and prints what would be read, computed and written, without a scan.")
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "CONFIG", description = "A configuration file.")
    private Path file = Path.of("");

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Configuration configuration = options.read(file);
        try (SparkSession spark = Sessions.open("explain " + configuration.evaluation())) {
            SourceReader reader = Evaluator.reader(spark, configuration);
            Planner.Plan plan = new Planner(configuration, reader, Catalogue.standard()).plan(Map.of());
            explain(out, configuration, reader, plan.tally());
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void explain(PrintWriter out, Configuration configuration, SourceReader reader, TallyPlan plan) {
        out.println("Evaluation  " + configuration.evaluation() + ", run date " + configuration.runDate());
        out.println("Reads       once:");
        configuration.input().rows().forEach(source -> out.println("              " + describe(reader, source)));
        if (configuration.input().joined()) {
            out.println("            joined by " + configuration.columns().id() + " with the labels in");
            configuration.input().labels().forEach(source -> out.println("              " + describe(reader, source)));
        }
        out.println("Compares    " + (plan.candidates().isEmpty() ? "every other version" : plan.candidates())
                + " with " + plan.baselines() + pairing(configuration));
        out.println("Losses");
        for (LossColumn loss : plan.losses()) {
            out.println("            " + loss.name() + ": " + loss.aggregate().name() + " of " + loss.value() + ", "
                    + loss.direction().text() + " is better");
        }
        if (!configuration.metrics().isEmpty()) {
            out.println("Metrics     "
                    + String.join(
                            ", ",
                            configuration.metrics().stream()
                                    .map(Configuration.MetricEntry::name)
                                    .toList()));
        }
        out.println("By          "
                + (plan.columns().partition().isEmpty() ? "" : plan.columns().partition() + " × ")
                + "version × slice: all"
                + Planner.describe(plan.slicing()).stream().reduce("", (a, b) -> a + ", " + b));
        out.println("Gates");
        for (Configuration.Gate gate : gates(configuration, plan)) {
            out.println("            " + (gate.hard() ? "hard" : "soft") + "  " + gate.loss() + " on " + gate.slice()
                    + (gate.partition().equals("all") ? "" : " in " + gate.partition()) + ", margin "
                    + Judge.margin(gate.margin().orElse(configuration.compare().margin()))
                            .text());
        }
        out.println("Writes      " + configuration.output().path() + "/evaluation=" + configuration.evaluation()
                + "/run_date=" + configuration.runDate() + ": "
                + String.join(", ", configuration.output().formats()));
    }

    private static List<Configuration.Gate> gates(Configuration configuration, TallyPlan plan) {
        return configuration.gates().isEmpty()
                ? new GateExpansion(configuration, plan)
                        .gates(java.util.List.of()).stream()
                                .map(gate -> new Configuration.Gate(
                                        "", gate.loss(), "all", "all", true, java.util.Optional.empty()))
                                .toList()
                : configuration.gates();
    }

    private static String pairing(Configuration configuration) {
        Configuration.Compare compare = configuration.compare();
        String by = !configuration.columns().id().isEmpty()
                ? ", paired by " + configuration.columns().id()
                : configuration.columns().wide().isEmpty() ? ", as independent samples" : ", paired row by row";
        return by
                + configuration
                        .columns()
                        .cluster()
                        .map(c -> ", clustered by " + c)
                        .orElse("") + ", α = " + compare.alpha();
    }

    private static String describe(SourceReader reader, Source source) {
        List<FileStatus> files = reader.files(source);
        long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
        return source.format() + "  " + source.location()
                + (files.isEmpty() ? "" : String.format(" (%,d files, %,d bytes)", files.size(), bytes))
                + source.where().map(where -> ", where " + where).orElse("");
    }
}
