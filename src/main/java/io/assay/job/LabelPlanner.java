package io.assay.job;

import io.assay.aggregation.TallyPlan;
import io.assay.input.Columns;
import io.assay.input.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the labels that two versions of an example may differ in: the one for all losses, and those that losses and metrics
 * bring. A label from a dataset of labels is the same for all versions.
 */
final class LabelPlanner {

    private final Configuration configuration;
    private final List<Dataset<Row>> labelSides;

    /**
     * @param labelSides the datasets of labels alone; empty where rows bring their own
     */
    LabelPlanner(Configuration configuration, List<Dataset<Row>> labelSides) {
        this.configuration = configuration;
        this.labelSides = List.copyOf(labelSides);
    }

    /**
     * SQL of each of them over the conformed rows.
     *
     * @param schema of the conformed rows
     */
    List<String> labels(Columns columns, StructType schema) {
        List<String> others = new ArrayList<>();
        Stream.concat(
                        configuration.losses().stream().flatMap(loss -> loss.label().stream()),
                        configuration.metrics().stream().flatMap(metric -> metric.label().stream()))
                .filter(text -> !columns.label().equals(Optional.of(text)) && !isShared(text))
                .forEach(text -> others.add(Expressions.sql(text, schema)));
        Optional<String> own = columns.label().filter(text -> !isShared(text));
        return TallyPlan.labels(columns, own, others);
    }

    private boolean isShared(String text) {
        return labelSides.stream().anyMatch(side -> resolves(side, text));
    }

    private static boolean resolves(Dataset<Row> rows, String text) {
        try {
            rows.select(functions.expr(Expressions.sql(text, rows.schema())));
            return true;
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            return false;
        }
    }
}
