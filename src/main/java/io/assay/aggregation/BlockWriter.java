package io.assay.aggregation;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes scored rows as blocks of bytes that {@link RowBlock} reads. A block says everything itself: the texts of the codes
 * in it, how wide its columns are, the odd rows. All its rows have the same width, so that a row is found by its number.
 */
final class BlockWriter {

    /** The most rows of a block; their numbers take {@link #ROW_BITS} bits. */
    static final int ROW_BITS = 12;

    static final int ROWS = 1 << ROW_BITS;

    /** Bytes that a block's rows take at most before they are written, so that the rows of wide schemas are fewer. */
    private static final int BYTES = 1 << 20;

    private static final int FEWEST_ROWS = 64;

    /** Bytes of texts with which a block is too large, unless it is of one row. */
    private static final int TEXT_LIMIT = 1 << 20;

    private final BlockLayout layout;
    private final ScoredSchema schema;
    private final NumberColumn[] columns;
    private final LocalCodes[] codes;
    private final int[][] local;
    private final BlockBytes head = new BlockBytes();
    private int filled;
    private int firstLoss;

    /** How many rows suit a block. */
    static int rows(ScoredSchema schema) {
        return Math.max(FEWEST_ROWS, Math.min(ROWS, BYTES / StagedRows.width(schema)));
    }

    /** For blocks of up to so many rows. */
    BlockWriter(ScoredSchema schema, int rows) {
        this.layout = BlockLayout.of(schema);
        this.schema = schema;
        this.codes = new LocalCodes[layout.codes()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = new LocalCodes();
        }
        this.local = new int[layout.codes()][rows];
        // Two columns of codes fit into a word at the worst, as a code has less than 32 bits.
        this.columns = new NumberColumn[layout.numbers() + (layout.codes() + 1) / 2];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new NumberColumn(rows);
        }
    }

    /** Writes the rows with the numbers in part of {@code rows}, as one block if their texts are not too long. */
    void write(ScoredBatch batch, int[] rows, int from, int to, Consumer<byte[]> out) {
        byte[] block = block(batch, rows, from, to - from);
        if (block != null) {
            out.accept(block);
        } else {
            int middle = from + to >>> 1;
            write(batch, rows, from, middle, out);
            write(batch, rows, middle, to, out);
        }
    }

    private byte @Nullable [] block(ScoredBatch batch, int[] rows, int from, int size) {
        head.clear();
        for (LocalCodes column : codes) {
            column.clear();
        }
        head.putInt(size);
        head.putInt(0);
        fillNumbers(batch, rows, from, size);
        numberCodes(batch, rows, from, size);
        if (!writeTexts(layout.of(batch.dictionaries), size) || !writeOdd(batch, rows, from, size)) {
            return null;
        }
        packCodes(size);
        int stride = 0;
        for (int i = 0; i < filled; i++) {
            columns[i].choose(size);
            columns[i].describe(head);
            stride += columns[i].width();
        }
        head.setInt(Integer.BYTES, head.size());
        byte[] block = head.followedBy(Math.addExact(Math.multiplyExact(stride, size), BlockBytes.PADDING));
        int place = head.size();
        for (int i = 0; i < filled; i++) {
            if (columns[i].width() > 0) {
                columns[i].write(block, place, stride, size);
                place += columns[i].width();
            }
        }
        return block;
    }

    private void numberCodes(ScoredBatch batch, int[] rows, int from, int size) {
        int column = 0;
        number(column++, batch.version, rows, from, size);
        for (int[] coordinate : batch.coordinate) {
            number(column++, coordinate, rows, from, size);
        }
        for (int i = 0; i < schema.losses(); i++) {
            numberReasons(column++, i, batch.reason[i], rows, from, size);
        }
        for (int i = 0; i < schema.values(); i++) {
            if (schema.textual().get(i)) {
                numberTexts(column++, batch.value[i], rows, from, size);
            }
        }
    }

    private void number(int column, int[] values, int[] rows, int from, int size) {
        LocalCodes numbers = codes[column];
        int[] to = local[column];
        // In two steps: rows are far from each other, so that many are to be fetched at the same time.
        for (int i = 0; i < size; i++) {
            to[i] = values[rows[from + i]];
        }
        for (int i = 0; i < size; i++) {
            to[i] = numbers.number(to[i]);
        }
    }

    /** Reasons of losses that are there are undefined, so that they must not be looked at. */
    private void numberReasons(int column, int loss, int[] reason, int[] rows, int from, int size) {
        LocalCodes numbers = codes[column];
        int[] to = local[column];
        long[] losses = columns[firstLoss + loss].values;
        for (int i = 0; i < size; i++) {
            boolean none = Double.isNaN(Double.longBitsToDouble(losses[i]));
            to[i] = numbers.number(none ? reason[rows[from + i]] : LocalCodes.ABSENT);
        }
    }

    private void numberTexts(int column, double[] values, int[] rows, int from, int size) {
        LocalCodes numbers = codes[column];
        int[] to = local[column];
        for (int i = 0; i < size; i++) {
            double value = values[rows[from + i]];
            to[i] = numbers.number(ScoredBatch.isAbsent(value) ? LocalCodes.ABSENT : (int) value);
        }
    }

    /** Writes the texts of all codes, or gives up where they are too long. */
    private boolean writeTexts(List<Dictionary> dictionaries, int rows) {
        for (int column = 0; column < codes.length; column++) {
            LocalCodes used = codes[column];
            Dictionary dictionary = dictionaries.get(column);
            head.putCount(used.size());
            for (int i = 0; i < used.size(); i++) {
                int code = used.code(i);
                if (code == LocalCodes.ABSENT) {
                    head.putByte(BlockBytes.ABSENT);
                } else {
                    // A row that is not usable need not have said anything.
                    head.putText(code < dictionary.size() ? dictionary.text(code) : null);
                }
                if (head.size() > TEXT_LIMIT && rows > 1) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Writes the odd rows, after their places and that of their end, and numbers them from 1; gives up where they are too long. */
    private boolean writeOdd(ScoredBatch batch, int[] rows, int from, int size) {
        long[] numbers = columns[layout.numbers() - 1].values;
        int count = 0;
        for (int i = 0; i < size; i++) {
            numbers[i] = batch.odd[rows[from + i]] == null ? 0 : ++count;
        }
        head.putCount(count);
        int table = head.size();
        for (int i = 0; i <= count && count > 0; i++) {
            head.putInt(0);
        }
        for (int i = 0; i < size; i++) {
            OddRow odd = batch.odd[rows[from + i]];
            if (odd != null) {
                head.setInt(table + Integer.BYTES * ((int) numbers[i] - 1), head.size());
                OddBytes.write(odd, head);
                if (head.size() > TEXT_LIMIT && size > 1) {
                    return false;
                }
            }
        }
        if (count > 0) {
            head.setInt(table + Integer.BYTES * count, head.size());
        }
        return true;
    }

    /** In the order in which {@link RowBlock#appendTo} reads them. */
    private void fillNumbers(ScoredBatch batch, int[] rows, int from, int size) {
        filled = 0;
        if (schema.clustered()) {
            fill(batch.clusterHigh, rows, from, size);
            fill(batch.clusterLow, rows, from, size);
        }
        fill(batch.idHigh, rows, from, size);
        fill(batch.idLow, rows, from, size);
        if (schema.hasNamedSamples()) {
            fill(batch.sampleHigh, rows, from, size);
            fill(batch.sampleLow, rows, from, size);
        }
        fill(batch.weight, rows, from, size);
        fill(batch.read, rows, from, size);
        fill(batch.matchedLabels, rows, from, size);
        if (schema.labelled()) {
            fill(batch.labels, rows, from, size);
        }
        if (schema.bucketed()) {
            long[] to = columns[filled++].values;
            for (int i = 0; i < size; i++) {
                to[i] = batch.bucket[rows[from + i]];
            }
        }
        firstLoss = filled;
        for (double[] loss : batch.loss) {
            fill(loss, rows, from, size);
        }
        for (double[] denominator : batch.denominator) {
            if (denominator != null) {
                fill(denominator, rows, from, size);
            }
        }
        for (int i = 0; i < schema.values(); i++) {
            if (!schema.textual().get(i)) {
                fill(batch.value[i], rows, from, size);
            }
        }
        for (int i = 0; i < schema.rankings(); i++) {
            fill(batch.score[i], rows, from, size);
            fill(batch.label[i], rows, from, size);
        }
        // The numbers of odd rows are there already.
        filled++;
    }

    private void fill(long[] values, int[] rows, int from, int size) {
        long[] to = columns[filled++].values;
        for (int i = 0; i < size; i++) {
            to[i] = values[rows[from + i]];
        }
    }

    private void fill(int[] values, int[] rows, int from, int size) {
        long[] to = columns[filled++].values;
        for (int i = 0; i < size; i++) {
            to[i] = values[rows[from + i]];
        }
    }

    private void fill(double[] values, int[] rows, int from, int size) {
        long[] to = columns[filled++].values;
        for (int i = 0; i < size; i++) {
            to[i] = Double.doubleToRawLongBits(values[rows[from + i]]);
        }
    }

    private void packCodes(int size) {
        int[] sizes = new int[codes.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = codes[i].size();
        }
        CodePacking packing = CodePacking.of(sizes);
        for (int i = 0; i < packing.words(); i++) {
            Arrays.fill(columns[filled + i].values, 0, size, 0);
        }
        for (int column = 0; column < codes.length; column++) {
            if (sizes[column] > 1) {
                long[] word = columns[filled + packing.word()[column]].values;
                int shift = packing.shift()[column];
                int[] from = local[column];
                for (int i = 0; i < size; i++) {
                    word[i] |= (long) from[i] << shift;
                }
            }
        }
        filled += packing.words();
    }
}
