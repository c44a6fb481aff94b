package io.assay.input;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Labels and predictions as what a predictor without a model is made of: one value, or many numbers. */
public final class Outcomes {

    private Outcomes() {}

    /** Whether values of a type are numbers, words or truths. */
    public static boolean isOne(DataType type) {
        return type instanceof NumericType
                || type instanceof StringType
                || type instanceof BooleanType
                || type instanceof NullType;
    }

    /** Whether values of a type are vectors, or arrays of what is one value each. */
    public static boolean isMany(DataType type) {
        return Expressions.isVector(type) || (type instanceof ArrayType array && isOne(array.elementType()));
    }

    /** The number that a value is, true and false being 1 and 0; null where it is none, while a NaN stays one. */
    public static Column number(String sql, DataType type) {
        return expr(type instanceof StringType ? Expressions.numberOrNull(sql) : "CAST(" + sql + " AS DOUBLE)");
    }

    /** Many numbers as an array of doubles; null where there is none, with null in the place of what is no number. */
    public static Column numbers(String sql, DataType type) {
        // vector_to_array fails on null.
        return Expressions.isVector(type)
                ? when(expr(sql).isNotNull(), functions.vector_to_array(expr(sql), "float64"))
                : expr("transform(" + sql + ", x -> try_cast(x AS DOUBLE))");
    }
}
