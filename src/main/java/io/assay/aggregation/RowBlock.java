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

    /** Set and read by {@link RowFilling}: the number under which it has the block. */
    int turn;

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
        return numberAt(FIELDS * column, place(row));
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

    /** Where a row begins. */
    int place(int row) {
        return firstRow + row * stride;
    }

    /**
     * Reads a number of several rows.
     *
     * @param at where the rows begin
     * @param target by the same index
     */
    void read(int column, int[] at, int from, int end, long[] target) {
        int first = FIELDS * column;
        int place = (int) (numbers[first + FORM] >>> 2);
        int form = (int) numbers[first + FORM] & 3;
        long mask = numbers[first + MASK];
        long base = numbers[first + BASE];
        if (form == NumberColumn.DISTANCE) {
            for (int i = from; i < end; i++) {
                target[i] = base + (BlockBytes.longAt(bytes, at[i] + place) & mask);
            }
        } else if (form == NumberColumn.DICTIONARY) {
            for (int i = from; i < end; i++) {
                int number = (int) (BlockBytes.longAt(bytes, at[i] + place) & mask);
                target[i] = BlockBytes.longAt(bytes, (int) base + Long.BYTES * number);
            }
        } else {
            for (int i = from; i < end; i++) {
                int number = (int) (BlockBytes.longAt(bytes, at[i] + place) & mask);
                target[i] = Double.doubleToRawLongBits(Float.intBitsToFloat(number));
            }
        }
    }

    /** The columns of numbers of which a column of codes is a part. */
    int wordOf(int codeColumn) {
        return words + packing.word()[codeColumn];
    }

    /**
     * Makes a column of codes of the words in which they stand.
     *
     * @param packed the words of some rows
     * @param to where the codes are to be put, by the same index
     */
    void unpack(int codeColumn, long[] packed, int[] to, int from, int end, int[] target) {
        int[] own = codes[codeColumn];
        int shift = packing.shift()[codeColumn];
        int mask = (int) packing.mask()[codeColumn];
        for (int i = from; i < end; i++) {
            target[to[i]] = own[(int) (packed[i] >>> shift) & mask];
        }
    }

    /** An odd row by its number, from 1 on. */
    OddRow oddRow(int number) {
        return OddBytes.read(new BlockInput(bytes, BlockBytes.intAt(bytes, odd + Integer.BYTES * (number - 1))));
    }
}
