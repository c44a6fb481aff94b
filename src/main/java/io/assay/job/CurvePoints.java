package io.assay.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.assay.input.Expressions;
import io.assay.input.Source;
import io.assay.input.SourceReader;
import io.assay.job.CurveConfiguration.PointColumns;
import io.assay.job.ExpressionCheck.Need;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Makes the points of curves out of the sources: one row for each, with its fate. A point has a run, a metric, a split, a
 * step and a value; a value that is no finite number is a point all the same, for the curve to count. Points of the same run,
 * metric, split and step are all set aside, since none of them is known to be the right one.
 */
final class CurvePoints {

    static final String RUN = "run";
    static final String METRIC = "metric";
    static final String SPLIT = "split";

    /** {@link #TRAIN} or {@link #VALIDATION}. */
    static final String ROLE = "role";

    static final String TRAIN = "train";
    static final String VALIDATION = "validation";

    /** As text, as it was read. */
    static final String STEP = "step";

    static final String VALUE = "value";
    static final String RECORD = "record";

    /** As numbers. */
    static final String AT = "at";

    static final String NUMBER = "number";
    static final String SIZE = "size";

    /** Why a point is not used; null where it is. */
    static final String FATE = "fate";

    static final String FILTERED = "filtered";
    static final String EMPTY_CELL = "empty cell";
    static final String OTHER_METRIC = "other metric";
    static final String OTHER_SPLIT = "other split";

    /** The fates of points that nobody asked for; all others are reasons for the quarantine. */
    static final List<String> UNASKED = List.of(FILTERED, EMPTY_CELL, OTHER_METRIC, OTHER_SPLIT);

    static final String DUPLICATE = "same run, metric, split and step as another";

    /** What the only metric is called where no column names it. */
    static final String ONLY_METRIC = "loss";

    private static final String KEPT = "kept";

    private final SourceReader reader;
    private final CurveConfiguration configuration;
    private final PointColumns columns;

    CurvePoints(SourceReader reader, CurveConfiguration configuration) {
        this.reader = reader;
        this.configuration = configuration;
        this.columns = configuration.columns();
    }

    /**
     * Holds the configuration against the sources' columns, without a scan.
     *
     * @throws InvalidConfigurationException with everything that is wrong with its text and its columns
     */
    void check() {
        List<Problem> problems = new ArrayList<>(configuration.problems());
        ExpressionCheck expressions = new ExpressionCheck(problems);
        for (Source source : configuration.input()) {
            Dataset<Row> rows = reader.open(source);
            source.where()
                    .ifPresent(text -> expressions.check(rows, source.place(), "input.where", text, Need.PREDICATE));
            expected().forEach(each -> expressions.check(rows, columns.place(), each.key(), each.text(), each.need()));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    private record Expected(String key, String text, Need need) {}

    private List<Expected> expected() {
        List<Expected> expected = new ArrayList<>();
        columns.run().ifPresent(text -> expected.add(new Expected("columns.run", text, Need.KEY)));
        if (!columns.step().isBlank()) {
            expected.add(new Expected("columns.step", columns.step(), Need.NUMBER));
        }
        columns.split().ifPresent(text -> expected.add(new Expected("columns.split", text, Need.KEY)));
        columns.metric().ifPresent(text -> expected.add(new Expected("columns.metric", text, Need.KEY)));
        columns.value().ifPresent(text -> expected.add(new Expected("columns.value", text, Need.NUMBER)));
        columns.size().ifPresent(text -> expected.add(new Expected("columns.size", text, Need.NUMBER)));
        columns.wide().forEach((metric, wide) -> Stream.of(wide.train(), wide.validation())
                .flatMap(Optional::stream)
                .forEach(text -> expected.add(new Expected("columns.wide." + metric, text, Need.NUMBER))));
        return expected;
    }

    /** Every point of every source, with its fate. */
    Dataset<Row> all() {
        Dataset<Row> all = configuration.input().stream()
                .map(this::read)
                .reduce(Dataset::unionAll)
                .orElseThrow();
        Column role = columns.split().isEmpty() && !columns.isWide()
                ? lit(VALIDATION)
                : when(col(SPLIT).isin(configuration.splits().train().toArray()), TRAIN)
                        .when(
                                col(SPLIT)
                                        .isin(configuration
                                                .splits()
                                                .validation()
                                                .toArray()),
                                VALIDATION);
        Dataset<Row> told = all.withColumn(ROLE, columns.isWide() ? col(SPLIT) : role);
        told = told.withColumn(FATE, fate());
        return told.withColumn(
                FATE,
                coalesce(
                        col(FATE),
                        when(
                                count(lit(1))
                                        .over(Window.partitionBy(RUN, METRIC, ROLE, AT, FATE))
                                        .gt(1),
                                DUPLICATE)));
    }

    private Column fate() {
        Column fate = when(col(RECORD).isNotNull(), "record that cannot be parsed")
                .when(col(KEPT).equalTo(false), FILTERED);
        if (columns.isWide()) {
            fate = fate.when(col(VALUE).isNull(), EMPTY_CELL);
        }
        fate = fate.when(col(RUN).isNull(), "no run").when(col(METRIC).isNull(), "no metric");
        if (!configuration.metrics().isEmpty()) {
            fate = fate.when(
                    col(METRIC).isin(configuration.metrics().keySet().toArray()).equalTo(false), OTHER_METRIC);
        }
        return fate.when(col(ROLE).isNull().and(col(SPLIT).isNull()), "no split")
                .when(col(ROLE).isNull(), OTHER_SPLIT)
                .when(col(STEP).isNull(), "no step")
                .when(isFinite(AT).equalTo(false), "step that is no finite number")
                .when(col(VALUE).isNull(), "no value")
                .when(col(NUMBER).isNull(), "value that is no number");
    }

    private static Column isFinite(String column) {
        return expr("coalesce(abs(" + column + ") < double('infinity'), false)");
    }

    private Dataset<Row> read(Source source) {
        Dataset<Row> rows = reader.open(source);
        StructType schema = rows.schema();
        boolean parsed = Arrays.asList(schema.fieldNames()).contains(SourceReader.CORRUPT);
        List<String> select = new ArrayList<>();
        select.add((parsed ? "`" + SourceReader.CORRUPT + "`" : "CAST(NULL AS STRING)") + " AS " + RECORD);
        select.add("coalesce(("
                + source.where().map(where -> Expressions.sql(where, schema)).orElse("true") + "), false) AS " + KEPT);
        select.add(columns.run().map(sql -> text(sql, schema)).orElse(Expressions.literal(configuration.name()))
                + " AS " + RUN);
        select.add(text(columns.step(), schema) + " AS " + STEP);
        select.add(number(rows, columns.step()) + " AS " + AT);
        select.add(columns.size().map(sql -> number(rows, sql)).orElse("CAST(NULL AS DOUBLE)") + " AS " + SIZE);
        if (columns.isWide()) {
            select.add("array(" + cells(rows) + ") AS cells");
            return rows.selectExpr(select.toArray(String[]::new))
                    .withColumn("cell", explode(col("cells")))
                    .select(
                            col(RECORD),
                            col(KEPT),
                            col(RUN),
                            col(STEP),
                            col(AT),
                            col(SIZE),
                            col("cell." + METRIC),
                            col("cell." + SPLIT),
                            col("cell." + VALUE),
                            col("cell." + NUMBER));
        }
        select.add(columns.metric().map(sql -> text(sql, schema)).orElse(Expressions.literal(ONLY_METRIC)) + " AS "
                + METRIC);
        select.add(columns.split().map(sql -> text(sql, schema)).orElse("CAST(NULL AS STRING)") + " AS " + SPLIT);
        String value = columns.value().orElseThrow();
        select.add(text(value, schema) + " AS " + VALUE);
        select.add(number(rows, value) + " AS " + NUMBER);
        return rows.selectExpr(select.toArray(String[]::new));
    }

    private String cells(Dataset<Row> rows) {
        return columns.wide().entrySet().stream()
                .flatMap(entry -> Stream.of(
                                cell(
                                        rows,
                                        entry.getKey(),
                                        TRAIN,
                                        entry.getValue().train()),
                                cell(
                                        rows,
                                        entry.getKey(),
                                        VALIDATION,
                                        entry.getValue().validation()))
                        .flatMap(Optional::stream))
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> cell(Dataset<Row> rows, String metric, String split, Optional<String> column) {
        return column.map(sql -> "named_struct('" + METRIC + "', " + Expressions.literal(metric) + ", '" + SPLIT
                + "', '" + split + "', '" + VALUE + "', " + text(sql, rows.schema()) + ", '" + NUMBER + "', "
                + number(rows, sql) + ")");
    }

    private static String text(String sql, StructType schema) {
        return "CAST((" + Expressions.sql(sql, schema) + ") AS STRING)";
    }

    private static String number(Dataset<Row> rows, String text) {
        String sql = "(" + Expressions.sql(text, rows.schema()) + ")";
        DataType type = rows.selectExpr(sql + " AS x").schema().apply("x").dataType();
        return Expressions.number(sql, type);
    }
}
