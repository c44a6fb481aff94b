package io.assay.cost;

/**
 * How many differences lie beyond a limit, against those that do not, and how much that varies from bucket to bucket of clusters.
 * If half of all lie beyond it, a bucket's surplus has a mean of 0, whatever the rows of a cluster have to do with each other; so
 * the sum of all over its own size is a test of that, which with a row in each bucket is the sign test.
 *
 * @param surplus those beyond less those not beyond
 * @param squares the squares of the surplus of each bucket, added up
 * @param centred the same about the surplus that a bucket of its size has on average
 * @param total how many there are
 * @param largest the largest of the buckets' squared totals, as a part of all of them; a bucket may be that uneven
 * @param effective how many buckets of even size the totals are worth: (Σn)²/Σn²
 * @param buckets that have any
 */
public record Signs(
        double surplus, double squares, double centred, long total, double largest, double effective, int buckets) {

    /** Of buckets by their totals and how many of each lie beyond. */
    static Signs of(long[] totals, long[] beyond) {
        double surplus = 0;
        double squares = 0;
        long total = 0;
        double squaredTotals = 0;
        double largest = 0;
        // Buckets are in their order, so that sums have the same bits however rows came.
        for (int i = 0; i < totals.length; i++) {
            double own = 2.0 * beyond[i] - totals[i];
            double squaredTotal = (double) totals[i] * totals[i];
            surplus += own;
            squares += own * own;
            total += totals[i];
            squaredTotals += squaredTotal;
            largest = Math.max(largest, squaredTotal);
        }
        double centred = 0;
        for (int i = 0; i < totals.length; i++) {
            double own = 2.0 * beyond[i] - totals[i] - surplus / total * totals[i];
            centred += own * own;
        }
        return new Signs(
                surplus,
                squares,
                centred,
                total,
                largest / squaredTotals,
                (double) total * total / squaredTotals,
                totals.length);
    }

    /** How many standard errors the surplus is above 0, to be held against Student's t of {@link #degreesOfFreedom}; NaN of one bucket. */
    public double statistic() {
        return buckets < 2 ? Double.NaN : surplus == 0 ? 0 : surplus / Math.sqrt(nullVariance());
    }

    /** The variance of the surplus if half of all lie beyond the limit; NaN of one bucket. */
    double nullVariance() {
        return buckets < 2 ? Double.NaN : corrected(squares);
    }

    /** Buckets less one. */
    public double degreesOfFreedom() {
        return buckets - 1.0;
    }

    /** The variance of the share that lies beyond, whatever it is; NaN of one bucket. */
    public double variance() {
        return buckets < 2 ? Double.NaN : corrected(centred) / (4.0 * total * total);
    }

    private double corrected(double sum) {
        return sum * buckets / (buckets - 1.0);
    }
}
