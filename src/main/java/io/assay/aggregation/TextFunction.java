package io.assay.aggregation;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** An expression that depends on one column of texts alone: computed once for each distinct text. */
final class TextFunction {

    private static final int UNSEEN = -1;

    private final Expression expression;
    private final DistinctTexts texts;
    private final GenericInternalRow row;
    private @Nullable Object[] results = new Object[0];
    private int known;

    TextFunction(Expression expression, DistinctTexts texts) {
        this.expression = expression;
        this.texts = texts;
        this.row = new GenericInternalRow(texts.place() + 1);
    }

    /** The results up to the last of the texts. */
    private @Nullable Object[] results() {
        if (results.length < texts.size()) {
            results = Arrays.copyOf(results, Math.max(16, 2 * texts.size()));
        }
        for (; known < texts.size(); known++) {
            row.update(texts.place(), texts.text(known));
            results[known] = expression.eval(row);
        }
        return results;
    }

    Vector<double[]> doubles() {
        DataType type = expression.dataType();
        Vector<double[]> byRow = new RowExpression(expression).doubles();
        return Vector.doubles((rows, into) -> {
            int[] numbers = texts.numbers(rows);
            if (texts.areTooMany()) {
                into.be(byRow.values(rows), byRow.nulls(rows));
                return;
            }
            @Nullable Object[] all = results();
            double[] to = into.start(rows.size());
            boolean[] nulls = into.startNulls(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                Object result = all[numbers[i]];
                nulls[i] = result == null;
                to[i] = result == null ? 0 : type.equals(DataTypes.FloatType) ? (Float) result : (Double) result;
            }
        });
    }

    Vector<byte[]> truths() {
        Vector<byte[]> byRow = new RowExpression(expression).truths();
        return Vector.truths((rows, into) -> {
            int[] numbers = texts.numbers(rows);
            if (texts.areTooMany()) {
                into.be(byRow.values(rows), null);
                return;
            }
            @Nullable Object[] all = results();
            byte[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                Object result = all[numbers[i]];
                to[i] = result == null ? Truths.UNKNOWN : Truths.of((Boolean) result);
            }
        });
    }

    Vector<long[]> longs() {
        Vector<long[]> byRow = new RowExpression(expression).longs();
        return Vector.longs((rows, into) -> {
            int[] numbers = texts.numbers(rows);
            if (texts.areTooMany()) {
                into.be(byRow.values(rows), byRow.nulls(rows));
                return;
            }
            @Nullable Object[] all = results();
            long[] to = into.start(rows.size());
            boolean[] nulls = into.startNulls(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                Object result = all[numbers[i]];
                nulls[i] = result == null;
                to[i] = result == null ? 0 : ((Number) result).longValue();
            }
        });
    }

    /** The codes of results that are texts. */
    Vector<int[]> codes(Dictionary dictionary) {
        Vector<int[]> byRow = new RowExpression(expression).codes(dictionary);
        Codes codes = new Codes(dictionary);
        return Vector.codes((rows, into) -> {
            int[] numbers = texts.numbers(rows);
            if (texts.areTooMany()) {
                into.be(byRow.values(rows), null);
                return;
            }
            @Nullable Object[] all = results();
            codes.grow(all.length);
            int[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = codes.of(numbers[i], all);
            }
        });
    }

    /** What codes the results have, so far as they have been met: a text that never comes must have none. */
    private static final class Codes {
        private final Dictionary dictionary;
        private int[] codes = new int[0];

        Codes(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        void grow(int size) {
            int before = codes.length;
            if (before < size) {
                codes = Arrays.copyOf(codes, size);
                Arrays.fill(codes, before, size, UNSEEN);
            }
        }

        int of(int number, @Nullable Object[] results) {
            int code = codes[number];
            if (code == UNSEEN) {
                Object result = results[number];
                code = result == null ? dictionary.code(null) : dictionary.codeOf((UTF8String) result);
                codes[number] = code;
            }
            return code;
        }
    }
}
