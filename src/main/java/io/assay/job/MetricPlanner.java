package io.assay.job;

import io.assay.aggregation.MetricColumns;
import io.assay.input.Expressions;
import io.assay.job.Configuration.MetricEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Turns the configured metrics into SQL: for each threshold what became of a row, and the score by which rows are
 * ranked.
 */
final class MetricPlanner {

    private static final List<String> FOR_ANY_CLASS = List.of("accuracy", "error_count");

    private final StructType schema;
    private final List<Problem> problems;

    MetricPlanner(StructType schema, List<Problem> problems) {
        this.schema = schema;
        this.problems = problems;
    }

    /** The thresholds in use, in order; each has a confusion tally of its own. */
    static List<Double> thresholds(List<MetricEntry> metrics) {
        return metrics.stream()
                .filter(metric -> !metric.metric().equals("roc_auc"))
                .map(MetricEntry::threshold)
                .distinct()
                .toList();
    }

    MetricColumns plan(List<MetricEntry> metrics, boolean hasLabelAndPrediction) {
        if (metrics.isEmpty()) {
            return MetricColumns.NONE;
        }
        if (!hasLabelAndPrediction) {
            problems.add(new Problem(
                    metrics.get(0).place(), "metrics", null, "metrics need columns.label and columns.prediction"));
            return MetricColumns.NONE;
        }
        boolean binary = isBinary(metrics);
        List<String> outcomes = new ArrayList<>();
        for (double threshold : thresholds(metrics)) {
            outcomes.add(binary ? binaryOutcome(threshold) : classOutcome());
        }
        boolean ranked = metrics.stream().anyMatch(metric -> metric.metric().equals("roc_auc"));
        String label = label();
        String score = "CASE WHEN " + label + " IN (0D, 1D) THEN nanvl(CAST(prediction AS DOUBLE), NULL) END";
        return new MetricColumns(
                outcomes,
                ranked ? Optional.of(score) : Optional.empty(),
                ranked ? Optional.of(label) : Optional.empty());
    }

    /**
     * Whether decisions have a positive class. A text prediction beside a text label is a class name unless a metric
     * asks for a positive class; CSV knows no other type than text.
     */
    private boolean isBinary(List<MetricEntry> metrics) {
        var prediction = schema.apply("prediction").dataType();
        boolean classes = prediction instanceof ArrayType || Expressions.isVector(prediction);
        boolean texts =
                prediction instanceof StringType && schema.apply("label").dataType() instanceof StringType;
        List<MetricEntry> positive = metrics.stream()
                .filter(metric -> !FOR_ANY_CLASS.contains(metric.metric()))
                .toList();
        if (classes) {
            for (MetricEntry metric : positive) {
                problems.add(new Problem(
                        metric.place(),
                        "metrics",
                        metric.name(),
                        "needs a single probability of the positive class, but prediction is "
                                + prediction.simpleString() + " (for several classes: " + FOR_ANY_CLASS + ")"));
            }
        }
        return !classes && !(texts && positive.isEmpty());
    }

    /** The ordinal of {@code ConfusionTally.Outcome}: twice the label plus the decision. */
    private String binaryOutcome(double threshold) {
        String error = "try_zero_one_loss(label, prediction, " + threshold + "D)";
        return "2 * " + label() + " + abs(" + label() + " - " + error + ")";
    }

    private String label() {
        return "(" + Expressions.number("label", schema.apply("label").dataType()) + ")";
    }

    /** The ordinals of the outcomes WRONG and RIGHT. */
    private static String classOutcome() {
        return "5 - try_multiclass_zero_one_loss(label, prediction)";
    }
}
