package io.assay.aggregation;

import java.util.List;

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
    private final ScoredSchema schema;
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
        this.schema = layout.schema();
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

    private double valueAt(int column, int row) {
        return Double.longBitsToDouble(numberAt(column, row));
    }

    /** Appends a row to a batch, which must have room. */
    void appendTo(ScoredBatch batch, int row) {
        int at = firstRow + row * stride;
        int to = batch.size++;
        int column = 0;
        if (schema.clustered()) {
            batch.clusterHigh[to] = numberAt(0, at);
            batch.clusterLow[to] = numberAt(FIELDS, at);
            column = 2 * FIELDS;
        }
        batch.idHigh[to] = numberAt(column, at);
        batch.idLow[to] = numberAt(column + FIELDS, at);
        batch.weight[to] = valueAt(column + 2 * FIELDS, at);
        batch.read[to] = (int) numberAt(column + 3 * FIELDS, at);
        batch.matchedLabels[to] = (int) numberAt(column + 4 * FIELDS, at);
        column += 5 * FIELDS;
        if (schema.bucketed()) {
            batch.bucket[to] = (byte) numberAt(column, at);
            column += FIELDS;
        }
        for (double[] loss : batch.loss) {
            loss[to] = valueAt(column, at);
            column += FIELDS;
        }
        for (double[] denominator : batch.denominator) {
            if (denominator != null) {
                denominator[to] = valueAt(column, at);
                column += FIELDS;
            }
        }
        for (int i = 0; i < batch.value.length; i++) {
            if (!schema.textual().get(i)) {
                batch.value[i][to] = valueAt(column, at);
                column += FIELDS;
            }
        }
        for (int i = 0; i < batch.score.length; i++) {
            batch.score[i][to] = valueAt(column, at);
            batch.label[i][to] = valueAt(column + FIELDS, at);
            column += 2 * FIELDS;
        }
        int number = (int) numberAt(column, at);
        batch.odd[to] = number == 0 ? null : oddRow(number);
        appendCodes(batch, to, at);
    }

    private OddRow oddRow(int number) {
        return OddBytes.read(new BlockInput(bytes, BlockBytes.intAt(bytes, odd + Integer.BYTES * (number - 1))));
    }

    private void appendCodes(ScoredBatch batch, int to, int at) {
        long first = numberAt(FIELDS * words, at);
        int column = 0;
        batch.version[to] = codeAt(column++, first, at);
        for (int[] coordinate : batch.coordinate) {
            coordinate[to] = codeAt(column++, first, at);
        }
        for (int[] reason : batch.reason) {
            reason[to] = codeAt(column++, first, at);
        }
        for (int i = 0; i < batch.value.length; i++) {
            if (schema.textual().get(i)) {
                int code = codeAt(column++, first, at);
                batch.value[i][to] = code == LocalCodes.ABSENT ? ScoredBatch.ABSENT : code;
            }
        }
    }

    private int codeAt(int column, long first, int at) {
        int word = packing.word()[column];
        long packed = word == 0 ? first : numberAt(FIELDS * (words + word), at);
        return codes[column][(int) (packed >>> packing.shift()[column] & packing.mask()[column])];
    }
}
