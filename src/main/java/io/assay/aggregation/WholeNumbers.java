package io.assay.aggregation;

import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;

/** The types that are whole numbers inside of Spark: integers of any width, dates and timestamps. */
final class WholeNumbers {

    private static final Set<DataType> SHORTER = Set.of(DataTypes.ByteType, DataTypes.ShortType);
    private static final Set<DataType> INTEGERS = Set.of(DataTypes.IntegerType, DataTypes.DateType);
    private static final Set<DataType> LONGS =
            Set.of(DataTypes.LongType, DataTypes.TimestampType, DataTypes.TimestampNTZType);

    private WholeNumbers() {}

    static boolean are(DataType type) {
        return isInteger(type) || LONGS.contains(type);
    }

    /** Whether it has 32 bits or fewer. */
    static boolean isInteger(DataType type) {
        return SHORTER.contains(type) || INTEGERS.contains(type);
    }

    /** Whether it is a number to SQL, and no date. */
    static boolean areNumbers(DataType type) {
        return SHORTER.contains(type) || type.equals(DataTypes.IntegerType) || type.equals(DataTypes.LongType);
    }

    /** A value of a row. */
    static long of(InternalRow row, int place, DataType type) {
        if (LONGS.contains(type)) {
            return row.getLong(place);
        }
        if (INTEGERS.contains(type)) {
            return row.getInt(place);
        }
        return type.equals(DataTypes.ByteType) ? row.getByte(place) : row.getShort(place);
    }

    /** A value of a column. */
    static long of(ColumnVector column, int row, DataType type) {
        if (LONGS.contains(type)) {
            return column.getLong(row);
        }
        if (INTEGERS.contains(type)) {
            return column.getInt(row);
        }
        return type.equals(DataTypes.ByteType) ? column.getByte(row) : column.getShort(row);
    }

    /** The object that Spark has of a value. */
    static Object boxed(long value, DataType type) {
        if (LONGS.contains(type)) {
            return value;
        }
        if (INTEGERS.contains(type)) {
            return (int) value;
        }
        if (type.equals(DataTypes.ByteType)) {
            return (byte) value;
        }
        return (short) value;
    }
}
