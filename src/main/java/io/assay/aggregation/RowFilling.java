package io.assay.aggregation;

import org.jspecify.annotations.Nullable;

/**
 * Fills a batch with rows that lie in many blocks, one block after the other: what a block says of its columns is then looked up
 * once for all of its rows, and they lie next to each other.
 */
final class RowFilling {

    /** The blocks that the batch has rows of, each once. */
    private final RowBlock[] blocks;

    /** By block: how many rows it has, then where they end among those of all blocks. */
    private final int[] ends;

    private int size;

    /** Of each row of the batch: its block, and where it begins there. */
    private final int[] blockOf;

    private final int[] placeOf;

    /** The rows of the batch block by block: which they are, and where they begin. */
    private final int[] to;

    private final int[] at;
    private int rows;

    /** A column of the rows, in that order. */
    private final long[] read;

    private final int[] codes;

    /** @param capacity rows of a batch */
    RowFilling(int capacity) {
        this.blocks = new RowBlock[capacity];
        this.ends = new int[capacity];
        this.blockOf = new int[capacity];
        this.placeOf = new int[capacity];
        this.to = new int[capacity];
        this.at = new int[capacity];
        this.read = new long[capacity];
        this.codes = new int[capacity];
    }

    boolean isFull() {
        return rows == blockOf.length;
    }

    /** The next row of the batch. */
    void add(RowBlock block, int row) {
        int own = block.turn;
        if (own >= size || blocks[own] != block) {
            own = size++;
            block.turn = own;
            blocks[own] = block;
            ends[own] = 0;
        }
        ends[own]++;
        blockOf[rows] = own;
        placeOf[rows++] = block.place(row);
    }

    /** Fills the batch with the rows, and forgets them. */
    void fill(ScoredBatch batch) {
        order();
        batch.size = rows;
        int from = 0;
        for (int i = 0; i < size; i++) {
            new Columns(blocks[i], from, ends[i]).fill(batch);
            from = ends[i];
        }
        rows = 0;
        size = 0;
    }

    private void order() {
        int start = 0;
        for (int i = 0; i < size; i++) {
            int count = ends[i];
            ends[i] = start;
            start += count;
        }
        for (int i = 0; i < rows; i++) {
            int next = ends[blockOf[i]]++;
            to[next] = i;
            at[next] = placeOf[i];
        }
    }

    /** Fills in the rows of one block, column by column in the order in which they stand there. */
    private final class Columns {
        private final RowBlock block;
        private final int from;
        private final int end;
        private int column;

        Columns(RowBlock block, int from, int end) {
            this.block = block;
            this.from = from;
            this.end = end;
        }

        void fill(ScoredBatch batch) {
            ScoredSchema schema = batch.schema;
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

        private void next() {
            block.read(column++, at, from, end, read);
        }

        private void longs(long[] target) {
            next();
            for (int i = from; i < end; i++) {
                target[to[i]] = read[i];
            }
        }

        private void doubles(double[] target) {
            next();
            for (int i = from; i < end; i++) {
                target[to[i]] = Double.longBitsToDouble(read[i]);
            }
        }

        private void ints(int[] target) {
            next();
            for (int i = from; i < end; i++) {
                target[to[i]] = (int) read[i];
            }
        }

        private void bytes(byte[] target) {
            next();
            for (int i = from; i < end; i++) {
                target[to[i]] = (byte) read[i];
            }
        }

        private void odd(@Nullable OddRow[] target) {
            next();
            for (int i = from; i < end; i++) {
                int number = (int) read[i];
                target[to[i]] = number == 0 ? null : block.oddRow(number);
            }
        }

        private void codes(ScoredBatch batch) {
            int next = 0;
            column = -1;
            codes(next++, batch.version);
            for (int[] coordinate : batch.coordinate) {
                codes(next++, coordinate);
            }
            for (int[] reason : batch.reason) {
                codes(next++, reason);
            }
            for (int i = 0; i < batch.value.length; i++) {
                if (batch.schema.textual().get(i)) {
                    codes(next++, codes);
                    asNumbers(batch.value[i]);
                }
            }
        }

        private void codes(int which, int[] target) {
            int word = block.wordOf(which);
            if (word != column) {
                block.read(word, at, from, end, read);
                column = word;
            }
            block.unpack(which, read, to, from, end, target);
        }

        private void asNumbers(double[] target) {
            for (int i = from; i < end; i++) {
                int code = codes[to[i]];
                target[to[i]] = code == LocalCodes.ABSENT ? ScoredBatch.ABSENT : code;
            }
        }
    }
}
