package io.assay.aggregation;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** A text that depends on one column of whole numbers or dates alone: remembered for the values that came last. */
final class NumberFunction {

    private static final int REMEMBERED = 1 << 12;
    private static final int MIXING = 0x9E3779B9;
    private static final int UNSEEN = -1;

    private final Expression expression;
    private final BoundReference column;
    private final GenericInternalRow row;

    NumberFunction(Expression expression, BoundReference column) {
        this.expression = expression;
        this.column = column;
        this.row = new GenericInternalRow(column.ordinal() + 1);
    }

    static boolean isOf(DataType type) {
        return WholeNumbers.are(type);
    }

    Vector<int[]> codes(VectorProgram program, Dictionary dictionary) {
        Vector<long[]> numbers = program.longs(column);
        long[] keys = new long[REMEMBERED];
        int[] codes = new int[REMEMBERED];
        Arrays.fill(codes, UNSEEN);
        return Vector.codes((rows, into) -> {
            long[] from = numbers.values(rows);
            boolean[] nulls = numbers.nulls(rows);
            int[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                if (nulls != null && nulls[i]) {
                    to[i] = code(null, dictionary);
                    continue;
                }
                int place = place(from[i]);
                if (codes[place] == UNSEEN || keys[place] != from[i]) {
                    codes[place] = code(WholeNumbers.boxed(from[i], column.dataType()), dictionary);
                    keys[place] = from[i];
                }
                to[i] = codes[place];
            }
        });
    }

    private static int place(long number) {
        return (Long.hashCode(number) * MIXING) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(REMEMBERED));
    }

    private int code(@Nullable Object value, Dictionary dictionary) {
        row.update(column.ordinal(), value);
        Object text = expression.eval(row);
        return text == null ? dictionary.code(null) : dictionary.codeOf((UTF8String) text);
    }
}
