package io.assay.input;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.nanvl;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.assay.input.AddedVersion.LastLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Gives rows to a version that the job adds: copies of rows of other versions that say something else. */
final class AddedRows {

    /** What the last label of a series is, before it is anybody's prediction. */
    static final String LAST = "__last";

    static final String SERIES = "__series";
    static final String TIME = "__time";
    static final String PLACE = "__place";
    static final String AT_ONCE = "__at_once";
    static final String BEFORE = "__before";
    static final String BOTH = "__both";

    private final AddedVersion added;

    AddedRows(AddedVersion added) {
        this.added = added;
    }

    /** How many rows a row read becomes: one for each version of a wide dataset. */
    static int copies(Optional<AddedVersion> added, Columns columns) {
        boolean one = columns.isWide() && added.filter(AddedVersion::isConstant).isPresent();
        return Math.max(1, columns.versions() + (one ? 1 : 0));
    }

    /** The added version, where not every row read becomes one of its own. */
    static Optional<String> made(Optional<AddedVersion> added, Columns columns) {
        return added.filter(version -> !columns.isWide() || !version.isConstant())
                .map(AddedVersion::name);
    }

    /** Rows of one version each, with one more for every example if a version is added. */
    static Dataset<Row> amongRows(Optional<AddedVersion> added, Dataset<Row> rows) {
        return added.map(version -> new AddedRows(version).amongRows(rows)).orElse(rows);
    }

    /** Wide rows, with one more version in those that have a last label if that is what an added version says. */
    static Dataset<Row> amongWide(Optional<AddedVersion> added, Dataset<Row> rows) {
        return added.isPresent() && added.get().prediction() instanceof LastLabel last
                ? new AddedRows(added.get()).amongWide(rows, last)
                : rows;
    }

    private Dataset<Row> amongRows(Dataset<Row> rows) {
        Dataset<Row> marked = Carriers.marked(rows, added.preferred());
        DataType type = rows.schema().apply("prediction").dataType();
        Column copied = col(Carriers.CARRIER);
        Column said = added.constant(type);
        if (added.prediction() instanceof LastLabel of) {
            marked = withLast(marked, copied, "label", type, of);
            copied = copied.and(col(LAST).isNotNull());
            said = col(LAST);
        }
        Column own = version(col(Conformed.VERSION), col("prediction"));
        return marked.withColumn(
                        BOTH,
                        explode(when(copied, array(own, version(lit(added.name()), said)))
                                .otherwise(array(own))))
                .withColumn(Conformed.VERSION, col(BOTH + ".version"))
                .withColumn("prediction", col(BOTH + ".prediction"))
                .drop(Carriers.CARRIER, LAST, BOTH);
    }

    /** What it says of every row, to stand among the versions of a wide row. */
    Column besides(Dataset<Row> rows, Column versions) {
        return version(lit(added.name()), added.constant(predictions(rows.select(versions.as(BOTH)), BOTH)));
    }

    private Dataset<Row> amongWide(Dataset<Row> rows, LastLabel of) {
        Column usable = col(Conformed.STATUS).isNull().and(col(Conformer.LABEL).isNotNull());
        Dataset<Row> known = withLast(
                rows, usable, Conformer.LABEL, predictions(rows.select(col(Conformer.WIDE)), Conformer.WIDE), of);
        Column more = concat(col(Conformer.WIDE), array(version(lit(added.name()), col(LAST))));
        return known.withColumn(
                        Conformer.WIDE, when(col(LAST).isNotNull(), more).otherwise(col(Conformer.WIDE)))
                .drop(LAST);
    }

    private static DataType predictions(Dataset<Row> rows, String versions) {
        ArrayType all = (ArrayType) rows.schema().apply(versions).dataType();
        return ((StructType) all.elementType()).apply("prediction").dataType();
    }

    private static Column version(Column name, Column prediction) {
        return struct(name.as("version"), prediction.as("prediction"));
    }

    /**
     * Adds {@link #LAST}, the label of the latest row before in the series. Times at which a series has several different
     * labels are passed over, since none of them is the last; so which it is does not depend on the order of the rows.
     *
     * @param serves which rows give and have one
     * @param type of the predictions that it stands beside
     */
    private static Dataset<Row> withLast(Dataset<Row> rows, Column serves, String label, DataType type, LastLabel of) {
        StructType schema = rows.schema();
        Column named = of.series().isEmpty() ? lit("") : Keys.of(rows, of.series());
        Column time = time(Expressions.sql(of.time(), schema), rows);
        Column usable = serves.and(named.isNotNull()).and(time.getField("text").isNotNull());
        Column series =
                coalesce(when(usable, concat(lit("="), named)), concat(lit(Conformed.NO_ID), col(Conformed.ID)));
        WindowSpec moment = Window.partitionBy(col(SERIES), col(TIME));
        WindowSpec before = Window.partitionBy(col(SERIES))
                .orderBy(col(TIME), col(PLACE))
                .rowsBetween(Window.unboundedPreceding(), -1);
        Column value = when(usable, value(label, schema.apply(label).dataType(), type));
        // The rows of a series meet once; all windows below find them together.
        return rows.withColumn(LAST, value)
                .withColumn(SERIES, series)
                .withColumn(TIME, time)
                .repartition(col(SERIES))
                .withColumn(PLACE, row_number().over(moment.orderBy(col(Conformed.ID))))
                .withColumn(
                        AT_ONCE,
                        when(
                                min(col(LAST))
                                        .over(moment)
                                        .equalTo(max(col(LAST)).over(moment)),
                                max(col(LAST)).over(moment)))
                .withColumn(
                        BEFORE,
                        when(col(PLACE).equalTo(1), last(col(AT_ONCE), true).over(before)))
                .withColumn(LAST, when(usable, max(col(BEFORE)).over(moment)))
                .drop(SERIES, TIME, PLACE, AT_ONCE, BEFORE);
    }

    /** What orders a series: of texts those that are numbers by their value, others as texts. */
    private static Column time(String sql, Dataset<Row> rows) {
        boolean isText = rows.selectExpr("(" + sql + ")").schema().fields()[0].dataType() instanceof StringType;
        List<Column> parts = new ArrayList<>();
        if (isText) {
            parts.add(expr("try_cast((" + sql + ") AS DOUBLE)").as("number"));
        }
        parts.add(expr(sql).as("text"));
        return struct(parts.toArray(Column[]::new));
    }

    /** A label as a prediction: a text beside texts, a number beside anything else; null where it is none. */
    private static Column value(String label, DataType labels, DataType predictions) {
        if (predictions instanceof StringType) {
            return col(label).cast("string");
        }
        return nanvl(
                Outcomes.number(Expressions.quoted(label), labels), lit(null).cast("double"));
    }
}
