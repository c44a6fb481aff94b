package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.aggregation.TallyPlan;
import io.assay.comparison.Margin;
import io.assay.input.Source;
import io.assay.input.SourceReader;
import io.assay.loss.Catalogue;
import io.assay.loss.Direction;
import io.assay.report.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;

/** Says what a run of a configuration would read, compute and write. Looks at schemas, reads no rows. */
final class Explanation {

    private final Configuration configuration;
    private final SourceReader reader;
    private final TallyPlan plan;
    private final List<String> lines = new ArrayList<>();

    private Explanation(Configuration configuration, SourceReader reader, TallyPlan plan) {
        this.configuration = configuration;
        this.reader = reader;
        this.plan = plan;
    }

    /**
     * The lines.
     *
     * @throws InvalidConfigurationException with everything that is wrong with the configuration
     * @throws io.assay.input.InputException if a source cannot be opened
     */
    static List<String> of(SparkSession spark, Configuration configuration) {
        SourceReader reader = Evaluator.reader(spark, configuration);
        Planner.Plan plan = new Planner(configuration, reader, Catalogue.standard()).plan(Map.of());
        Explanation explanation = new Explanation(configuration, reader, plan.tally());
        explanation.reading();
        explanation.computing();
        explanation.judging();
        explanation.writing();
        return explanation.lines;
    }

    private void reading() {
        line("Evaluation", configuration.evaluation() + ", run date " + configuration.runDate());
        boolean quantiles =
                configuration.slices().stream().anyMatch(slice -> slice.kind() == Configuration.Slice.Kind.QUANTILES);
        line(
                "Reads",
                "once" + (quantiles ? ", and before that for the edges of quantiles unless they are frozen" : ""));
        configuration.input().rows().forEach(source -> line("", "  " + described(source)));
        if (configuration.input().joined()) {
            line("", "joined by " + configuration.columns().id() + " with the labels in");
            configuration.input().labels().forEach(source -> line("", "  " + described(source)));
        }
        scoring();
    }

    private void scoring() {
        String title = "Scores";
        for (Map.Entry<String, String> model : configuration.columns().models().entrySet()) {
            line(
                    title,
                    model.getKey() + ": " + configuration.columns().modelPrediction() + " of the saved model in "
                            + model.getValue());
            title = "";
        }
    }

    private void computing() {
        line(
                "Compares",
                (plan.candidates().isEmpty() ? "every other version" : plan.candidates()) + " with " + plan.baselines()
                        + pairing());
        String title = "Losses";
        for (LossColumn loss : plan.losses()) {
            line(
                    title,
                    loss.name() + ": " + loss.aggregate().name() + " of " + loss.value() + ", "
                            + (loss.direction() == Direction.NONE
                                    ? "neither way"
                                    : loss.direction().text())
                            + " is better");
            title = "";
        }
        if (!configuration.metrics().isEmpty()) {
            line(
                    "Metrics",
                    configuration.metrics().stream()
                            .map(Configuration.MetricEntry::name)
                            .collect(Collectors.joining(", ")));
        }
        line(
                "By",
                (plan.columns().partition().isEmpty() ? "" : plan.columns().partition() + " × ")
                        + "version × slice: all"
                        + Planner.describe(plan.slicing()).stream()
                                .map(slice -> ", " + slice)
                                .collect(Collectors.joining()));
    }

    private void judging() {
        String title = "Gates";
        for (Configuration.Gate gate : configuration.gates()) {
            Margin margin =
                    Judge.margin(gate.margin().orElse(configuration.compare().margin()));
            line(title, gate(gate.hard(), gate.loss(), gate.slice(), gate.partition(), margin));
            title = "";
        }
        if (configuration.gates().isEmpty()) {
            new GateExpansion(configuration, plan)
                    .gates(List.of())
                    .forEach(gate -> line("Gates", gate(gate.hard(), gate.loss(), "all", "all", gate.margin())));
        }
    }

    private static String gate(boolean hard, String loss, String slice, String partition, Margin margin) {
        return (hard ? "hard" : "soft") + "  " + loss + " on " + slice
                + (partition.equals("all") ? "" : " in " + partition) + ", margin " + margin.text();
    }

    private void writing() {
        line(
                "Writes",
                configuration.output().path() + "/evaluation=" + configuration.evaluation() + "/run_date="
                        + configuration.runDate() + ": "
                        + String.join(", ", configuration.output().formats()));
    }

    private void line(String title, String text) {
        lines.add(Shown.whole(String.format("%-12s%s", title, text)));
    }

    private String pairing() {
        String by = !configuration.columns().id().isEmpty()
                ? ", paired by " + configuration.columns().id()
                : configuration.columns().isWide() ? ", paired row by row" : ", as independent samples";
        String units = configuration
                .columns()
                .cluster()
                .map(cluster -> ", clustered by " + cluster)
                .orElse("");
        return by + units + ", α = " + configuration.compare().alpha();
    }

    private String described(Source source) {
        List<FileStatus> files = reader.files(source);
        long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
        return source.format() + "  " + source.location()
                + (files.isEmpty()
                        ? ""
                        : String.format(
                                " (%,d %s, %,d bytes)", files.size(), files.size() == 1 ? "file" : "files", bytes))
                + source.where().map(where -> ", where " + where).orElse("");
    }
}
