package io.assay.comparison;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The sign test for values that are looked at as they come: evidence that more than half of all lie beyond a limit, at all looks
 * at once. It is a mixture of likelihood ratios against a half, over shares q above a half with a symmetric beta distribution
 * (Howard and Ramdas 2022), in closed form: 2ⁿ⁺¹ · B(a + k, a + n − k)/B(a, a) · P(Q &gt; ½) with Q of Beta(a + k, a + n − k), of
 * which k of n values lie beyond. If no more than half of all do, its mean is at most 1 for every n, so it needs neither many
 * values nor anything of their distribution.
 *
 * <p>With many values it is the mixture of {@link ConfidenceSequence} over the share, and is narrowest about as many.
 */
final class SignSequence {

    private static final double LOG_TWO = Math.log(2);

    /** Beyond it differences of logarithms lose digits that count, and the normal mixture is the same. */
    private static final long EXACT = 1L << 31;

    private final double alpha;
    private final double tuned;
    private final double shape;

    /**
     * Before the first value.
     *
     * @param alpha of each one-sided claim; above 0 and below 0.5
     * @param tuned the number of values at which bounds are to be narrowest
     */
    SignSequence(double alpha, double tuned) {
        this.alpha = alpha;
        this.tuned = tuned;
        // A share of variance 1/4 and a mixture of variance 1/(4(2a + 1)): the ratio of both at n is x = n/(2a + 1).
        this.shape = Math.max(0.5, (tuned / ConfidenceSequence.tuning(2 * alpha) - 1) / 2);
    }

    /**
     * The logarithm of the e-value against the hypothesis that no more than half of all values lie beyond a limit.
     *
     * @param beyond how many of {@code n} do
     */
    double logEvidence(long beyond, long n) {
        if (n > EXACT) {
            double z = (2.0 * beyond - n) / Math.sqrt((double) n);
            return normal(n).logEvidenceAbove(z);
        }
        double ours = shape + beyond;
        double theirs = shape + (n - beyond);
        double half = BetaDistribution.of(ours, theirs).survivalProbability(0.5);
        return (n + 1) * LOG_TWO + LogBeta.value(ours, theirs) - LogBeta.value(shape, shape) + Math.log(half);
    }

    /** The same for either side of a limit, as evidence against a median there. */
    double logEvidence(long above, long below, long n) {
        return mean(logEvidence(above, n), logEvidence(below, n));
    }

    /** The logarithm of the mean of two e-values, which is one too. */
    static double mean(double one, double other) {
        double larger = Math.max(one, other);
        return Double.isInfinite(larger)
                ? larger
                : larger + Math.log1p(Math.exp(Math.min(one, other) - larger)) - LOG_TWO;
    }

    /** The rank, from 0, of the value that is no more than the median at any look, with probability 1 − {@code other}; −1 if none is. */
    long lowerRank(double other, long n) {
        double needed = -Math.log(other);
        if (!(logEvidence(n, n) >= needed)) {
            return -1;
        }
        long few = n / 2;
        long enough = n;
        while (enough - few > 1) {
            long middle = few + (enough - few) / 2;
            if (logEvidence(middle, n) >= needed) {
                enough = middle;
            } else {
                few = middle;
            }
        }
        return n - enough;
    }

    /** How many standard errors a bound is away, at most. */
    double standardErrors(double other, long n) {
        return normal(n).oneSidedReach(other);
    }

    private ConfidenceSequence normal(long n) {
        return new ConfidenceSequence(alpha, tuned).at(n);
    }
}
