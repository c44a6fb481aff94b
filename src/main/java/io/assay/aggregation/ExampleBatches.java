package io.assay.aggregation;

import java.util.Arrays;

/**
 * The scored rows of one batch of a scan whose rows hold several versions, in as many batches, brought into the order of the
 * scan: all versions of a row follow each other.
 */
final class ExampleBatches {

    private final ScoredBatch[] versions;

    /** By version, then scored row: the row of the scan that it comes from, in ascending order. */
    private final int[][] origins;

    private final int[] next;
    private final int[] count;
    private final int[][] places;
    private final ScoredBatch merged;

    ExampleBatches(ScoredSchema schema, Dictionaries dictionaries, int versions) {
        this.versions = new ScoredBatch[versions];
        this.origins = new int[versions][0];
        this.next = new int[versions];
        this.count = new int[versions];
        this.places = new int[versions][ScoredBatch.CAPACITY];
        this.merged = new ScoredBatch(schema, dictionaries, ScoredBatch.CAPACITY);
        for (int i = 0; i < versions; i++) {
            this.versions[i] = new ScoredBatch(schema, dictionaries, 0);
        }
    }

    /** The batch of a version, with room for so many rows. */
    ScoredBatch of(int version, int rows) {
        ScoredBatch own = versions[version];
        if (own.capacity() < rows) {
            own = new ScoredBatch(own.schema, own.dictionaries, rows);
            versions[version] = own;
            origins[version] = new int[rows];
        }
        next[version] = 0;
        own.size = 0;
        return own;
    }

    /** The batch of a version. */
    ScoredBatch of(int version) {
        return versions[version];
    }

    /** For each row of a version's batch the row of the scan, to be filled in. */
    int[] origins(int version) {
        return origins[version];
    }

    boolean hasNext() {
        for (int i = 0; i < versions.length; i++) {
            if (next[i] < versions[i].size) {
                return true;
            }
        }
        return false;
    }

    /** The next rows; always the same batch, filled anew. One version alone stays where it is. */
    ScoredBatch next() {
        if (versions.length == 1) {
            next[0] = versions[0].size;
            return versions[0];
        }
        merged.size = 0;
        Arrays.fill(count, 0);
        while (merged.size <= merged.capacity() - versions.length && hasNext()) {
            placeRow();
        }
        for (int i = 0; i < versions.length; i++) {
            merged.put(versions[i], next[i] - count[i], places[i], count[i]);
        }
        return merged;
    }

    /** Gives places to what the versions have of the next row of the scan. */
    private void placeRow() {
        int row = Integer.MAX_VALUE;
        for (int i = 0; i < versions.length; i++) {
            if (next[i] < versions[i].size) {
                row = Math.min(row, origins[i][next[i]]);
            }
        }
        for (int i = 0; i < versions.length; i++) {
            if (next[i] < versions[i].size && origins[i][next[i]] == row) {
                places[i][count[i]++] = merged.size++;
                next[i]++;
            }
        }
    }
}
