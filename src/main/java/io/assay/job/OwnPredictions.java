package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.input.Conformed;
import io.assay.input.Expressions;
import io.assay.job.Configuration.LossEntry;
import io.assay.job.Configuration.MetricEntry;
import io.assay.loss.Catalogue;
import io.assay.loss.Definition.Argument;
import io.assay.loss.Definition.Role;
import io.assay.loss.LossCall;
import io.assay.report.TrivialPredictor.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;

/**
 * What the baseline {@code trivial} is to losses and metrics that read other predictions or labels than those that all share: the row
 * that it copies holds those of another version, whose cost would be taken for its own. Where one prediction stands beside one
 * label, it has a constant of its own, made of that label, in a column besides ({@link TrivialTarget#COLUMN}), so that no SQL
 * says which number it is. All others have no value for it, with a reason that is counted.
 */
final class OwnPredictions {

    /** The reason why such a loss has no value. */
    static final String REASON = "no_trivial_prediction";

    private static final String IS_TRIVIAL =
            Expressions.quoted(Conformed.VERSION) + " = " + Expressions.literal(TrivialBaseline.NAME);

    private final Configuration configuration;
    private final Catalogue catalogue;
    private final Dataset<Row> rows;
    private final List<TrivialTarget> targets = new ArrayList<>();

    /** @param rows in one shape */
    OwnPredictions(Configuration configuration, Catalogue catalogue, Dataset<Row> rows) {
        this.configuration = configuration;
        this.catalogue = catalogue;
        this.rows = rows;
        if (configuration.trivial().filter(OwnPredictions::isMade).isPresent()) {
            configuration.losses().stream().filter(this::bringsOne).forEach(this::addTarget);
            configuration.metrics().stream().filter(OwnPredictions::isOwn).forEach(this::addTarget);
        }
    }

    /** A last value, or one that is given, is of the label for all alone. */
    private static boolean isMade(TrivialBaseline trivial) {
        return !trivial.is(Form.LAST) && !trivial.is(Form.VALUE);
    }

    /** The labels and predictions that have a constant, each in the column of its index. */
    List<TrivialTarget> targets() {
        return List.copyOf(targets);
    }

    private void addTarget(LossEntry entry) {
        add(entry.name(), entry.label(), entry.prediction(), AbsoluteLosses.contains(catalogue, entry));
    }

    private void addTarget(MetricEntry entry) {
        add(entry.name(), entry.label(), entry.prediction(), false);
    }

    /** What does not resolve is told where losses and metrics are checked. */
    private void add(String of, Optional<String> label, Optional<String> prediction, boolean absolute) {
        String labelSql = sql(label, "label");
        String predictionSql = sql(prediction, "prediction");
        Optional<DataType> labels = type(rows, labelSql);
        Optional<DataType> predictions = type(rows, predictionSql);
        if (labels.isPresent() && predictions.isPresent() && TrivialBaseline.fits(labels.get(), predictions.get())) {
            String shown = label.or(() -> configuration.columns().label()).orElse("label");
            targets.add(
                    new TrivialTarget(of, labelSql, predictionSql, shown, labels.get(), predictions.get(), absolute));
        }
    }

    private String sql(Optional<String> own, String shared) {
        return "(" + Expressions.sql(own.orElse(shared), rows.schema()) + ")";
    }

    /** The losses, those that have a constant reading it where the version is {@code trivial}. */
    List<LossEntry> losses() {
        return configuration.losses().stream()
                .map(entry -> column(entry.name())
                        .map(column -> reading(entry, column))
                        .orElse(entry))
                .toList();
    }

    private LossEntry reading(LossEntry entry, String column) {
        return new LossEntry(
                entry.place(),
                entry.name(),
                entry.call(),
                entry.sql(),
                entry.weightedSum(),
                entry.renormalise(),
                entry.label(),
                Optional.of(orElse(column, entry.prediction())),
                entry.arguments(),
                entry.aggregate(),
                entry.direction(),
                entry.bounds());
    }

    /** The losses, those of predictions of their own without a constant left without a value for {@code trivial}. */
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
                .map(metric -> isOwn(metric) ? guarded(metric) : metric)
                .toList();
    }

    private MetricEntry guarded(MetricEntry metric) {
        String constant = column(metric.name()).orElse("NULL");
        return new MetricEntry(
                metric.place(),
                metric.name(),
                metric.definition(),
                metric.parameters(),
                metric.label(),
                Optional.of(orElse(constant, metric.prediction())));
    }

    private String orElse(String constant, Optional<String> prediction) {
        return "CASE WHEN " + IS_TRIVIAL + " THEN " + constant + " ELSE " + sql(prediction, "prediction") + " END";
    }

    /** The column of what is predicted for a loss or metric. */
    private Optional<String> column(String of) {
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).of().equals(of)) {
                return Optional.of(Expressions.quoted(TrivialTarget.COLUMN + i));
            }
        }
        return Optional.empty();
    }

    /** A composed loss lacks the parts that have no value. */
    private boolean isOwn(LossColumn loss) {
        return !loss.composed()
                && column(loss.name()).isEmpty()
                && (!reads(loss.value())
                        || configuration.losses().stream()
                                .filter(entry -> entry.name().equals(loss.name()))
                                .anyMatch(this::isOwn));
    }

    private boolean isOwn(LossEntry entry) {
        return entry.label().isPresent() || entry.prediction().isPresent() || binds(entry);
    }

    private static boolean isOwn(MetricEntry entry) {
        return entry.label().isPresent() || entry.prediction().isPresent();
    }

    /** Whether a loss of the catalogue has a label or a prediction of its own, and one prediction only. */
    private boolean bringsOne(LossEntry entry) {
        return entry.call().isPresent()
                && (entry.label().isPresent() || entry.prediction().isPresent())
                && !binds(entry)
                && arguments(entry).stream()
                        .filter(argument -> argument.role() == Role.PREDICTION)
                        .map(Argument::name)
                        .toList()
                        .equals(List.of("prediction"));
    }

    /** Whether {@code arguments:} give a loss a label or a prediction. */
    private boolean binds(LossEntry entry) {
        return !entry.arguments().isEmpty()
                && arguments(entry).stream()
                        .filter(argument -> argument.role() != Role.PARAMETER)
                        .anyMatch(argument -> entry.arguments().containsKey(argument.name()));
    }

    /** Those of a loss of the catalogue; none where its call cannot be read, which is told elsewhere. */
    private List<Argument> arguments(LossEntry entry) {
        if (entry.call().isEmpty()) {
            return List.of();
        }
        try {
            String name = LossCall.parse(entry.call().get()).name();
            String loss =
                    catalogue.shorthand(name).map(Catalogue.Shorthand::loss).orElse(name);
            return catalogue
                    .find(loss)
                    .map(found -> found.definition().arguments())
                    .orElse(List.of());
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Whether SQL reads the prediction that all versions share. */
    private boolean reads(String sql) {
        return !List.of(rows.columns()).contains("prediction")
                || type(rows.drop("prediction"), sql).isEmpty();
    }

    /** The type of SQL over rows; empty where it does not resolve. */
    static Optional<DataType> type(Dataset<Row> rows, String sql) {
        try {
            return Optional.of(
                    rows.select(functions.expr(sql)).schema().fields()[0].dataType());
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            return Optional.empty();
        }
    }
}
