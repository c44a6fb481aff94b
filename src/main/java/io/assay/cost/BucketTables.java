package io.assay.cost;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Many small hash tables of counts by bucket, in a few arrays of ints. Whoever has a table keeps one long for it, 0 at first,
 * and a number of its own that no other has.
 *
 * <p>Buckets are positive and below 2^17. A table holds 8 to 16 bytes for each bucket in use.
 */
final class BucketTables {

    /** Bucket and count of an entry, and whether there is more of it. */
    private static final int COUNT_BITS = 15;

    private static final int MORE = 1 << (COUNT_BITS - 1);
    private static final int COUNT = MORE - 1;
    private static final int BUCKET_BITS = 17;

    /** A table is its address, the logarithm of its size, and how many entries are used; 0 stands for none. */
    private static final int ADDRESS_BITS = 40;

    private static final long ADDRESS = (1L << ADDRESS_BITS) - 1;
    private static final int SIZE_BITS = 6;
    private static final long USED = 1L << (ADDRESS_BITS + SIZE_BITS);
    private static final int FIRST_SIZE = 3;
    private static final int PAGE_BITS = 18;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int FIRST_PAGE = 1 << 12;

    private int[][] pages = {};
    private int used;
    private final long[][] free = new long[32][0];
    private final int[] freed = new int[32];
    /** What no longer fitted into an entry's count, by owner and bucket. */
    private final Map<Long, Long> further = new HashMap<>();

    /** Takes counts of buckets. */
    interface Counter {
        void count(int bucket, long count);
    }

    /** Counts in a bucket of a table; gives the table as it then is. */
    long add(long table, int owner, int bucket, long count) {
        int slot = slot(table, bucket);
        if (slot < 0) {
            return inserted(table, entry(owner, bucket, count));
        }
        int[] entries = page(table);
        int before = entries[slot];
        entries[slot] = before & MORE | entry(owner, bucket, (before & COUNT) + count);
        return table;
    }

    /** An entry of a count, of which it leaves 1 if there is no room for it. */
    private int entry(int owner, int bucket, long count) {
        if (count <= COUNT) {
            return bucket << COUNT_BITS | (int) count;
        }
        further.merge(furtherKey(owner, bucket), count - 1, Long::sum);
        return bucket << COUNT_BITS | MORE | 1;
    }

    private static long furtherKey(int owner, int bucket) {
        return (long) owner << BUCKET_BITS | bucket;
    }

    private int[] page(long table) {
        return pages[(int) ((table & ADDRESS) >>> PAGE_BITS)];
    }

    private static int start(long table) {
        return (int) table & PAGE_MASK;
    }

    private static int mask(long table) {
        return (1 << size(table)) - 1;
    }

    private static int size(long table) {
        return (int) (table >>> ADDRESS_BITS) & 63;
    }

    /** Where a bucket is in the page of its table; negative if it is not there. */
    private int slot(long table, int bucket) {
        if (table == 0) {
            return -1;
        }
        int[] entries = page(table);
        int start = start(table);
        int mask = mask(table);
        int slot = bucket & mask;
        while (entries[start + slot] != 0) {
            if (entries[start + slot] >>> COUNT_BITS == bucket) {
                return start + slot;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /** The table with an entry of a bucket that is not in it yet. */
    private long inserted(long table, int entry) {
        long roomy = table;
        if (table == 0) {
            roomy = allocate(FIRST_SIZE);
        } else if (2 * (table / USED + 1) > 1L << size(table)) {
            roomy = grown(table);
        }
        enter(roomy, entry);
        return roomy + USED;
    }

    private void enter(long table, int entry) {
        int[] entries = page(table);
        int start = start(table);
        int mask = mask(table);
        int slot = entry >>> COUNT_BITS & mask;
        while (entries[start + slot] != 0) {
            slot = (slot + 1) & mask;
        }
        entries[start + slot] = entry;
    }

    private long grown(long table) {
        int size = size(table);
        long larger = allocate(size + 1);
        int[] entries = page(table);
        int start = start(table);
        for (int i = start; i < start + (1 << size); i++) {
            if (entries[i] != 0) {
                enter(larger, entries[i]);
                entries[i] = 0;
            }
        }
        if (freed[size] == free[size].length) {
            free[size] = Arrays.copyOf(free[size], Math.max(16, 2 * freed[size]));
        }
        free[size][freed[size]++] = table & ADDRESS;
        return larger + table / USED * USED;
    }

    /** An empty table. */
    private long allocate(int size) {
        long address;
        if (freed[size] > 0) {
            address = free[size][--freed[size]];
        } else {
            int length = 1 << size;
            int last = pages.length - 1;
            if (last < 0 || used + length > pages[last].length) {
                // Pages grow, so that a few tables hold little, up to the largest that an address can tell.
                int page = Math.max(length, Math.min(1 << PAGE_BITS, last < 0 ? FIRST_PAGE : 2 * pages[last].length));
                pages = Arrays.copyOf(pages, last + 2);
                pages[++last] = new int[page];
                used = 0;
            }
            address = (long) last << PAGE_BITS | used;
            used += length;
        }
        return (long) size << ADDRESS_BITS | address;
    }

    /** Hands over what a table counts. */
    void forEach(long table, int owner, Counter counter) {
        if (table == 0) {
            return;
        }
        int[] entries = page(table);
        int start = start(table);
        for (int i = start; i <= start + mask(table); i++) {
            if (entries[i] != 0) {
                int bucket = entries[i] >>> COUNT_BITS;
                long more = (entries[i] & MORE) == 0 ? 0 : further.getOrDefault(furtherKey(owner, bucket), 0L);
                counter.count(bucket, (entries[i] & COUNT) + more);
            }
        }
    }

    /** The memory held. */
    long bytes() {
        long ints = 0;
        for (int[] page : pages) {
            ints += page.length;
        }
        return Integer.BYTES * ints + 100L * further.size();
    }
}
