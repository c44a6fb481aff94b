package io.assay.cost;

import java.util.Arrays;

/** Records of longs of many places, side by side in pages that come to be when one of their places is first used. */
final class PlacePages {

    private static final int SHIFT = 7;
    private static final int PLACES = 1 << SHIFT;

    private final int width;
    private final long[] fresh;
    private long[][] pages = {};

    /** @param fresh the record of a place before anything is added */
    PlacePages(long[] fresh) {
        this.width = fresh.length;
        this.fresh = fresh.clone();
    }

    int width() {
        return width;
    }

    /** The places that there may be something in. */
    int places() {
        return pages.length << SHIFT;
    }

    /** Whether a place has its page. */
    boolean has(int place) {
        int page = place >> SHIFT;
        return page < pages.length && pages[page].length > 0;
    }

    /** The page of a place. */
    long[] page(int place) {
        int page = place >> SHIFT;
        if (page < pages.length) {
            long[] found = pages[page];
            if (found.length > 0) {
                return found;
            }
        }
        return newPage(page);
    }

    /** Where the record of a place starts in its page. */
    int base(int place) {
        return (place & (PLACES - 1)) * width;
    }

    private long[] newPage(int page) {
        if (page >= pages.length) {
            int before = pages.length;
            pages = Arrays.copyOf(pages, Math.max(page + 1, before + (before >> 1)));
            Arrays.fill(pages, before, pages.length, new long[0]);
        }
        long[] made = new long[PLACES * width];
        for (int i = 0; i < made.length; i += width) {
            System.arraycopy(fresh, 0, made, i, width);
        }
        pages[page] = made;
        return made;
    }

    /** The memory held. */
    long bytes() {
        long longs = 0;
        for (long[] page : pages) {
            longs += page.length;
        }
        return Long.BYTES * (longs + pages.length);
    }
}
