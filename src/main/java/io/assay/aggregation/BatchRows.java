package io.assay.aggregation;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/** The batch at hand: the columns of the scan, and behind them the number of each row, as Spark would give it. */
final class BatchRows {

    /** So many rows Spark numbers in each of its partitions. */
    private static final int PARTITION_SHIFT = 33;

    private final int columns;
    private final Numbers numbers;
    private ColumnarBatch batch = new ColumnarBatch(new ColumnVector[0]);
    private long count;

    /**
     * @param columns how many columns the scan gives
     * @param partition the number of the Spark partition among those of all branches
     */
    BatchRows(int columns, int partition) {
        this.columns = columns;
        this.numbers = new Numbers(((long) partition) << PARTITION_SHIFT);
    }

    /** Goes on to the next batch. */
    void next(ColumnarBatch next) {
        numbers.first += batch.numRows();
        count++;
        ColumnVector[] all = new ColumnVector[columns + 1];
        for (int i = 0; i < columns; i++) {
            all[i] = next.column(i);
        }
        all[columns] = numbers;
        batch = new ColumnarBatch(all, next.numRows());
    }

    /** Which batch it is, from 1. */
    long count() {
        return count;
    }

    int size() {
        return batch.numRows();
    }

    ColumnVector column(int i) {
        return batch.column(i);
    }

    /** One object for all rows. */
    InternalRow row(int i) {
        return batch.getRow(i);
    }

    /** The numbers of rows as a column. */
    private static final class Numbers extends ColumnVector {
        private long first;

        Numbers(long first) {
            super(DataTypes.LongType);
            this.first = first;
        }

        @Override
        public long getLong(int row) {
            return first + row;
        }

        @Override
        public boolean hasNull() {
            return false;
        }

        @Override
        public int numNulls() {
            return 0;
        }

        @Override
        public boolean isNullAt(int row) {
            return false;
        }

        @Override
        public void close() {
            // There is nothing to give back.
        }

        @Override
        public boolean getBoolean(int row) {
            throw unsupported();
        }

        @Override
        public byte getByte(int row) {
            throw unsupported();
        }

        @Override
        public short getShort(int row) {
            throw unsupported();
        }

        @Override
        public int getInt(int row) {
            throw unsupported();
        }

        @Override
        public float getFloat(int row) {
            throw unsupported();
        }

        @Override
        public double getDouble(int row) {
            throw unsupported();
        }

        @Override
        public ColumnarArray getArray(int row) {
            throw unsupported();
        }

        @Override
        public ColumnarMap getMap(int row) {
            throw unsupported();
        }

        @Override
        public Decimal getDecimal(int row, int precision, int scale) {
            throw unsupported();
        }

        @Override
        public UTF8String getUTF8String(int row) {
            throw unsupported();
        }

        @Override
        public byte[] getBinary(int row) {
            throw unsupported();
        }

        @Override
        public ColumnVector getChild(int ordinal) {
            throw unsupported();
        }

        private static UnsupportedOperationException unsupported() {
            return new UnsupportedOperationException("The number of a row is a long");
        }
    }
}
