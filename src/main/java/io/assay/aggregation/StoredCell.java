package io.assay.aggregation;

import io.assay.cost.Bytes;
import io.assay.cost.MetricBasis;
import io.assay.dimension.Cell;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The tally of a cell as it is stored: a byte for the version of the format, the tally in its only spelling, and a
 * checksum over both and the cell's name. What was changed on the way is refused, and never read as another tally.
 */
final class StoredCell {

    /** Rises whenever the bytes of a tally change. */
    static final int VERSION = 2;

    /** That of tallies which go on with what is carried over run dates. */
    static final int CARRIED = 3;

    private static final int BEFORE = 1;
    private static final int AFTER = Integer.BYTES;

    private StoredCell() {}

    /** What is stored of a tally. */
    static byte[] store(Cell cell, CellTally tally) {
        byte[] spelled = tally.toBytes();
        byte[] stored = ByteBuffer.allocate(BEFORE + spelled.length + AFTER)
                .put((byte) version(tally))
                .put(spelled)
                .array();
        ByteBuffer.wrap(stored).putInt(stored.length - AFTER, checksum(cell, stored));
        return stored;
    }

    private static int version(CellTally tally) {
        return tally.carried().isEmpty() ? VERSION : CARRIED;
    }

    /** How every tally of a plan begins: with the number of its losses and the bases of its metrics. */
    static byte[] beginning(int losses, List<MetricBasis> bases) {
        return Bytes.of(out -> CellTally.writeShape(out, losses, bases));
    }

    /**
     * Reads what {@link #store} gave.
     *
     * @param beginning of every tally of the plan; it bounds what is read into memory
     * @throws IOException saying what is wrong with the bytes
     */
    static CellTally read(Cell cell, byte[] stored, byte[] beginning) throws IOException {
        if (stored.length == 0) {
            throw new IOException("nothing is stored");
        }
        if (stored[0] != VERSION && stored[0] != CARRIED) {
            throw new IOException("its format has version " + stored[0] + ", and this program reads versions " + VERSION
                    + " and " + CARRIED);
        }
        if (stored.length < BEFORE + beginning.length + AFTER
                || ByteBuffer.wrap(stored).getInt(stored.length - AFTER) != checksum(cell, stored)) {
            throw new IOException("its checksum is wrong: the bytes were cut short or changed");
        }
        byte[] spelled = Arrays.copyOfRange(stored, BEFORE, stored.length - AFTER);
        if (!Arrays.equals(spelled, 0, beginning.length, beginning, 0, beginning.length)) {
            throw new IOException("it has other losses or metrics than the configuration");
        }
        try {
            CellTally tally = CellTally.fromBytes(spelled);
            if (stored[0] == version(tally) && Arrays.equals(tally.toBytes(), spelled)) {
                return tally;
            }
        } catch (RuntimeException e) { // A tally's reader throws whatever its numbers lead to.
            throw new IOException("no tally is spelled so: " + e.getMessage(), e);
        }
        throw new IOException("no tally is spelled so");
    }

    private static int checksum(Cell cell, byte[] stored) {
        CRC32C checksum = new CRC32C();
        checksum.update(Bytes.of(out -> name(out, cell)));
        checksum.update(stored, 0, stored.length - AFTER);
        return (int) checksum.getValue();
    }

    private static void name(DataOutput out, Cell cell) throws IOException {
        LongText.write(out, cell.partition());
        LongText.write(out, cell.slice());
    }
}
