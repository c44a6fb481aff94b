package io.assay.aggregation;

import java.util.Arrays;

/**
 * The rows of one example that have a place, one for each version, by the version's code. They stay where they are, in
 * the batch that passes, and are copied only when that batch goes before the example has ended.
 */
final class Example {

    private static final int NONE = 0;
    private static final int ONE = 1;
    private static final int SEVERAL = 2;

    private final ScoredSchema schema;
    private final Dictionaries dictionaries;
    private int[] states = {};
    private ScoredBatch[] batches = {};
    private int[] rows = {};
    private int[] versions = {};
    private int size;
    private ScoredBatch held;

    Example(ScoredSchema schema, Dictionaries dictionaries) {
        this.schema = schema;
        this.dictionaries = dictionaries;
        this.held = new ScoredBatch(schema, dictionaries, 1);
    }

    /** How the row of a version came in. */
    enum Coming {
        /** It is the first. */
        FIRST,
        /** It is the second, so that both are duplicates; {@link #batch} and {@link #row} tell of the first. */
        SECOND,
        /** It is one more of several. */
        FURTHER
    }

    /** Takes a row in. */
    Coming add(ScoredBatch batch, int row) {
        int version = batch.version[row];
        if (version >= states.length) {
            grow(version + 1);
        }
        int state = states[version];
        if (state == NONE) {
            states[version] = ONE;
            batches[version] = batch;
            rows[version] = row;
            versions[size++] = version;
            return Coming.FIRST;
        }
        states[version] = SEVERAL;
        return state == ONE ? Coming.SECOND : Coming.FURTHER;
    }

    private void grow(int least) {
        int capacity = Math.max(least, 2 * states.length);
        states = Arrays.copyOf(states, capacity);
        batches = Arrays.copyOf(batches, capacity);
        rows = Arrays.copyOf(rows, capacity);
        versions = Arrays.copyOf(versions, capacity);
    }

    /** How many versions came in, those with several rows included. */
    int versions() {
        return size;
    }

    /** The code of the {@code i}-th version that came in. */
    int version(int i) {
        return versions[i];
    }

    /** Whether a version has one row, which counts. */
    boolean has(int version) {
        return version >= 0 && version < states.length && states[version] == ONE;
    }

    /** Where the first row of a version stands. */
    ScoredBatch batch(int version) {
        return batches[version];
    }

    /** The place of the first row of a version in its batch. */
    int row(int version) {
        return rows[version];
    }

    /** Copies what stands in a batch that will be filled anew. */
    void keep(ScoredBatch passing) {
        for (int i = 0; i < size; i++) {
            int version = versions[i];
            if (states[version] == ONE && batches[version] == passing) {
                if (held.size == held.capacity()) {
                    holdMore();
                }
                held.append(passing, rows[version]);
                rows[version] = held.size - 1;
                batches[version] = held;
            }
        }
    }

    private void holdMore() {
        ScoredBatch more = new ScoredBatch(schema, dictionaries, 2 * held.capacity());
        for (int row = 0; row < held.size; row++) {
            more.append(held, row);
        }
        for (int i = 0; i < size; i++) {
            if (batches[versions[i]] == held) {
                batches[versions[i]] = more;
            }
        }
        held = more;
    }

    /** Ends the example. */
    void clear() {
        for (int i = 0; i < size; i++) {
            states[versions[i]] = NONE;
        }
        size = 0;
        held.size = 0;
    }
}
