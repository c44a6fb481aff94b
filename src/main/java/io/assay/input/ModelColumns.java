package io.assay.input;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What saved models give for rows, one model after the other in a single read. Each sees the rows' own columns alone; what
 * it adds stands under names of Assay's own until there is a row per version, and under its own name then.
 */
final class ModelColumns {

    /** What the names begin with under which a model's columns stand. */
    static final String RESERVED = "__model_";

    private static final String VALUE = RESERVED + "value";

    private final Map<String, Transformer> models;
    private final String prediction;
    private final Map<String, StructType> outputs = new LinkedHashMap<>();

    /**
     * @param models by versions
     * @param prediction an expression over the rows' columns and those of one model
     */
    ModelColumns(Map<String, Transformer> models, String prediction) {
        this.models = models;
        this.prediction = prediction;
    }

    /** The rows with the columns of all models; a row that a model fails on or leaves out has nulls in that model's. */
    Dataset<Row> scored(Dataset<Row> rows) {
        Dataset<Row> scored = rows;
        for (Map.Entry<String, Transformer> model : models.entrySet()) {
            Set<String> before = Arrays.stream(scored.columns()).collect(Collectors.toSet());
            Dataset<Row> transformed = applied(model.getValue(), scored);
            Column value = expr(Expressions.sql(prediction, transformed.schema()));
            transformed = transformed.withColumn(VALUE, value);
            outputs.put(
                    model.getKey(),
                    new StructType(Arrays.stream(transformed.schema().fields())
                            .filter(field -> !before.contains(field.name()))
                            .filter(field -> !field.name().startsWith(GuardedStage.KEPT))
                            .toArray(StructField[]::new)));
            scored = renamed(model.getKey(), transformed);
        }
        return scored;
    }

    /** The stages in their order, as a pipeline applies them. */
    static Dataset<Row> applied(Transformer model, Dataset<Row> rows) {
        Transformer[] stages = model instanceof PipelineModel pipeline ? pipeline.stages() : new Transformer[] {model};
        Dataset<Row> transformed = rows;
        for (Transformer stage : stages) {
            try {
                transformed = stage instanceof PipelineModel inner
                        ? applied(inner, transformed)
                        : GuardedStage.apply(stage, transformed);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "stage " + stage.uid() + " (" + stage.getClass().getSimpleName() + "): " + e.getMessage(), e);
            }
        }
        return transformed;
    }

    private Dataset<Row> renamed(String version, Dataset<Row> transformed) {
        Column kept = GuardedStage.kept(transformed).stream()
                .map(name -> col(name))
                .reduce(Column::and)
                .orElse(lit(true));
        Set<String> added = Set.of(added(version).fieldNames());
        List<Column> columns = new ArrayList<>();
        for (StructField field : transformed.schema().fields()) {
            String name = field.name();
            Column column = col(Expressions.quoted(name));
            if (added.contains(name)) {
                columns.add(when(kept, column).as(column(version, name)));
            } else if (!name.startsWith(GuardedStage.KEPT)) {
                columns.add(column);
            }
        }
        return transformed.select(columns.toArray(Column[]::new));
    }

    /** The prediction of a version among the columns of {@link #scored}. */
    String value(String version) {
        return Expressions.quoted(column(version, VALUE));
    }

    private DataType valueType(String version) {
        return added(version).apply(VALUE).dataType();
    }

    /** A version's own prediction beside those of models: as a number if it is text and theirs are numbers. */
    String like(Dataset<Row> rows, String sql) {
        boolean numbers = !models.isEmpty()
                && models.keySet().stream().allMatch(version -> valueType(version) instanceof NumericType);
        DataType type = rows.selectExpr(sql).schema().fields()[0].dataType();
        return numbers && type instanceof StringType ? Expressions.number(sql, type) : sql;
    }

    private StructType added(String version) {
        return outputs.getOrDefault(version, new StructType());
    }

    private String column(String version, String name) {
        return RESERVED + List.copyOf(models.keySet()).indexOf(version) + "_" + name;
    }

    /** The rows of one version each, with the columns that its model gave under their own names. */
    Dataset<Row> named(Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>();
        for (String name : rows.columns()) {
            if (!name.startsWith(RESERVED)) {
                columns.add(col(Expressions.quoted(name)));
            }
        }
        shared().forEach((name, type) -> columns.add(of(name, type).as(name)));
        return rows.select(columns.toArray(Column[]::new));
    }

    private Column of(String name, DataType type) {
        Column column = lit(null).cast(type);
        for (Map.Entry<String, StructType> output : outputs.entrySet()) {
            if (Arrays.asList(output.getValue().fieldNames()).contains(name)) {
                column = when(
                                col(Conformed.VERSION).equalTo(lit(output.getKey())),
                                col(Expressions.quoted(column(output.getKey(), name))))
                        .otherwise(column);
            }
        }
        return column;
    }

    /** The names of what models add, with their types; a name that means two types is none. */
    private Map<String, DataType> shared() {
        Map<String, DataType> types = new LinkedHashMap<>();
        outputs.values().stream()
                .flatMap(schema -> Arrays.stream(schema.fields()))
                .filter(field -> !field.name().startsWith(RESERVED))
                .forEach(field -> types.putIfAbsent(field.name(), field.dataType()));
        types.entrySet().removeIf(entry -> outputs.values().stream()
                .flatMap(schema -> Arrays.stream(schema.fields()))
                .anyMatch(field ->
                        field.name().equals(entry.getKey()) && !field.dataType().equals(entry.getValue())));
        return types;
    }
}
