package io.assay.job;

import io.assay.comparison.Verdict;
import io.assay.report.ConsoleSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** The evaluations of one call, one after the other in one session. */
final class Series {

    private final SparkSession spark;
    private final String command;
    private final Evaluator.Overwrite overwrite;
    private final PrintWriter out;
    private final Consumer<String> committed;

    /**
     * @param command what was typed, for the record
     * @param out where the summaries go
     * @param committed is told the folder of each result that was committed
     */
    Series(
            SparkSession spark,
            String command,
            Evaluator.Overwrite overwrite,
            PrintWriter out,
            Consumer<String> committed) {
        this.spark = spark;
        this.command = command;
        this.overwrite = overwrite;
        this.out = out;
        this.committed = committed;
    }

    /**
     * Evaluates each of them. The failure of one of several keeps none of the others from running.
     *
     * @throws InvalidConfigurationException before any of several is evaluated, with what is wrong with all of them
     * @throws IOException as the only one failed
     */
    RollUp run(List<Configuration> configurations) throws IOException {
        RollUp rollUp = new RollUp();
        if (configurations.size() == 1) {
            Configuration only = configurations.get(0);
            rollUp.add(only.evaluation(), evaluate(only));
            return rollUp;
        }
        check(configurations);
        for (Configuration configuration : configurations) {
            try {
                rollUp.add(configuration.evaluation(), evaluate(configuration));
            } catch (Exception e) { // It is told here, in the roll-up and by the exit code.
                Failure failure = Failure.of(e);
                System.err.println(failure.message());
                rollUp.add(configuration.evaluation(), failure);
            }
        }
        return rollUp;
    }

    private void check(List<Configuration> configurations) throws IOException {
        Faults faults = new Faults();
        for (Configuration configuration : configurations) {
            String place = configuration.input().rows().get(0).place();
            faults.gather(place, () -> Evaluator.check(spark, configuration));
        }
        faults.refuse();
    }

    private Verdict evaluate(Configuration configuration) throws IOException {
        System.err.println("Evaluating " + configuration.evaluation() + " on Spark " + spark.version() + ", "
                + spark.sparkContext().master());
        Evaluator.Outcome outcome = new Evaluator(spark, configuration, command).run(overwrite);
        committed.accept(outcome.folder());
        out.println(ConsoleSummary.of(outcome.evaluation(), outcome.folder(), colour()));
        System.err.println("Took " + times(outcome.evaluation().provenance().seconds()));
        return outcome.evaluation().verdict();
    }

    /** How long every stage took, as it is told. */
    static String times(Map<String, Double> seconds) {
        double sum = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        return String.format(Locale.ROOT, "%.1f s: ", sum)
                + seconds.entrySet().stream()
                        .map(stage -> String.format(Locale.ROOT, "%s %.1f", stage.getKey(), stage.getValue()))
                        .collect(Collectors.joining(", "));
    }

    /** Colours where a person looks on. */
    static ConsoleSummary.Colour colour() {
        return System.console() != null && System.getenv("NO_COLOR") == null
                ? ConsoleSummary.Colour.ALWAYS
                : ConsoleSummary.Colour.NEVER;
    }
}
