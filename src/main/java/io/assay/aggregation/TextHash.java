package io.assay.aggregation;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;

/** Spark's {@code xxhash64} of texts and numbers, column by column; a null leaves the hash as it was. */
final class TextHash {

    /** Takes one more column into the hashes. */
    interface Part {
        void add(BatchRows rows, long[] hashes);
    }

    private TextHash() {}

    static Vector<long[]> of(long seed, List<Part> parts) {
        return Vector.longs((rows, into) -> {
            long[] to = into.start(rows.size());
            Arrays.fill(to, 0, rows.size(), seed);
            for (Part part : parts) {
                part.add(rows, to);
            }
        });
    }

    static Part texts(Vector<Object[]> texts) {
        return (rows, hashes) -> {
            Object[] from = texts.values(rows);
            for (int i = 0; i < rows.size(); i++) {
                if (from[i] != null) {
                    UTF8String text = (UTF8String) from[i];
                    hashes[i] = XXH64.hashUnsafeBytes(
                            text.getBaseObject(), text.getBaseOffset(), text.numBytes(), hashes[i]);
                }
            }
        };
    }

    /** Zero has no sign, and there is one NaN. */
    static Part doubles(Vector<double[]> numbers) {
        return (rows, hashes) -> {
            double[] from = numbers.values(rows);
            boolean[] nulls = numbers.nulls(rows);
            for (int i = 0; i < rows.size(); i++) {
                if (nulls == null || !nulls[i]) {
                    hashes[i] = XXH64.hashLong(from[i] == 0 ? 0 : Double.doubleToLongBits(from[i]), hashes[i]);
                }
            }
        };
    }

    static Part wholeNumbers(Vector<long[]> numbers, boolean integers) {
        return (rows, hashes) -> {
            long[] from = numbers.values(rows);
            boolean[] nulls = numbers.nulls(rows);
            for (int i = 0; i < rows.size(); i++) {
                if (nulls == null || !nulls[i]) {
                    hashes[i] = integers ? XXH64.hashInt((int) from[i], hashes[i]) : XXH64.hashLong(from[i], hashes[i]);
                }
            }
        };
    }
}
