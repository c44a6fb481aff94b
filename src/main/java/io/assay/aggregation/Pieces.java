package io.assay.aggregation;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings many rows to the driver, some of them at a time. At once they would stand in a task, in its result and on the
 * driver, as bytes and as rows, and be more than Spark lets one job bring.
 */
final class Pieces {

    private static final long BYTES = 32 << 20;

    /** So many are brought by one job. */
    private static final int AT_ONCE = 8;

    private static final int MOST = 4_096;

    private Pieces() {}

    /**
     * Hands all rows over.
     *
     * @param bytes that they take, at most; few are brought by one job
     */
    static void collect(Dataset<Row> rows, long bytes, Consumer<Row> taker) {
        collect(rows, (int) Math.min(MOST, bytes / BYTES), taker);
    }

    /** The same in so many pieces. */
    static void collect(Dataset<Row> rows, int pieces, Consumer<Row> taker) {
        if (pieces < 2) {
            rows.collectAsList().forEach(taker);
            return;
        }
        JavaRDD<Row> cut = rows.toJavaRDD().repartition(pieces);
        for (int from = 0; from < pieces; from += AT_ONCE) {
            int[] some = IntStream.range(from, Math.min(from + AT_ONCE, pieces)).toArray();
            for (List<Row> piece : cut.collectPartitions(some)) {
                piece.forEach(taker);
            }
        }
    }
}
