package io.assay.aggregation;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.isnull;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.assay.input.Expressions;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/**
 * What stands for a row's labels, so that two versions of an example can be seen to have been given the same ones: 64 bits,
 * of which 32 travel. Two labels that differ have the same 32 bits once in four billion pairs. Zero has no sign, and a NaN is
 * like any other. A text that is a number, or a truth, is that number, as it is to losses. A vector is its numbers, be it
 * sparse or dense.
 */
final class LabelFingerprint {

    /** A row without any label. */
    static final int NONE = 0;

    /** What stands for samples of one example that were given several labels: it differs from everything. */
    static final int SEVERAL = -1;

    /** What a label hashes to that is none; a label that does so by chance is taken for none. */
    private static final long NO_HASH = 0;

    private LabelFingerprint() {}

    /**
     * The 64 bits as a column.
     *
     * @param rows whose columns the labels read
     * @param labels SQL of each of them
     */
    static Column of(Dataset<Row> rows, List<String> labels) {
        List<Column> hashes = new ArrayList<>();
        for (String label : labels) {
            Column value = expr(label);
            DataType type = rows.select(value).schema().fields()[0].dataType();
            hashes.add(coalesce(when(value.isNotNull(), hash(label, value, type)), lit(NO_HASH)));
        }
        if (hashes.size() == 1) {
            return hashes.get(0);
        }
        Column none = lit(true);
        for (Column hash : hashes) {
            none = none.and(hash.equalTo(NO_HASH));
        }
        return when(none, lit(NO_HASH)).otherwise(xxhash64(hashes.toArray(Column[]::new)));
    }

    private static Column hash(String sql, Column value, DataType type) {
        if (type instanceof StringType) {
            Column number = expr(Expressions.numberOrNull("(" + sql + ")"));
            return when(number.isNotNull(), xxhash64(number)).otherwise(xxhash64(value));
        }
        if (Expressions.isVector(type)) {
            // It fails on null, which is not asked for.
            return xxhash64(vector_to_array(value, "float64"));
        }
        List<Column> parts = new ArrayList<>(List.of(value));
        if (type instanceof ArrayType array) {
            addShape(parts, value, array);
        }
        return xxhash64(parts.toArray(Column[]::new));
    }

    /** A hash passes over nulls and over where one array ends and the next begins. */
    private static void addShape(List<Column> parts, Column array, ArrayType type) {
        parts.add(size(array));
        parts.add(transform(array, item -> isnull(item)));
        if (type.elementType() instanceof ArrayType) {
            parts.add(transform(array, item -> size(item)));
            parts.add(transform(array, item -> transform(item, inner -> isnull(inner))));
        }
    }

    /** The 32 bits that travel: {@link #NONE} for no label, else any other but {@link #SEVERAL}. */
    static int of(long hash) {
        int folded = (int) (hash ^ (hash >>> Integer.SIZE));
        return folded == SEVERAL || (folded == NONE && hash != NO_HASH) ? 1 : folded;
    }

    /**
     * Whether two rows of an example were given labels that differ. A missing label is a value like any other where both rows
     * are usable; elsewhere it may be what makes a row unusable.
     */
    static boolean differ(int one, int other, boolean bothUsable) {
        if (one == SEVERAL || other == SEVERAL) {
            return true;
        }
        return one != other && (bothUsable || (one != NONE && other != NONE));
    }
}
