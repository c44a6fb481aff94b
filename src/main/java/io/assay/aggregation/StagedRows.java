package io.assay.aggregation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows that wait to be sent, column by column, with room that grows up to a limit. */
final class StagedRows {

    private static final int FIRST_CAPACITY = ScoredBatch.CAPACITY;
    private static final int GROWTH = 4;

    private final ScoredSchema schema;
    private final int limit;
    private @Nullable ScoredBatch rows;
    private long characters;

    /** For up to so many rows. */
    StagedRows(ScoredSchema schema, int limit) {
        this.schema = schema;
        this.limit = limit;
    }

    /** Bytes that a row takes here. */
    static int width(ScoredSchema schema) {
        int ids = 2 * Long.BYTES * (1 + (schema.clustered() ? 1 : 0) + (schema.hasNamedSamples() ? 1 : 0));
        int codes = Integer.BYTES * (1 + schema.coordinates() + schema.losses());
        int numbers = Double.BYTES * (1 + 2 * schema.losses() + schema.values() + 2 * schema.rankings());
        int counts = 1 + (schema.labelled() ? 3 : 2) * Integer.BYTES;
        int object = Long.BYTES;
        return ids + codes + numbers + counts + object;
    }

    /** The rows, of which there are some. */
    ScoredBatch rows() {
        if (rows == null) {
            throw new IllegalStateException("There are no rows");
        }
        return rows;
    }

    int size() {
        return rows == null ? 0 : rows.size;
    }

    /** About how many characters the odd rows have. */
    long characters() {
        return characters;
    }

    /** Whether there is room for a batch's rows, and whether their codes mean the same as those of the rows here. */
    boolean fits(ScoredBatch batch) {
        return rows == null || rows.dictionaries == batch.dictionaries && batch.size <= limit - rows.size;
    }

    /** Appends all rows of a batch. */
    void add(ScoredBatch batch) {
        ScoredBatch to = roomFor(batch);
        int at = to.size;
        int count = batch.size;
        System.arraycopy(batch.idHigh, 0, to.idHigh, at, count);
        System.arraycopy(batch.idLow, 0, to.idLow, at, count);
        if (schema.clustered()) {
            System.arraycopy(batch.clusterHigh, 0, to.clusterHigh, at, count);
            System.arraycopy(batch.clusterLow, 0, to.clusterLow, at, count);
        }
        if (schema.hasNamedSamples()) {
            System.arraycopy(batch.sampleHigh, 0, to.sampleHigh, at, count);
            System.arraycopy(batch.sampleLow, 0, to.sampleLow, at, count);
        }
        System.arraycopy(batch.version, 0, to.version, at, count);
        System.arraycopy(batch.weight, 0, to.weight, at, count);
        if (schema.bucketed()) {
            System.arraycopy(batch.bucket, 0, to.bucket, at, count);
        }
        System.arraycopy(batch.read, 0, to.read, at, count);
        System.arraycopy(batch.matchedLabels, 0, to.matchedLabels, at, count);
        if (schema.labelled()) {
            System.arraycopy(batch.labels, 0, to.labels, at, count);
        }
        System.arraycopy(batch.odd, 0, to.odd, at, count);
        copy(batch.coordinate, to.coordinate, at, count);
        copy(batch.reason, to.reason, at, count);
        copy(batch.loss, to.loss, at, count);
        copy(batch.value, to.value, at, count);
        copy(batch.score, to.score, at, count);
        copy(batch.label, to.label, at, count);
        for (int i = 0; i < batch.denominator.length; i++) {
            double[] own = batch.denominator[i];
            double[] target = to.denominator[i];
            if (own != null && target != null) {
                System.arraycopy(own, 0, target, at, count);
            }
        }
        to.size += count;
        for (int i = 0; i < count; i++) {
            characters += OddBytes.characters(batch.odd[i]);
        }
    }

    private ScoredBatch roomFor(ScoredBatch batch) {
        ScoredBatch old = rows;
        if (old == null || old.dictionaries != batch.dictionaries) {
            int capacity = Math.max(batch.size, Math.min(limit, FIRST_CAPACITY));
            old = new ScoredBatch(schema, batch.dictionaries, capacity);
            rows = old;
        }
        int needed = old.size + batch.size;
        if (needed > old.capacity()) {
            int capacity = Math.max(needed, Math.min(limit, GROWTH * old.capacity()));
            rows = new ScoredBatch(schema, batch.dictionaries, capacity);
            characters = 0;
            add(old);
        }
        return rows();
    }

    private static void copy(int[][] from, int[][] to, int at, int count) {
        for (int i = 0; i < from.length; i++) {
            System.arraycopy(from[i], 0, to[i], at, count);
        }
    }

    private static void copy(double[][] from, double[][] to, int at, int count) {
        for (int i = 0; i < from.length; i++) {
            System.arraycopy(from[i], 0, to[i], at, count);
        }
    }

    /** Forgets the rows, but keeps the room. */
    void clear() {
        if (rows != null) {
            Arrays.fill(rows.odd, 0, rows.size, null);
            rows.size = 0;
        }
        characters = 0;
    }
}
