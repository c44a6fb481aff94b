package io.assay.input;

import static io.assay.input.Conformed.FILTERED;
import static io.assay.input.Conformed.ID;
import static io.assay.input.Conformed.LABELS_ONLY;
import static io.assay.input.Conformed.MATCHED_LABELS;
import static io.assay.input.Conformed.QUARANTINED;
import static io.assay.input.Conformed.RAW;
import static io.assay.input.Conformed.STATUS;
import static io.assay.input.Conformed.UNLABELLED;
import static io.assay.input.Conformed.UNMATCHED;
import static io.assay.input.Conformed.UNVERSIONED;
import static io.assay.input.Conformed.VERSION;
import static io.assay.input.Conformed.WEIGHT;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Brings sources into the one shape of {@link Conformed} and decides of every row, before any loss, whether it is
 * usable. Builds a plan only; nothing is read.
 */
public final class Conformer {

    static final String JOIN_KEY = "__join_key";
    static final String LABEL_JOIN_KEY = "__label_join_key";
    static final String SOURCE_FILTERED = "__filtered";
    static final String KEY = "__key";
    static final String LABEL_KEY = "__label_key";
    static final String LABEL_ROW = "__label_row";
    static final String LABEL_COUNT = "__label_count";
    static final String LABEL_SIDE = "__label_side";
    static final String PREDICTION_SIDE = "__prediction_side";
    static final String LABEL_RAW = "__label_raw";
    static final String LABEL_STATUS = "__label_status";
    static final String LABEL = "__label_value";
    static final String PREDICTION = "__prediction_value";
    static final String WIDE = "__wide";

    /** So that no sum of weights, and no product of two such sums, leaves the range of doubles. */
    private static final double LARGEST_WEIGHT = 1e100;

    private final SourceReader reader;
    private final Columns columns;
    private final Optional<AddedVersion> added;
    private final int copies;

    public Conformer(SourceReader reader, Columns columns) {
        this(reader, columns, Optional.empty());
    }

    /** @param added a version besides those of the data; not where rows are gathered */
    public Conformer(SourceReader reader, Columns columns, Optional<AddedVersion> added) {
        this.reader = reader;
        this.columns = columns;
        this.added = added;
        this.copies = AddedRows.copies(added, columns);
    }

    /**
     * One dataset, from one or more sources that are united by column names.
     *
     * @param predictions what is read; with {@code labels} empty it holds the labels too
     * @param labels joined to the predictions by id; empty for a single dataset
     */
    public Conformed conform(List<Source> predictions, List<Source> labels) {
        return conform(predictions, labels, column -> true);
    }

    /**
     * The same.
     *
     * @param kept which columns of the sources a group keeps, where rows are gathered: in those all of its rows must agree
     */
    public Conformed conform(List<Source> predictions, List<Source> labels, Predicate<String> kept) {
        return columns.grouped() ? gathered(predictions, labels, kept) : rowByRow(predictions, labels);
    }

    private Conformed rowByRow(List<Source> predictions, List<Source> labels) {
        List<RowCounter> read = new ArrayList<>();
        List<RowCounter> readLabels = new ArrayList<>();
        Dataset<Row> rows = united(predictions, read);
        Dataset<Row> sided = labels.isEmpty() ? single(rows) : joined(rows, united(labels, readLabels));
        StructType source = own(sided.schema());
        ModelColumns models = models();
        Dataset<Row> versions = named(oneRowPerVersion(withValues(models.scored(sided), models), models));
        boolean paired = !columns.example().isEmpty() || columns.isWide();
        Column unlabelled = columns.label().isPresent()
                ? when(col("label").isNull(), lit(UNLABELLED))
                : lit(null).cast("string");
        Dataset<Row> judged = versions.withColumn(STATUS, status(unlabelled));
        Dataset<Row> all = columns.isWide() ? judged : AddedRows.amongRows(added, judged);
        return new Conformed(all, source, paired, copies, read, readLabels, AddedRows.made(added, columns));
    }

    /** Of several rows one. The sides of a join meet by their group, and only there by the item. */
    private Conformed gathered(List<Source> predictions, List<Source> labels, Predicate<String> kept) {
        List<RowCounter> read = new ArrayList<>();
        List<RowCounter> readLabels = new ArrayList<>();
        Dataset<Row> rows = single(united(predictions, read));
        StructType source = own(rows.schema());
        Dataset<Row> sided = rows.withColumn(GroupConformer.ITEM, Keys.of(rows, columns.id()));
        if (!labels.isEmpty()) {
            sided = sided.withColumn(LABEL, lit(null).cast("double"));
        }
        ModelColumns models = models();
        Dataset<Row> versions = named(oneRowPerVersion(withValues(models.scored(sided), models), models))
                .withColumn(STATUS, status(lit(null).cast("string")));
        Column record = new Conformed(versions, source, true, copies, read, readLabels).record();
        GroupConformer groups = new GroupConformer(columns, source, kept);
        Dataset<Row> gathered = labels.isEmpty()
                ? groups.gathered(versions, record)
                : groups.gathered(versions, record, judgements(united(labels, readLabels)));
        return new Conformed(gathered, groups.schema(), true, copies, read, readLabels);
    }

    /** The labels' side of groups. */
    private Dataset<Row> judgements(Dataset<Row> labels) {
        String label = Expressions.sql(columns.label().orElse("NULL"), labels.schema());
        return labels.withColumn(ID, coalesce(Keys.of(labels, columns.group()), Keys.own()))
                .withColumn(
                        STATUS,
                        coalesce(
                                rowStatus(labels),
                                when(Keys.of(labels, columns.group()).isNull(), lit(Conformed.ID_NULL))))
                .withColumn(GroupConformer.ITEM, Keys.of(labels, columns.id()))
                .withColumn(LABEL, expr(label))
                .withColumn(RAW, labelRecord(labels));
    }

    /** The schema that expressions of a configuration are written against: the sources' columns. */
    public static StructType own(StructType schema) {
        return new StructType(Arrays.stream(schema.fields())
                .filter(field -> !ReservedNames.contains(field.name()))
                .toArray(org.apache.spark.sql.types.StructField[]::new));
    }

    private ModelColumns models() {
        Map<String, Transformer> models = new LinkedHashMap<>();
        columns.models().forEach((version, path) -> models.put(version, reader.model(path)));
        return new ModelColumns(models, columns.modelPrediction());
    }

    private Dataset<Row> united(List<Source> sources, List<RowCounter> counters) {
        Dataset<Row> all = null;
        for (Source source : sources) {
            RowCounter counter = new RowCounter(reader.open(source));
            counters.add(counter);
            Dataset<Row> rows = counter.counted();
            if (!Arrays.asList(rows.columns()).contains(SourceReader.CORRUPT)) {
                rows = rows.withColumn(SourceReader.CORRUPT, lit(null).cast("string"));
            }
            StructType schema = rows.schema();
            Column kept = source.where()
                    .map(where -> coalesce(expr(Expressions.sql(where, schema)), lit(false)))
                    .orElse(lit(true));
            rows = rows.withColumn(SOURCE_FILTERED, not(kept));
            all = all == null ? rows : all.unionByName(rows, true);
        }
        if (all == null) {
            throw new IllegalArgumentException("No source to read");
        }
        return all;
    }

    private Dataset<Row> single(Dataset<Row> rows) {
        return Samples.named(rows, columns)
                .withColumn(LABELS_ONLY, lit(false))
                .withColumn(MATCHED_LABELS, lit(0))
                .withColumn(KEY, Keys.of(rows, columns.grouped() ? columns.group() : columns.example()))
                .withColumn(STATUS, rowStatus(rows))
                .withColumn(RAW, col(SourceReader.CORRUPT));
    }

    /** Null for a readable row that passes {@code where}. */
    private static Column rowStatus(Dataset<Row> rows) {
        return when(rows.col(SourceReader.CORRUPT).isNotNull(), lit(Conformed.CORRUPT_RECORD))
                .when(rows.col(SOURCE_FILTERED), lit(FILTERED));
    }

    /**
     * Predictions with their labels, both sides complete: what has no partner stays as a row of its own. A label whose
     * id stands twice matches nothing, so that no prediction is multiplied.
     */
    private Dataset<Row> joined(Dataset<Row> predictions, Dataset<Row> labels) {
        Dataset<Row> left = Samples.named(predictions, columns)
                .withColumn(KEY, Keys.of(predictions, columns.id()))
                .withColumn(STATUS, rowStatus(predictions))
                .withColumn(PREDICTION_SIDE, lit(true))
                .withColumn(RAW, col(SourceReader.CORRUPT))
                .drop(SourceReader.CORRUPT, SOURCE_FILTERED);
        Dataset<Row> right = labelSide(labels);
        for (String name : right.columns()) {
            if (Arrays.stream(left.columns()).anyMatch(name::equalsIgnoreCase) && !ReservedNames.contains(name)) {
                right = right.drop(name);
            }
        }
        left = left.withColumn(JOIN_KEY, Keys.join(col(STATUS), col(KEY), "predictions"));
        right = right.withColumn(LABEL_JOIN_KEY, Keys.join(col(LABEL_STATUS), col(LABEL_KEY), "labels"));
        Dataset<Row> both = left.join(right, left.col(JOIN_KEY).equalTo(right.col(LABEL_JOIN_KEY)), "full_outer")
                .drop(JOIN_KEY, LABEL_JOIN_KEY);
        Column labelsOnly = col(PREDICTION_SIDE).isNull();
        return both.withColumn(LABELS_ONLY, labelsOnly)
                .withColumn(
                        MATCHED_LABELS,
                        when(not(labelsOnly).and(col(LABEL_SIDE).isNotNull()), 1)
                                .otherwise(0))
                .withColumn(RAW, when(labelsOnly, col(LABEL_RAW)).otherwise(col(RAW)))
                .withColumn(
                        STATUS,
                        when(labelsOnly, coalesce(col(LABEL_STATUS), lit(UNMATCHED)))
                                .otherwise(coalesce(
                                        col(STATUS),
                                        when(col(KEY).isNull(), lit(Conformed.ID_NULL)),
                                        when(col(LABEL_SIDE).isNull(), lit(UNMATCHED)))))
                .withColumn(KEY, when(labelsOnly, col(LABEL_KEY)).otherwise(Samples.example(columns)))
                .drop(Samples.EXAMPLE);
    }

    private Dataset<Row> labelSide(Dataset<Row> labels) {
        Dataset<Row> keyed = labels.withColumn(LABEL_KEY, Keys.of(labels, columns.id()))
                .withColumn(LABEL_ROW, Keys.own())
                .withColumn(LABEL_STATUS, rowStatus(labels));
        Column usable = when(col(LABEL_STATUS).isNull(), lit(1));
        Dataset<Row> counted = keyed.withColumn(
                LABEL_COUNT, count(usable).over(Window.partitionBy(coalesce(col(LABEL_KEY), col(LABEL_ROW)))));
        Optional<String> label = columns.label().filter(text -> resolves(labels, text));
        Dataset<Row> valued = label.isPresent()
                ? counted.withColumn(LABEL, expr(Expressions.sql(label.get(), labels.schema())))
                : counted;
        return valued.withColumn(
                        LABEL_STATUS,
                        coalesce(
                                col(LABEL_STATUS),
                                when(col(LABEL_KEY).isNull(), lit(Conformed.ID_NULL)),
                                when(col(LABEL_COUNT).gt(1), lit(QUARANTINED + "duplicate_id"))))
                .withColumn(LABEL_SIDE, lit(true))
                .withColumn(LABEL_RAW, when(col(LABEL_STATUS).startsWith(QUARANTINED), labelRecord(labels)))
                .drop(SourceReader.CORRUPT, SOURCE_FILTERED, LABEL_COUNT, LABEL_ROW);
    }

    /** A label as read; beside the columns of a prediction there would be no place for the id of one set aside. */
    private static Column labelRecord(Dataset<Row> labels) {
        Column[] read = Arrays.stream(own(labels.schema()).fields())
                .map(field -> Expressions.json(field.name(), field.dataType()))
                .toArray(Column[]::new);
        return coalesce(col(SourceReader.CORRUPT), functions.to_json(struct(read)));
    }

    private static boolean resolves(Dataset<Row> rows, String text) {
        try {
            rows.select(expr(Expressions.sql(text, rows.schema())));
            return true;
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            return false;
        }
    }

    /**
     * Adds what the configuration takes from the sources' columns, all before any of it gets a name that could hide a
     * column: a dataset may well call its truth {@code prediction}.
     */
    private Dataset<Row> withValues(Dataset<Row> rows, ModelColumns models) {
        StructType schema = rows.schema();
        List<Column> values = new ArrayList<>(List.of(col("*")));
        if (columns.label().isPresent() && !Arrays.asList(rows.columns()).contains(LABEL)) {
            values.add(expr(Expressions.sql(columns.label().get(), schema)).as(LABEL));
        }
        if (!columns.isWide()) {
            values.add(expr(Expressions.sql(columns.version().orElse("NULL"), schema))
                    .cast("string")
                    .as(VERSION));
            columns.prediction()
                    .ifPresent(text ->
                            values.add(expr(Expressions.sql(text, schema)).as(PREDICTION)));
        } else {
            values.add(versions(rows, models).as(WIDE));
        }
        values.add(columns.weight()
                .map(text -> expr("try_cast((" + Expressions.sql(text, schema) + ") AS DOUBLE)"))
                .orElse(lit(1.0))
                .as(WEIGHT));
        Column id = coalesce(col(KEY), Keys.own());
        values.add(id.as(ID));
        values.addAll(Clusters.values(columns, schema, id));
        return Clusters.ofIds(columns, rows.select(values.toArray(Column[]::new)));
    }

    /** Every version with its prediction; a row of the labels' side stands for itself alone, under the first of them. */
    private Column versions(Dataset<Row> rows, ModelColumns models) {
        List<Column> versions = new ArrayList<>();
        columns.wide().forEach((version, text) -> {
            String sql = Expressions.sql(text, rows.schema());
            versions.add(version(version, models.like(rows, "(" + sql + ")")));
        });
        columns.models().keySet().forEach(version -> versions.add(version(version, models.value(version))));
        added.filter(AddedVersion::isConstant)
                .map(version -> new AddedRows(version).besides(rows, array(versions.toArray(Column[]::new))))
                .ifPresent(versions::add);
        Column all = array(versions.toArray(Column[]::new));
        return when(col(LABELS_ONLY), slice(all, 1, 1)).otherwise(all);
    }

    private static Column version(String version, String prediction) {
        return struct(lit(version).as("version"), expr(prediction).as("prediction"));
    }

    private Dataset<Row> oneRowPerVersion(Dataset<Row> valued, ModelColumns models) {
        return !columns.isWide()
                ? valued
                : models.named(AddedRows.amongWide(added, valued)
                        .withColumn(WIDE, explode(col(WIDE)))
                        .withColumn(VERSION, col(WIDE + ".version"))
                        .withColumn(PREDICTION, col(WIDE + ".prediction"))
                        .drop(WIDE));
    }

    /** Gives the label and the prediction their names. */
    private static Dataset<Row> named(Dataset<Row> rows) {
        return named(named(rows, LABEL, "label"), PREDICTION, "prediction");
    }

    /** Gives a value its name and keeps what bore it, whatever its case; nothing where there is no such value. */
    private static Dataset<Row> named(Dataset<Row> rows, String value, String name) {
        if (!Arrays.asList(rows.columns()).contains(value)) {
            return rows;
        }
        Dataset<Row> kept = rows;
        for (String taken : rows.columns()) {
            if (taken.equalsIgnoreCase(name)) {
                kept = kept.withColumn(Conformed.asRead(taken), col(taken));
            }
        }
        return kept.withColumn(name, col(value)).drop(value);
    }

    /** A row that a saved model fails on, or leaves out. */
    private Column unpredicted() {
        return columns.models().isEmpty()
                ? lit(null).cast("string")
                : when(
                        col(VERSION)
                                .isin(columns.models().keySet().toArray())
                                .and(col("prediction").isNull()),
                        lit(QUARANTINED + "model_gave_no_prediction"));
    }

    private Column status(Column unlabelled) {
        return coalesce(
                col(STATUS),
                when(col(VERSION).isNull(), lit(UNVERSIONED)),
                when(not(Samples.isNamed(columns)), lit(Conformed.ID_NULL)),
                unlabelled,
                unpredicted(),
                when(col(WEIGHT).isNull(), lit(QUARANTINED + "weight_null"))
                        .when(isnan(col(WEIGHT)), lit(QUARANTINED + "weight_nan"))
                        .when(col(WEIGHT).lt(0), lit(QUARANTINED + "weight_negative"))
                        .when(col(WEIGHT).equalTo(Double.POSITIVE_INFINITY), lit(QUARANTINED + "weight_infinite"))
                        .when(col(WEIGHT).gt(LARGEST_WEIGHT), lit(QUARANTINED + "weight_too_large")));
    }
}
