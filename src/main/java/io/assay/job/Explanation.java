package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.aggregation.TallyPlan;
import io.assay.comparison.Margin;
import io.assay.cost.Penalty;
import io.assay.input.Columns;
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
    private final List<Penalty> penalties;
    private final List<String> lines = new ArrayList<>();

    private Explanation(Configuration configuration, SourceReader reader, Planner.Plan plan) {
        this.configuration = configuration;
        this.reader = reader;
        this.plan = plan.tally();
        this.penalties = plan.penalties();
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
        if (configuration.compare().sequential()) {
            new SequenceReader(spark, configuration, plan).check();
        }
        Explanation explanation = new Explanation(configuration, reader, plan);
        explanation.reading();
        explanation.gathering();
        explanation.computing();
        explanation.judging();
        explanation.writing();
        return explanation.lines;
    }

    private void reading() {
        line("Evaluation", configuration.evaluation() + ", run date " + configuration.runDate());
        boolean quantiles =
                configuration.slices().stream().anyMatch(slice -> slice.kind() == Configuration.Slice.Kind.QUANTILES);
        boolean scores = !BinnedScores.of(configuration).isEmpty();
        line(
                "Reads",
                "once"
                        + (quantiles || scores
                                ? ", and before that for the edges of "
                                        + (!scores
                                                ? "quantiles"
                                                : quantiles ? "quantiles and of bins of scores" : "bins of scores")
                                        + " unless they are frozen"
                                : "")
                        + configuration.trivial().map(this::labels).orElse(""));
        configuration.input().rows().forEach(source -> line("", "  " + described(source)));
        if (configuration.input().joined()) {
            line("", "joined by " + key() + " with the labels in");
            configuration.input().labels().forEach(source -> line("", "  " + described(source)));
        }
        scoring();
    }

    private String labels(TrivialBaseline trivial) {
        String frozen = trivial.isFrozen(configuration.compare()) ? " unless it is frozen" : "";
        return trivial.given().isPresent() ? "" : ", and before that the labels for trivial" + frozen;
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

    private void gathering() {
        Columns columns = configuration.columns();
        if (columns.grouped()) {
            boolean joined = configuration.input().joined();
            line(
                    "Gathers",
                    "the rows of each version by " + columns.group()
                            + ": label and prediction become arrays, the highest"
                            + " prediction first, of equal ones "
                            + (columns.id().isEmpty() ? "the smaller label" : "the larger " + columns.id())
                            + (joined ? "; items judged, but not returned, follow with the prediction −∞" : ""));
            line(
                    "",
                    "an item without a label "
                            + columns.unjudged()
                                    .map(label -> "has the label " + label)
                                    .orElse("sets its group aside"));
        }
    }

    private void computing() {
        line(
                "Compares",
                (plan.candidates().isEmpty() ? "every other version" : plan.candidates()) + " with "
                        + configuration.baselines() + pairing());
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
        penalising();
        line(
                "By",
                (plan.columns().partition().isEmpty() ? "" : plan.columns().partition() + " × ")
                        + "version × slice: all"
                        + Planner.describe(plan.slicing()).stream()
                                .map(slice -> ", " + slice)
                                .collect(Collectors.joining()));
    }

    private void penalising() {
        String title = "Penalties";
        for (Penalty penalty : penalties) {
            line(
                    title,
                    penalty.total() + " for " + penalty.modelVersion() + ": " + penalty.coefficients()
                            + " coefficients, " + penalty.nonZero() + " of them not 0");
            title = "";
        }
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

    /** What both sides of a join share: within a group an id may be no more than that of an item. */
    private List<String> key() {
        List<String> key = new ArrayList<>(configuration.columns().group());
        configuration.columns().id().stream().filter(id -> !key.contains(id)).forEach(key::add);
        return key;
    }

    private String pairing() {
        List<String> units = configuration.columns().grouped()
                ? configuration.columns().group()
                : configuration.columns().example();
        String by = !units.isEmpty()
                ? ", paired by " + units
                : configuration.columns().isWide() ? ", paired row by row" : ", as independent samples";
        String clusters = configuration
                .columns()
                .clusters()
                .map(cluster -> ", clustered by " + cluster)
                .orElse("");
        String looks = configuration.compare().sequential()
                ? ", all run dates so far together"
                        + (configuration.compare().sequence() == Configuration.Sequence.BERNSTEIN
                                ? " by guaranteed bounds"
                                : "")
                : "";
        String samples = configuration.columns().pairBy().isEmpty() ? "" : ", losses of samples averaged before";
        String draws = configuration
                .compare()
                .bootstrap()
                .map(bootstrap ->
                        ", " + bootstrap.replicates() + " bootstrap replicates of clusters for middles of differences")
                .orElse("");
        return by + samples + clusters + draws + looks + ", α = "
                + configuration.compare().alpha();
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
