package io.assay.input;

import static io.assay.input.Conformed.CLUSTER;
import static io.assay.input.Conformed.ID;
import static io.assay.input.Conformed.ITEMS;
import static io.assay.input.Conformed.LABELS_ONLY;
import static io.assay.input.Conformed.MATCHED_LABELS;
import static io.assay.input.Conformed.NO_ID;
import static io.assay.input.Conformed.QUARANTINED;
import static io.assay.input.Conformed.STATUS;
import static io.assay.input.Conformed.VERSION;
import static io.assay.input.Conformed.WEIGHT;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Gathers the rows of a group and a version into one: its label and its prediction are arrays, in the order that
 * {@link Group} gives them. Both sides of a join are brought to the same columns and meet in one shuffle.
 */
final class GroupConformer {

    /** The id of an item within its group. */
    static final String ITEM = "__item";

    /** What brings rows together: the group, or for a row of none a text of its own. */
    static final String GROUP = "__group";

    static final String RECORD = "__record";

    static final String LABEL_NUMBER = "__number_label";
    static final String PREDICTION_NUMBER = "__number_prediction";

    private static final DataType ITEM_TYPE = new StructType()
            .add("status", DataTypes.StringType)
            .add("record", DataTypes.StringType)
            .add("id", DataTypes.StringType)
            .add("label", DataTypes.DoubleType)
            .add("prediction", DataTypes.DoubleType);

    private static final StructType GATHERED = new StructType()
            .add(STATUS, DataTypes.StringType)
            .add(LABELS_ONLY, DataTypes.BooleanType, false)
            .add(MATCHED_LABELS, DataTypes.IntegerType, false)
            .add(VERSION, DataTypes.StringType)
            .add(ID, DataTypes.StringType)
            .add(CLUSTER, DataTypes.StringType)
            .add(WEIGHT, DataTypes.DoubleType)
            .add(ITEMS, DataTypes.createArrayType(ITEM_TYPE))
            .add("label", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("prediction", DataTypes.createArrayType(DataTypes.DoubleType))
            .add(Conformed.ITEM_LABELS, DataTypes.LongType);

    private final Columns columns;
    private final StructType source;
    private final Predicate<String> kept;
    private StructType schema = new StructType();

    /**
     * @param source the columns of the dataset, or of the predictions
     * @param kept which columns of the sources a group keeps
     */
    GroupConformer(Columns columns, StructType source, Predicate<String> kept) {
        this.columns = columns;
        this.source = source;
        this.kept = kept;
    }

    /** The columns of the sources that groups keep. */
    StructType schema() {
        return schema;
    }

    /** One dataset that holds the labels too. */
    Dataset<Row> gathered(Dataset<Row> rows, Column record) {
        List<StructField> own = keepable(source, Set.of());
        return gathered(predictions(rows, record, own, List.of()), own, List.of(), Group.Labels.BESIDE);
    }

    /** Predictions with labels from elsewhere. */
    Dataset<Row> gathered(Dataset<Row> rows, Column record, Dataset<Row> judgements) {
        List<StructField> own = keepable(source, Set.of());
        List<StructField> others = keepable(
                Conformer.own(judgements.schema()),
                Set.copyOf(Arrays.stream(source.fieldNames())
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList()));
        Dataset<Row> both = predictions(rows, record, own, others).union(labels(judgements, own, others));
        return gathered(both, own, others, Group.Labels.JOINED);
    }

    /** The columns that can be kept: the names of the label and of the prediction are taken by what is gathered. */
    private List<StructField> keepable(StructType from, Set<String> taken) {
        return Arrays.stream(from.fields())
                .filter(field -> !field.name().equalsIgnoreCase("label")
                        && !field.name().equalsIgnoreCase("prediction")
                        && !taken.contains(field.name().toLowerCase(Locale.ROOT))
                        && kept.test(field.name()))
                .toList();
    }

    private Dataset<Row> predictions(
            Dataset<Row> rows, Column record, List<StructField> own, List<StructField> others) {
        Dataset<Row> valued = numbered(numbered(rows, "label"), "prediction");
        Column flaw =
                coalesce(col(STATUS), noItem(), notANumber("label"), isMissing("prediction"), notANumber("prediction"));
        return shaped(
                valued.withColumn(STATUS, flaw).withColumn(LABELS_ONLY, lit(false)),
                record,
                own.stream().map(GroupConformer::column).toList(),
                others.stream().map(GroupConformer::nothing).toList());
    }

    private Dataset<Row> labels(Dataset<Row> rows, List<StructField> own, List<StructField> others) {
        Dataset<Row> valued = numbered(rows.withColumn("label", col(Conformer.LABEL)), "label");
        return shaped(
                valued.withColumn(STATUS, coalesce(col(STATUS), noItem(), notANumber("label")))
                        .withColumn(LABELS_ONLY, lit(true))
                        .withColumn(VERSION, lit(null).cast("string"))
                        .withColumn(CLUSTER, col(ID))
                        .withColumn(WEIGHT, lit(null).cast("double"))
                        .withColumn("prediction", lit(null).cast("double"))
                        .withColumn(number("prediction"), lit(null).cast("double")),
                col(Conformed.RAW),
                own.stream().map(GroupConformer::nothing).toList(),
                others.stream().map(GroupConformer::column).toList());
    }

    private static String number(String value) {
        return value.equals("label") ? LABEL_NUMBER : PREDICTION_NUMBER;
    }

    /** Adds the number that a value is; null where it is none. */
    private static Dataset<Row> numbered(Dataset<Row> rows, String value) {
        if (Arrays.stream(rows.columns()).noneMatch(value::equals)) {
            return numbered(rows.withColumn(value, lit(null).cast("double")), value);
        }
        String cast = "try_cast(" + value + " AS DOUBLE)";
        boolean text = rows.schema().apply(value).dataType() instanceof StringType;
        return rows.withColumn(number(value), expr(text ? Expressions.truthOr(value, cast) : cast));
    }

    private static Column notANumber(String value) {
        return when(col(value).isNotNull().and(col(number(value)).isNull()), lit(QUARANTINED + value + "_not_a_number"))
                .when(isnan(col(number(value))), lit(QUARANTINED + value + "_nan"));
    }

    private static Column isMissing(String value) {
        return when(col(value).isNull(), lit(QUARANTINED + value + "_null"));
    }

    private static Column noItem() {
        return when(col(ITEM).isNull(), lit(QUARANTINED + "item_null"));
    }

    private static Column column(StructField field) {
        return col(Expressions.quoted(field.name()));
    }

    private static Column nothing(StructField field) {
        return lit(null).cast(field.dataType());
    }

    private static Dataset<Row> shaped(Dataset<Row> rows, Column record, List<Column> own, List<Column> others) {
        Column alone = concat(lit(NO_ID), monotonically_increasing_id().cast("string"));
        List<Column> shape = new ArrayList<>(List.of(
                when(Conformed.hasPlace(), concat(lit("="), col(ID)))
                        .otherwise(alone)
                        .as(GROUP),
                col(LABELS_ONLY),
                col(VERSION),
                col(ID),
                col(CLUSTER),
                col(WEIGHT),
                col(ITEM),
                col(STATUS),
                when(col(STATUS).startsWith(QUARANTINED), record).as(RECORD),
                col(number("label")).as("label"),
                col(number("prediction")).as("prediction")));
        shape.addAll(own);
        shape.addAll(others);
        return rows.select(shape.toArray(Column[]::new));
    }

    private Dataset<Row> gathered(
            Dataset<Row> rows, List<StructField> own, List<StructField> others, Group.Labels labels) {
        List<StructField> all = new ArrayList<>(own);
        all.addAll(others);
        schema = new StructType(all.toArray(StructField[]::new));
        StructType gathered = GATHERED;
        for (StructField field : all) {
            gathered = gathered.add(field.name(), field.dataType());
        }
        Group.Rule rule = new Group.Rule(
                labels,
                !columns.id().isEmpty(),
                columns.unjudged().orElse(null),
                all.stream().map(StructField::name).toList(),
                own.size());
        return rows.repartition(col(GROUP))
                .sortWithinPartitions(col(GROUP), col(LABELS_ONLY).desc(), col(VERSION))
                .mapPartitions(new Gatherer(rule), Encoders.row(gathered));
    }
}
