package io.assay.aggregation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scored rows in the bytes of one block, as {@link BlockWriter} wrote them, any of which can be read by its number. The codes
 * that come out are those of the reading task.
 */
final class RowBlock {

    /** What is held besides the bytes, at a guess. */
    private static final int OVERHEAD = 512;

    private static final int MASK = 0;
    private static final int BASE = 1;
    private static final int FORM = 2;
    private static final int FIELDS = 3;

    private final byte[] bytes;
    private final int rows;
    private final int firstRow;
    private final int stride;
    private final int words;

    /** The places of the odd rows. */
    private final int odd;

    /**
     * By column of numbers: the bits that stand in a row; the base, or the place of the dictionary; the place in the row and,
     * in the lowest two bits, the form.
     */
    private final long[] numbers;

    private final CodePacking packing;

    /** By column of codes, then number in the block: the reading task's code. */
    private final int[][] codes;

    private final long size;

    /** Reads all but the rows, and gives the codes of the texts. */
    RowBlock(byte[] bytes, BlockLayout layout, Dictionaries dictionaries) {
        this.bytes = bytes;
        BlockInput in = new BlockInput(bytes, 0);
        this.rows = in.readInt();
        this.firstRow = in.readInt();
        this.codes = new int[layout.codes()][];
        this.size = bytes.length + OVERHEAD + (long) Integer.BYTES * readTexts(in, layout.of(dictionaries));
        int[] sizes = new int[codes.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = codes[i].length;
        }
        this.packing = CodePacking.of(sizes);
        int oddRows = in.readCount();
        this.odd = in.place();
        if (oddRows > 0) {
            in = new BlockInput(bytes, BlockBytes.intAt(bytes, odd + Integer.BYTES * oddRows));
        }
        this.words = layout.numbers();
        this.numbers = new long[FIELDS * (words + packing.words())];
        this.stride = readForms(in);
    }

    private long readTexts(BlockInput in, List<Dictionary> dictionaries) {
        long count = 0;
        for (int column = 0; column < codes.length; column++) {
            int[] own = new int[in.readCount()];
            for (int i = 0; i < own.length; i++) {
                own[i] = in.isPresent() ? dictionaries.get(column).code(in.readText()) : LocalCodes.ABSENT;
            }
            codes[column] = own;
            count += own.length;
        }
        return count;
    }

    private int readForms(BlockInput in) {
        int place = 0;
        for (int i = 0; i < numbers.length; i += FIELDS) {
            int form = in.readByte();
            int width = in.readByte();
            numbers[i + MASK] = width == 0 ? 0 : -1L >>> Long.SIZE - Byte.SIZE * width;
            if (form == NumberColumn.DISTANCE) {
                numbers[i + BASE] = in.readLong();
            } else if (form == NumberColumn.DICTIONARY) {
                int entries = in.readCount();
                numbers[i + BASE] = in.place();
                in.skip(Long.BYTES * entries);
            }
            numbers[i + FORM] = (long) place << 2 | form;
            place += width;
        }
        return place;
    }

    /** How many rows there are. */
    int rows() {
        return rows;
    }

    /** About the bytes of memory that it holds. */
    long size() {
        return size;
    }

    /** A number of a row. The first ones are the keys by which rows meet, see {@link BlockLayout}. */
    long number(int column, int row) {
        return numberAt(FIELDS * column, firstRow + row * stride);
    }

    private long numberAt(int column, int row) {
        long place = numbers[column + FORM];
        long number = BlockBytes.longAt(bytes, row + (int) (place >>> 2)) & numbers[column + MASK];
        int form = (int) place & 3;
        if (form == NumberColumn.DISTANCE) {
            return numbers[column + BASE] + number;
        }
        return form == NumberColumn.DICTIONARY
                ? BlockBytes.longAt(bytes, (int) numbers[column + BASE] + Long.BYTES * (int) number)
                : Double.doubleToRawLongBits(Float.intBitsToFloat((int) number));
    }

    /**
     * Fills a batch with rows, column by column: the rows lie anywhere in memory, and while one of them is waited for, the
     * next ones are already on their way.
     *
     * @param blocks of each row
     * @param rows its number there
     */
    static void fill(ScoredBatch batch, RowBlock[] blocks, int[] rows, int count) {
        batch.size = count;
        int[] at = new int[count];
        for (int i = 0; i < count; i++) {
            at[i] = blocks[i].firstRow + rows[i] * blocks[i].stride;
        }
        new Filling(batch.schema, blocks, at).fill(batch);
    }

    /** Reads one column after the other. */
    private static final class Filling {
        private final ScoredSchema schema;
        private final RowBlock[] blocks;
        private final int[] at;
        private int column;

        Filling(ScoredSchema schema, RowBlock[] blocks, int[] at) {
            this.schema = schema;
            this.blocks = blocks;
            this.at = at;
        }

        void fill(ScoredBatch batch) {
            if (schema.clustered()) {
                longs(batch.clusterHigh);
                longs(batch.clusterLow);
            }
            longs(batch.idHigh);
            longs(batch.idLow);
            if (schema.hasNamedSamples()) {
                longs(batch.sampleHigh);
                longs(batch.sampleLow);
            }
            doubles(batch.weight);
            ints(batch.read);
            ints(batch.matchedLabels);
            if (schema.labelled()) {
                ints(batch.labels);
            }
            if (schema.bucketed()) {
                bytes(batch.bucket);
            }
            for (double[] loss : batch.loss) {
                doubles(loss);
            }
            for (double[] denominator : batch.denominator) {
                if (denominator != null) {
                    doubles(denominator);
                }
            }
            for (int i = 0; i < batch.value.length; i++) {
                if (!schema.textual().get(i)) {
                    doubles(batch.value[i]);
                }
            }
            for (int i = 0; i < batch.score.length; i++) {
                doubles(batch.score[i]);
                doubles(batch.label[i]);
            }
            odd(batch.odd);
            codes(batch);
        }

        private void longs(long[] target) {
            for (int i = 0; i < at.length; i++) {
                target[i] = blocks[i].numberAt(column, at[i]);
            }
            column += FIELDS;
        }

        private void doubles(double[] target) {
            for (int i = 0; i < at.length; i++) {
                target[i] = Double.longBitsToDouble(blocks[i].numberAt(column, at[i]));
            }
            column += FIELDS;
        }

        private void ints(int[] target) {
            for (int i = 0; i < at.length; i++) {
                target[i] = (int) blocks[i].numberAt(column, at[i]);
            }
            column += FIELDS;
        }

        private void bytes(byte[] target) {
            for (int i = 0; i < at.length; i++) {
                target[i] = (byte) blocks[i].numberAt(column, at[i]);
            }
            column += FIELDS;
        }

        private void odd(@Nullable OddRow[] target) {
            for (int i = 0; i < at.length; i++) {
                int number = (int) blocks[i].numberAt(column, at[i]);
                target[i] = number == 0 ? null : blocks[i].oddRow(number);
            }
            column += FIELDS;
        }

        private void codes(ScoredBatch batch) {
            int next = 0;
            codes(next++, batch.version);
            for (int[] coordinate : batch.coordinate) {
                codes(next++, coordinate);
            }
            for (int[] reason : batch.reason) {
                codes(next++, reason);
            }
            for (int i = 0; i < batch.value.length; i++) {
                if (schema.textual().get(i)) {
                    double[] target = batch.value[i];
                    for (int row = 0; row < at.length; row++) {
                        int code = blocks[row].codeAt(next, at[row]);
                        target[row] = code == LocalCodes.ABSENT ? ScoredBatch.ABSENT : code;
                    }
                    next++;
                }
            }
        }

        private void codes(int which, int[] target) {
            for (int i = 0; i < at.length; i++) {
                target[i] = blocks[i].codeAt(which, at[i]);
            }
        }
    }

    private OddRow oddRow(int number) {
        return OddBytes.read(new BlockInput(bytes, BlockBytes.intAt(bytes, odd + Integer.BYTES * (number - 1))));
    }

    private int codeAt(int column, int at) {
        long packed = numberAt(FIELDS * (words + packing.word()[column]), at);
        return codes[column][(int) (packed >>> packing.shift()[column] & packing.mask()[column])];
    }
}
