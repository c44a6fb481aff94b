package io.assay.aggregation;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** An expression that Spark computes, row by row: it serves for all that is not computed in columns. */
final class RowExpression {

    private final Expression expression;
    private final DataType type;
    private @Nullable UnsafeProjection projection;

    RowExpression(Expression expression) {
        this.expression = expression;
        this.type = expression.dataType() instanceof UserDefinedType<?> user ? user.sqlType() : expression.dataType();
    }

    static UnsafeProjection projection(List<Expression> expressions) {
        return UnsafeProjection.create(CollectionConverters.asScala(expressions).toSeq());
    }

    /** Whether there are objects of the type here. */
    static boolean isObject(DataType type) {
        DataType stored = type instanceof UserDefinedType<?> user ? user.sqlType() : type;
        return stored instanceof StringType || stored instanceof ArrayType || stored instanceof StructType;
    }

    private UnsafeRow row(InternalRow input) {
        UnsafeProjection known = projection;
        if (known == null) {
            known = projection(List.of(expression));
            projection = known;
        }
        return known.apply(input);
    }

    Vector<double[]> doubles() {
        boolean single = type.equals(DataTypes.FloatType);
        return Vector.doubles((rows, into) -> {
            double[] to = into.start(rows.size());
            boolean[] nulls = into.startNulls(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                UnsafeRow result = row(rows.row(i));
                nulls[i] = result.isNullAt(0);
                to[i] = nulls[i] ? 0 : single ? result.getFloat(0) : result.getDouble(0);
            }
        });
    }

    Vector<long[]> longs() {
        return Vector.longs((rows, into) -> {
            long[] to = into.start(rows.size());
            boolean[] nulls = into.startNulls(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                UnsafeRow result = row(rows.row(i));
                nulls[i] = result.isNullAt(0);
                to[i] = nulls[i] ? 0 : WholeNumbers.of(result, 0, type);
            }
        });
    }

    Vector<byte[]> truths() {
        return Vector.truths((rows, into) -> {
            byte[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                UnsafeRow result = row(rows.row(i));
                to[i] = result.isNullAt(0) ? Truths.UNKNOWN : Truths.of(result.getBoolean(0));
            }
        });
    }

    /** Texts, arrays and structures, none of which is overwritten later. */
    Vector<Object[]> objects() {
        return Vector.objects((rows, into) -> {
            @Nullable Object[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = object(row(rows.row(i)));
            }
        });
    }

    private @Nullable Object object(UnsafeRow result) {
        if (result.isNullAt(0)) {
            return null;
        }
        if (type instanceof ArrayType) {
            return result.getArray(0).copy();
        }
        return type instanceof StructType structure
                ? result.getStruct(0, structure.size()).copy()
                : result.getUTF8String(0).copy();
    }

    Vector<int[]> codes(Dictionary dictionary) {
        return Vector.codes((rows, into) -> {
            int[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = code(rows.row(i), dictionary);
            }
        });
    }

    /** The code of a single row's text. */
    int code(InternalRow input, Dictionary dictionary) {
        UTF8String text = row(input).getUTF8String(0);
        return text == null ? dictionary.code(null) : dictionary.codeOf(text);
    }
}
