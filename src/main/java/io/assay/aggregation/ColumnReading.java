package io.assay.aggregation;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.UserDefinedType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.jspecify.annotations.Nullable;

/** The values of a column of the scan. */
final class ColumnReading {

    private ColumnReading() {}

    static Vector<double[]> doubles(int place, DataType type) {
        boolean single = type.equals(DataTypes.FloatType);
        return Vector.doubles((rows, into) -> {
            ColumnVector column = rows.column(place);
            int size = rows.size();
            boolean[] nulls = nulls(column, size, into);
            if (!single && nulls == null) {
                into.be(column.getDoubles(0, size), null);
                return;
            }
            // The id that stands where a null is may be none of the dictionary.
            double[] to = into.start(size);
            for (int i = 0; i < size; i++) {
                to[i] = nulls != null && nulls[i] ? 0 : single ? column.getFloat(i) : column.getDouble(i);
            }
        });
    }

    static Vector<long[]> longs(int place, DataType type) {
        return Vector.longs((rows, into) -> {
            ColumnVector column = rows.column(place);
            int size = rows.size();
            boolean[] nulls = nulls(column, size, into);
            if (nulls == null && type.equals(DataTypes.LongType)) {
                into.be(column.getLongs(0, size), null);
                return;
            }
            long[] to = into.start(size);
            for (int i = 0; i < size; i++) {
                to[i] = nulls != null && nulls[i] ? 0 : WholeNumbers.of(column, i, type);
            }
        });
    }

    private static boolean @Nullable [] nulls(ColumnVector column, int size, Vector<?> into) {
        if (!column.hasNull()) {
            return null;
        }
        boolean[] nulls = into.startNulls(size);
        for (int i = 0; i < size; i++) {
            nulls[i] = column.isNullAt(i);
        }
        return nulls;
    }

    static Vector<byte[]> truths(int place) {
        return Vector.truths((rows, into) -> {
            ColumnVector column = rows.column(place);
            byte[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = column.isNullAt(i) ? Truths.UNKNOWN : Truths.of(column.getBoolean(i));
            }
        });
    }

    /** True where the column is null, else false. */
    static Vector<byte[]> isNull(int place) {
        return Vector.truths((rows, into) -> {
            ColumnVector column = rows.column(place);
            byte[] to = into.start(rows.size());
            boolean none = !column.hasNull();
            for (int i = 0; i < rows.size(); i++) {
                to[i] = Truths.of(!none && column.isNullAt(i));
            }
        });
    }

    /** Texts, arrays and structures, valid as long as the batch. */
    static Vector<Object[]> objects(int place, DataType type) {
        DataType stored = type instanceof UserDefinedType<?> user ? user.sqlType() : type;
        return Vector.objects((rows, into) -> {
            ColumnVector column = rows.column(place);
            @Nullable Object[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = column.isNullAt(i) ? null : object(column, i, stored);
            }
        });
    }

    private static Object object(ColumnVector column, int row, DataType type) {
        if (type instanceof StringType) {
            return column.getUTF8String(row);
        }
        return type instanceof ArrayType ? column.getArray(row) : column.getStruct(row);
    }
}
