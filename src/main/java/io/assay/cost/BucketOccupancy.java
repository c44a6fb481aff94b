package io.assay.cost;

/**
 * How many units there are at least, by how many of the {@link Buckets} have rows: names fall into buckets as balls are thrown
 * into urns, and whoever comes again falls into the same one. So the units of several run dates are counted, from below, without
 * a list of their names. Rows, and what their losses are, have no part in it.
 *
 * <p>The bound is the least number of balls that fill so many urns or more with a probability of at least 5 %; so it is above
 * the true number for at most one set of names in twenty. With all 64 filled it is about 200.
 */
public final class BucketOccupancy {

    private static final double TOO_MANY = 0.05;
    private static final long[] LEAST = least();

    private BucketOccupancy() {}

    /**
     * How many units have rows in so many buckets, at least.
     *
     * @param buckets from 0 to {@link Buckets#MOST}
     */
    public static long leastUnits(int buckets) {
        return LEAST[buckets];
    }

    private static long[] least() {
        long[] least = new long[Buckets.MOST + 1];
        double[] filled = new double[Buckets.MOST + 1];
        filled[0] = 1;
        int known = 1;
        for (long units = 1; known <= Buckets.MOST; units++) {
            throwOne(filled);
            while (known <= Buckets.MOST && atLeast(filled, known) >= TOO_MANY) {
                least[known++] = units;
            }
        }
        return least;
    }

    /** A ball fills another urn, or falls into one that is filled. */
    private static void throwOne(double[] filled) {
        for (int n = Buckets.MOST; n > 0; n--) {
            filled[n] = (filled[n] * n + filled[n - 1] * (Buckets.MOST - n + 1)) / Buckets.MOST;
        }
        filled[0] = 0;
    }

    private static double atLeast(double[] filled, int buckets) {
        double sum = 0;
        for (int n = Buckets.MOST; n >= buckets; n--) {
            sum += filled[n];
        }
        return sum;
    }
}
