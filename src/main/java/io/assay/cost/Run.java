package io.assay.cost;

import java.math.BigInteger;

/**
 * Numbers that follow each other when all are sorted, known by their number, their mean, their standard deviation and two
 * numbers between which they lie. What else can be said of the i-th least of m of them: it is at least mean − s·√((m−i)/i), and so
 * the i-th greatest is at most mean + s·√((m−i)/i), s² being Σ(x − mean)²/m. A run of equal numbers is known exactly, as is one of two.
 */
public final class Run {

    private final long count;
    private final double mean;
    private final double lower;
    private final double upper;

    /** What the deviation is read from, until it is; empty of numbers that are equal. */
    private final long[] words;

    private final double unit;
    private double deviation = Double.NaN;

    private Run(long count, double mean, double lower, double upper, long[] words, double unit) {
        this.count = count;
        this.mean = mean;
        this.lower = lower;
        this.upper = upper;
        this.words = words;
        this.unit = unit;
    }

    /** So many times one number. */
    static Run of(double number, long count) {
        return new Run(count, number, number, number, new long[0], 0);
    }

    /** So many numbers of a bucket, each taken for its middle. */
    static Run ofMiddle(int key, long count) {
        return of(LogHistogram.middle(key), count);
    }

    /** The numbers of a bucket by what {@link SummedHistogram} has of it. */
    static Run ofBucket(int key, long[] words) {
        long count = words[0];
        double inner = key == 0 ? 0.0 : LogHistogram.edge(Math.abs(key) - 1);
        double outer = key == 0 ? 0.0 : Math.min(Double.MAX_VALUE, LogHistogram.edge(Math.abs(key)));
        double unit = Math.ulp(inner);
        double mean = inner + rests(words, 1).doubleValue() / count * unit;
        return key < 0
                ? new Run(count, -mean, -outer, -inner, words, unit)
                : new Run(count, mean, inner, outer, words, unit);
    }

    /** How many numbers there are. */
    long count() {
        return count;
    }

    /** Their mean, rounded once to within a unit in the last place. */
    double mean() {
        return mean;
    }

    /** Their standard deviation, from exact sums; 0 of equal numbers. */
    double deviation() {
        if (Double.isNaN(deviation)) {
            deviation = words.length == 0 || count == 1 ? 0 : fromSums();
        }
        return deviation;
    }

    private double fromSums() {
        BigInteger sum = rests(words, 1);
        BigInteger squares = rests(words, 3).multiply(BigInteger.valueOf(count)).subtract(sum.multiply(sum));
        return Math.sqrt(squares.doubleValue()) / count * unit;
    }

    private static BigInteger rests(long[] words, int at) {
        BigInteger low = new BigInteger(Long.toUnsignedString(words[at]));
        return BigInteger.valueOf(words[at + 1]).shiftLeft(Long.SIZE).add(low);
    }

    /** What the i-th least of them is not below, i from 1. */
    double atLeast(long i) {
        return Math.max(lower, mean - deviation() * Math.sqrt((double) (count - i) / i));
    }

    /** What the i-th greatest of them is not above, i from 1. */
    double atMost(long i) {
        return Math.min(upper, mean + deviation() * Math.sqrt((double) (count - i) / i));
    }

    /** What the number of a rank lies between, ranks being counted from 0 and from the least. */
    Interval orderStatistic(long rank) {
        return new Interval(atLeast(rank + 1), atMost(count - rank));
    }

    /** The mean of the others lies between, if so many are left out at either end. */
    Interval meanWithout(long below, long above) {
        if (below + above == 0) {
            return new Interval(mean, mean);
        }
        // The mean of q numbers of m is no farther from that of all than s·√((m−q)/q).
        double reach = deviation() * Math.sqrt((double) (below + above) / (count - below - above));
        return new Interval(
                above == 0 ? mean : Math.max(lower, mean - reach), below == 0 ? mean : Math.min(upper, mean + reach));
    }
}
