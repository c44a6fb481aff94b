package io.assay.aggregation;

import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Numbers the texts of a column of ORC. Where a stripe of the file has a dictionary, its reader gives the texts of a batch as places
 * in one array, the bytes of that dictionary, so that the place of a text is its id there: its number is looked for once a batch.
 *
 * <p>What stands at a place is believed for one batch, as an array that is not a dictionary may be filled anew for the next.
 */
final class OrcTexts {

    /** A length has so many bits. */
    private static final int LENGTH_BITS = 18;

    /** Of an array with more bytes places are not kept, as each takes 12 bytes of memory. */
    private static final int MOST_BYTES = 1 << LENGTH_BITS;

    /** So many batches are not looked at after one in which more than half of the texts had to be looked for. */
    private static final int IDLE_BATCHES = 15;

    private final ToIntFunction<UTF8String> numbering;

    /** By place the batch in which a text was met there, and its length. */
    private long[] met = new long[0];

    private int[] numbers = new int[0];
    private long batch;
    private int idle;

    /** @param numbering gives a text its number; the text is valid as long as the batch */
    OrcTexts(ToIntFunction<UTF8String> numbering) {
        this.numbering = numbering;
    }

    /**
     * Numbers the texts of a batch.
     *
     * @param into by row the number
     * @param ofNull the number of null
     */
    void number(BytesColumnVector column, int rows, int[] into, int ofNull) {
        if (column.isRepeating) {
            Arrays.fill(into, 0, rows, column.isNull[0] ? ofNull : numbering.applyAsInt(text(column, 0)));
            return;
        }
        byte[] array = array(column, rows);
        if (idle == 0 && array.length < MOST_BYTES) {
            byPlace(column, array, rows, into, ofNull);
            return;
        }
        idle = Math.max(0, idle - 1);
        for (int i = 0; i < rows; i++) {
            into[i] = column.isNull[i] ? ofNull : numbering.applyAsInt(text(column, i));
        }
    }

    /** The array in which the first text stands. */
    private static byte[] array(BytesColumnVector column, int rows) {
        for (int i = 0; i < rows; i++) {
            if (!column.isNull[i]) {
                return column.vector[i];
            }
        }
        return new byte[0];
    }

    private void byPlace(BytesColumnVector column, byte[] array, int rows, int[] into, int ofNull) {
        if (met.length <= array.length) {
            // An empty text may stand behind the last byte.
            int room = Math.max(array.length + 1, Math.min(MOST_BYTES, 2 * met.length));
            met = new long[room];
            numbers = new int[room];
        }
        batch++;
        int looked = 0;
        int nulls = 0;
        for (int i = 0; i < rows; i++) {
            if (column.isNull[i]) {
                into[i] = ofNull;
                nulls++;
                continue;
            }
            int place = column.start[i];
            long key = batch << LENGTH_BITS | column.length[i];
            boolean isShared = column.vector[i] == array;
            if (isShared && met[place] == key) {
                into[i] = numbers[place];
                continue;
            }
            into[i] = numbering.applyAsInt(text(column, i));
            looked++;
            if (isShared) {
                met[place] = key;
                numbers[place] = into[i];
            }
        }
        idle = 2 * looked > rows - nulls ? IDLE_BATCHES : 0;
    }

    private static UTF8String text(BytesColumnVector column, int row) {
        return UTF8String.fromBytes(column.vector[row], column.start[row], column.length[row]);
    }
}
