package io.assay.aggregation;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/** The values of a scored row, by the places of {@link ScoredLayout}; one object is led from row to row. */
interface RowValues {

    boolean isNull(int place);

    boolean flag(int place);

    int integer(int place);

    long whole(int place);

    double number(int place);

    /** A text that may be null. */
    @Nullable
    String text(int place);

    /** The code of a text that may be null. */
    int code(int place, Dictionary dictionary);

    /** The fates of the rows that the row stands for. */
    List<OddRow.Fate> fates(int place);

    /** Rows as Spark holds them inside: no value is converted that is not asked for. */
    final class Internal implements RowValues {
        private InternalRow row = InternalRow.empty();

        Internal of(InternalRow next) {
            row = next;
            return this;
        }

        @Override
        public boolean isNull(int place) {
            return row.isNullAt(place);
        }

        @Override
        public boolean flag(int place) {
            return row.getBoolean(place);
        }

        @Override
        public int integer(int place) {
            return row.getInt(place);
        }

        @Override
        public long whole(int place) {
            return row.getLong(place);
        }

        @Override
        public double number(int place) {
            return row.getDouble(place);
        }

        @Override
        public @Nullable String text(int place) {
            return row.isNullAt(place) ? null : row.getUTF8String(place).toString();
        }

        @Override
        public int code(int place, Dictionary dictionary) {
            return row.isNullAt(place) ? dictionary.code(null) : dictionary.codeOf(row.getUTF8String(place));
        }

        @Override
        public List<OddRow.Fate> fates(int place) {
            ArrayData fates = row.getArray(place);
            return java.util.stream.IntStream.range(0, fates.numElements())
                    .mapToObj(i -> fates.getStruct(i, 2))
                    .map(fate -> new OddRow.Fate(
                            fate.getUTF8String(0).toString(),
                            fate.isNullAt(1) ? null : fate.getUTF8String(1).toString()))
                    .toList();
        }
    }

    /** Rows as Spark gives them to everyone. */
    final class Public implements RowValues {
        private Row row = Row.empty();

        Public of(Row next) {
            row = next;
            return this;
        }

        @Override
        public boolean isNull(int place) {
            return row.isNullAt(place);
        }

        @Override
        public boolean flag(int place) {
            return row.getBoolean(place);
        }

        @Override
        public int integer(int place) {
            return row.getInt(place);
        }

        @Override
        public long whole(int place) {
            return row.getLong(place);
        }

        @Override
        public double number(int place) {
            return row.getDouble(place);
        }

        @Override
        public @Nullable String text(int place) {
            return row.getString(place);
        }

        @Override
        public int code(int place, Dictionary dictionary) {
            return dictionary.code(row.getString(place));
        }

        @Override
        public List<OddRow.Fate> fates(int place) {
            return row.<Row>getList(place).stream()
                    .map(fate -> new OddRow.Fate(fate.getString(0), fate.getString(1)))
                    .toList();
        }
    }
}
