package io.assay.cost;

/**
 * The mean of the middle of sorted numbers: of n, ⌊trim·n⌋ are left out at either end. Its standard error is that of Tukey and
 * McLaughlin (1963), s_w / ((1 − 2·trim)·√n), s_w being the standard deviation of all n numbers after those that were left out
 * have been moved to the nearest one that was not; its degrees of freedom are those numbers that were not left out, less one.
 *
 * <p>Where a run of numbers that are not known one by one is cut, the mean lies within {@link #bounds}, and {@link #value} is
 * halfway; the standard error then takes the cut as far out as it can be. Of numbers known one by one the bounds meet.
 */
public final class TrimmedMean {

    private final double trim;
    private final Run[] runs;
    private final long total;
    private final long cut;
    private final Interval bounds;

    /** Where the middle begins and ends: the numbers to which those beyond are moved. */
    private double least = Double.NaN;

    private double greatest = Double.NaN;

    /**
     * Of numbers in runs, the least first.
     *
     * @param trim the share left out at either end, from 0 and below 0.5
     */
    public TrimmedMean(double trim, Run... runs) {
        if (!(trim >= 0 && trim < 0.5)) {
            throw new IllegalArgumentException("Invalid trim: " + trim + " (must be at least 0 and below 0.5)");
        }
        this.trim = trim;
        this.runs = runs.clone();
        long all = 0;
        for (Run run : runs) {
            all += run.count();
        }
        this.total = all;
        this.cut = (long) (trim * all);
        this.bounds = found();
    }

    /** Of numbers that are known one by one, in ascending order. */
    public static TrimmedMean ofSorted(double trim, double... sorted) {
        Run[] runs = new Run[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            runs[i] = Run.of(sorted[i], 1);
        }
        return new TrimmedMean(trim, runs);
    }

    /** Of numbers that are known by their buckets, each taken for the middle of its own. */
    public static double ofMiddles(double trim, LogHistogram numbers) {
        return new TrimmedMean(trim, numbers.runs()).value();
    }

    /** Goes through what is kept of each run. */
    private interface Kept {
        void take(Run run, long below, long above);
    }

    private void forEachKept(Kept taker) {
        long start = 0;
        for (Run run : runs) {
            long end = start + run.count();
            long below = Math.max(0, cut - start);
            long above = Math.max(0, end - (total - cut));
            if (below + above < run.count()) {
                taker.take(run, below, above);
            }
            start = end;
        }
    }

    private Interval found() {
        ExactSum lower = new ExactSum();
        ExactSum upper = new ExactSum();
        forEachKept((run, below, above) -> {
            long kept = run.count() - below - above;
            Interval mean = run.meanWithout(below, above);
            lower.addProduct((double) kept, mean.lower());
            upper.addProduct((double) kept, mean.upper());
            if (Double.isNaN(least)) {
                least = run.atLeast(below + 1);
            }
            greatest = run.atMost(above + 1);
        });
        return new Interval(over(lower), over(upper));
    }

    private double over(ExactSum sum) {
        return total == 0
                ? Double.NaN
                : sum.dyadic().over(Dyadic.of(total - 2 * cut)).value();
    }

    /** How many numbers there are. */
    public long total() {
        return total;
    }

    /** How many are left out at either end. */
    public long cut() {
        return cut;
    }

    /** Halfway between the bounds; NaN of nothing. */
    public double value() {
        return bounds.lower() == bounds.upper() ? bounds.lower() : bounds.lower() / 2 + bounds.upper() / 2;
    }

    /** What the mean certainly lies between; NaN of nothing. */
    public Interval bounds() {
        return bounds;
    }

    /** How many numbers are not left out, less one. */
    public double degreesOfFreedom() {
        return total - 2.0 * cut - 1;
    }

    /** NaN with fewer than two numbers that are not left out; 0 if these are all equal. */
    public double standardError() {
        if (degreesOfFreedom() < 1) {
            return Double.NaN;
        }
        // Brought near 1, no square can over- or underflow.
        int scale = Math.getExponent(Math.max(Math.abs(least), Math.abs(greatest)));
        double low = Math.scalb(least, -scale);
        double high = Math.scalb(greatest, -scale);
        double ends = Math.scalb(value(), -scale) * (total - 2 * cut) + cut * (low + high);
        double mean = ends / total;
        double[] squares = {cut * (square(low - mean) + square(high - mean))};
        forEachKept((run, below, above) -> {
            Interval kept = run.meanWithout(below, above);
            double middle = Math.scalb(kept.lower() / 2 + kept.upper() / 2, -scale);
            squares[0] += (run.count() - below - above)
                    * (square(middle - mean) + square(Math.scalb(run.deviation(), -scale)));
        });
        double deviation = least == greatest ? 0 : Math.sqrt(squares[0] / (total - 1));
        return Math.scalb(deviation / ((1 - 2 * trim) * Math.sqrt((double) total)), scale);
    }

    private static double square(double x) {
        return x * x;
    }
}
