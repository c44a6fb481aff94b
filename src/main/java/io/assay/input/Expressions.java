package io.assay.input;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Texts of a configuration as SQL: a text that is exactly a column's name means that column, any other is parsed. */
public final class Expressions {

    private Expressions() {}

    /** SQL for {@code text} over rows of {@code schema}. */
    public static String sql(String text, StructType schema) {
        return Arrays.asList(schema.fieldNames()).contains(text) ? quoted(text) : text;
    }

    /** SQL for the number that {@code sql} of this type is; the words true and false are 1 and 0, as they are to losses. */
    public static String number(String sql, DataType type) {
        String cast = "CAST(" + sql + " AS DOUBLE)";
        return type instanceof StringType ? truthOr(sql, cast) : cast;
    }

    /** SQL for the number that a text is, true and false being 1 and 0; null where it is none. */
    public static String numberOrNull(String sql) {
        return truthOr(sql, "try_cast(" + sql + " AS DOUBLE)");
    }

    /**
     * SQL for 1 or 0 where {@code sql} is the word true or false, whatever its case, and {@code otherwise} elsewhere. Spark's
     * {@code lower} would load the case mappings of all of Unicode in every process, which takes seconds.
     */
    static String truthOr(String sql, String otherwise) {
        return "CASE translate(trim(" + sql
                + "), 'TRUEFALS', 'truefals') WHEN 'true' THEN 1D WHEN 'false' THEN 0D ELSE " + otherwise + " END";
    }

    /** A column's name in backticks, whatever is in it. */
    public static String quoted(String column) {
        return "`" + column.replace("`", "``") + "`";
    }

    /** A text literal, whatever is in it. */
    public static String literal(String text) {
        StringBuilder sql = new StringBuilder("'");
        text.chars().forEach(c -> {
            if (c == '\'' || c == '\\') {
                sql.append('\\').append((char) c);
            } else if (c < ' ') {
                sql.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                sql.append((char) c);
            }
        });
        return sql.append('\'').toString();
    }

    /** Whether {@code type} is MLlib's vector. */
    public static boolean isVector(DataType type) {
        return type.typeName().equals("vector");
    }

    /** A column in a form that JSON can hold. */
    static Column json(String name, DataType type) {
        Column column = col(quoted(name));
        // vector_to_array fails on null.
        return isVector(type) ? when(column.isNotNull(), vector_to_array(column, "float64")) : column;
    }
}
