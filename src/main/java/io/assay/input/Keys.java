package io.assay.input;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Texts that name rows: ids of one or several columns, and texts of its own for a row without one. */
final class Keys {

    private static final String SEPARATOR = "\u001f";

    private Keys() {}

    /** A text that no other row has. */
    static Column own() {
        return concat(lit(Conformed.NO_ID), monotonically_increasing_id().cast("string"));
    }

    /** The columns' values together; null where one of them is, a text of its own without columns. */
    static Column of(Dataset<Row> rows, List<String> texts) {
        if (texts.isEmpty()) {
            return own();
        }
        Column[] parts = texts.stream()
                .map(id -> expr(Expressions.sql(id, rows.schema())).cast("string"))
                .toArray(Column[]::new);
        Column present =
                Arrays.stream(parts).map(Column::isNotNull).reduce(Column::and).orElse(lit(true));
        return when(present, parts.length == 1 ? parts[0] : together(parts));
    }

    /** Several texts as one, of which no other texts are the parts. */
    static Column together(Column... parts) {
        return concat_ws(SEPARATOR, Arrays.stream(parts).map(Keys::escaped).toArray(Column[]::new));
    }

    /** A part of an id in which the separator cannot stand, so that two ids never become one. */
    private static Column escaped(Column part) {
        Column backslashes = functions.replace(part, lit("\\"), lit("\\\\"));
        return functions.replace(backslashes, lit(SEPARATOR), lit("\\u001f"));
    }

    /** The id of a usable row. Any other gets a key that matches nothing; nulls would all meet in one task. */
    static Column join(Column status, Column key, String side) {
        Column unmatchable = concat(
                lit(Conformed.NO_ID + side), monotonically_increasing_id().cast("string"));
        return when(status.isNull().and(key.isNotNull()), concat(lit("="), key)).otherwise(unmatchable);
    }
}
