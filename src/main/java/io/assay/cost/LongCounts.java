package io.assay.cost;

/** Counts by a key, 0 or more, in one hash table of longs: 16 to 64 bytes a key. */
final class LongCounts {

    private static final int FIRST_SIZE = 16;

    /** Keys plus one, so that 0 is free, each followed by its count. */
    private long[] entries = new long[2 * FIRST_SIZE];

    private int used;

    void add(long key, long count) {
        int at = at(key);
        if (entries[at] == 0) {
            if (2 * (used + 1) > entries.length / 2) {
                grow();
                at = at(key);
            }
            used++;
            entries[at] = key + 1;
        }
        entries[at + 1] += count;
    }

    long get(long key) {
        return used == 0 ? 0 : entries[at(key) + 1];
    }

    boolean isEmpty() {
        return used == 0;
    }

    private int at(long key) {
        int mask = entries.length / 2 - 1;
        int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 32) & mask;
        while (entries[2 * slot] != 0 && entries[2 * slot] != key + 1) {
            slot = (slot + 1) & mask;
        }
        return 2 * slot;
    }

    private void grow() {
        long[] old = entries;
        entries = new long[2 * old.length];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0) {
                int at = at(old[i] - 1);
                entries[at] = old[i];
                entries[at + 1] = old[i + 1];
            }
        }
    }

    /** The memory held. */
    long bytes() {
        return (long) Long.BYTES * entries.length;
    }
}
