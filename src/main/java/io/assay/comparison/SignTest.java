package io.assay.comparison;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What the number of values on either side says of a median, whatever their distribution: of {@code n} independent values
 * as many are above the median as a fair coin falls heads. Exact up to two billion values, by the normal distribution
 * beyond (Conover, Practical Nonparametric Statistics, 1999, sections 3.1 and 3.2).
 *
 * @param n how many values there are, at least one
 */
record SignTest(long n) {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /**
     * The rank, from 0, of the value that is no more than the median with probability 1 − {@code alpha}; −1 if there is
     * none.
     */
    long lowerRank(double alpha) {
        return n > Integer.MAX_VALUE
                ? (long) Math.floor(middle() + deviation() * NORMAL.inverseCumulativeProbability(alpha)) - 1
                : coin().inverseCumulativeProbability(alpha) - 1L;
    }

    /** The rank of the value that is no less than the median with probability 1 − {@code alpha}; {@code n} if none is. */
    long upperRank(double alpha) {
        return n - 1 - lowerRank(alpha);
    }

    /**
     * One-sided p-value of the hypothesis that no more than half of all values lie beyond a limit.
     *
     * @param beyond how many of the {@code n} do
     */
    double pValue(long beyond) {
        if (n > Integer.MAX_VALUE) {
            return NORMAL.survivalProbability((beyond - 0.5 - middle()) / deviation());
        }
        return beyond == 0 ? 1 : coin().survivalProbability((int) beyond - 1);
    }

    private BinomialDistribution coin() {
        return BinomialDistribution.of((int) n, 0.5);
    }

    private double middle() {
        return 0.5 * n;
    }

    private double deviation() {
        return 0.5 * Math.sqrt((double) n);
    }
}
