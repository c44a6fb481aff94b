package io.assay.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/** Holds saved models against the columns of the rows that they are to score. No row is read. */
public final class ModelCheck {

    private static final List<String> INPUTS = List.of("inputCol", "inputCols", "featuresCol", "userCol", "itemCol");
    private static final List<String> OUTPUTS =
            List.of("outputCol", "outputCols", "predictionCol", "probabilityCol", "rawPredictionCol");

    private final SourceReader reader;
    private final Dataset<Row> rows;

    /**
     * @param sides what is read; columns that only a later one has count too
     */
    public ModelCheck(SourceReader reader, List<Dataset<Row>> sides) {
        this.reader = reader;
        Dataset<Row> all = sides.get(0);
        for (Dataset<Row> side : sides.subList(1, sides.size())) {
            for (StructField field : side.schema().fields()) {
                if (Arrays.stream(all.columns()).noneMatch(field.name()::equalsIgnoreCase)) {
                    all = all.withColumn(field.name(), functions.lit(null).cast(field.dataType()));
                }
            }
        }
        this.rows = all.select(Arrays.stream(Conformer.own(all.schema()).fieldNames())
                .map(name -> functions.col(Expressions.quoted(name)))
                .toArray(org.apache.spark.sql.Column[]::new));
    }

    /**
     * The rows as the model in {@code path} scores them.
     *
     * @throws InputException if it cannot be loaded or does not fit, with the reason alone
     */
    public Dataset<Row> scored(String path) {
        Transformer model = reader.model(path);
        Set<String> lacking = new LinkedHashSet<>(inputs(model));
        lacking.removeAll(outputs(model));
        lacking.removeAll(List.of(rows.columns()));
        try {
            model.transformSchema(rows.schema());
            return ModelColumns.applied(model, rows);
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            throw new InputException(
                    lacking.isEmpty() ? "does not fit these columns: " + message(e) : lacking(lacking), e);
        }
    }

    private String lacking(Set<String> names) {
        return "needs the columns " + names + ", which the input does not have (known: "
                + String.join(", ", rows.columns()) + ")";
    }

    private String message(Exception failure) {
        String message = String.valueOf(failure.getMessage())
                .replaceFirst("^requirement failed: ", "")
                .replaceFirst("^\\[[A-Z0-9_.]+] ?", "")
                .replaceFirst(" ?SQLSTATE: .*$", "")
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("\\.$", "");
        boolean text = message.contains("string");
        boolean taken = message.contains("already exists");
        return message
                + (text ? "; columns of csv and json are text unless schema: declares their types" : "")
                + (taken ? "; rename that column of the input, by a query over it with format: sql" : "");
    }

    private static List<String> inputs(Transformer model) {
        return stages(model).flatMap(stage -> names(stage, INPUTS)).toList();
    }

    private static List<String> outputs(Transformer model) {
        return stages(model).flatMap(stage -> names(stage, OUTPUTS)).toList();
    }

    private static Stream<Transformer> stages(Transformer model) {
        return model instanceof PipelineModel pipeline
                ? Arrays.stream(pipeline.stages()).flatMap(ModelCheck::stages)
                : Stream.of(model);
    }

    private static Stream<String> names(Transformer stage, List<String> parameters) {
        List<String> names = new ArrayList<>();
        for (String name : parameters) {
            if (stage.hasParam(name)) {
                Param<Object> parameter = stage.getParam(name);
                Object value = stage.get(parameter)
                        .getOrElse(() -> stage.getDefault(parameter).getOrElse(() -> ""));
                names.addAll(value instanceof String[] several ? List.of(several) : List.of(String.valueOf(value)));
            }
        }
        return names.stream().filter(name -> !name.isEmpty());
    }
}
