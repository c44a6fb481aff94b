package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.input.Conformed;
import io.assay.input.Expressions;
import io.assay.job.Configuration.LossEntry;
import io.assay.job.Configuration.MetricEntry;
import io.assay.loss.Catalogue;
import io.assay.loss.Definition.Role;
import io.assay.loss.LossCall;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Keeps the baseline {@code trivial} out of losses and metrics that read other predictions or labels than those that all share:
 * the row that it copies holds those of another version, whose cost would be taken for its own. They have no value for it, with
 * a reason that is counted.
 */
final class OwnPredictions {

    /** The reason why such a loss has no value. */
    static final String REASON = "no_trivial_prediction";

    private static final String IS_TRIVIAL =
            Expressions.quoted(Conformed.VERSION) + " = " + Expressions.literal(TrivialBaseline.NAME);

    private final Configuration configuration;
    private final Catalogue catalogue;
    private final Dataset<Row> rows;

    /** @param rows in one shape */
    OwnPredictions(Configuration configuration, Catalogue catalogue, Dataset<Row> rows) {
        this.configuration = configuration;
        this.catalogue = catalogue;
        this.rows = rows;
    }

    /** The losses, those of predictions of their own without a value for {@code trivial}. */
    List<LossColumn> guarded(List<LossColumn> losses) {
        if (configuration.trivial().isEmpty()) {
            return losses;
        }
        return losses.stream().map(loss -> isOwn(loss) ? guarded(loss) : loss).toList();
    }

    private static LossColumn guarded(LossColumn loss) {
        return new LossColumn(
                loss.name(),
                "CASE WHEN " + IS_TRIVIAL + " THEN NULL ELSE (" + loss.value() + ") END",
                "CASE WHEN " + IS_TRIVIAL + " THEN '" + REASON + "' ELSE (" + loss.reason() + ") END",
                loss.denominator(),
                loss.composed(),
                loss.aggregate(),
                loss.direction());
    }

    /** The metrics, likewise. */
    List<MetricEntry> metrics() {
        if (configuration.trivial().isEmpty()) {
            return configuration.metrics();
        }
        return configuration.metrics().stream()
                .map(metric -> metric.label().isEmpty() && metric.prediction().isEmpty() ? metric : guarded(metric))
                .toList();
    }

    private MetricEntry guarded(MetricEntry metric) {
        String prediction = Expressions.sql(metric.prediction().orElse("prediction"), rows.schema());
        return new MetricEntry(
                metric.place(),
                metric.name(),
                metric.definition(),
                metric.parameters(),
                metric.label(),
                Optional.of("CASE WHEN " + IS_TRIVIAL + " THEN NULL ELSE (" + prediction + ") END"));
    }

    /** A composed loss lacks the parts that have no value. */
    private boolean isOwn(LossColumn loss) {
        return !loss.composed()
                && (!reads(loss.value())
                        || configuration.losses().stream()
                                .filter(entry -> entry.name().equals(loss.name()))
                                .anyMatch(this::isOwn));
    }

    private boolean isOwn(LossEntry entry) {
        return entry.label().isPresent() || entry.prediction().isPresent() || bindsPrediction(entry);
    }

    private boolean bindsPrediction(LossEntry entry) {
        if (entry.call().isEmpty() || entry.arguments().isEmpty()) {
            return false;
        }
        String name = LossCall.parse(entry.call().get()).name();
        String loss = catalogue.shorthand(name).map(Catalogue.Shorthand::loss).orElse(name);
        return catalogue.find(loss).stream()
                .flatMap(function -> function.definition().arguments().stream())
                .filter(argument -> argument.role() != Role.PARAMETER)
                .anyMatch(argument -> entry.arguments().containsKey(argument.name()));
    }

    /** Whether SQL reads the prediction that all versions share. */
    private boolean reads(String sql) {
        return !List.of(rows.columns()).contains("prediction") || !resolves(rows.drop("prediction"), sql);
    }

    private static boolean resolves(Dataset<Row> rows, String sql) {
        try {
            rows.select(functions.expr(sql));
            return true;
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            return false;
        }
    }
}
