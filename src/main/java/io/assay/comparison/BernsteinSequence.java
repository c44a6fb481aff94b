package io.assay.comparison;

import io.assay.cost.DifferenceSums;
import java.util.List;

/**
 * Bounds of a mean difference that hold at all looks at once and for every number of rows, where losses lie between known
 * bounds: the empirical Bernstein confidence sequence with predictable bets (Waudby-Smith and Ramdas 2024), which are settled
 * for each run date before its rows are seen.
 *
 * <p>With x = (d/range + 1)/2, which lies between 0 and 1, n rows in a run date and N before it, the bet is λ = min(½,
 * √(2·ln(1/α)/(σ²·t·ln(1 + t)))), t = N + n, and m and σ² are the mean and variance of earlier rows and of one at ½ with a
 * variance of ¼. Over run dates A = Σλn, B = ΣλΣx and C = Σ(−ln(1 − λ) − λ)·Σ(x − m)², and a bound is (B ± (C + ln(1/α)))/A.
 * Those of all looks hold together, so the narrowest do. A two-sided interval has α/2 for either side.
 *
 * <p>Here all is kept for 2x − 1 = d/range, so that small differences lose no digits.
 */
final class BernsteinSequence {

    private static final double LARGEST_BET = 0.5;

    private final double range;
    private final double[] bets;
    private final double[] gains;
    private final double[] costs;

    /**
     * The sequence of some run dates.
     *
     * @param range the largest possible size of a difference, above 0
     * @param alpha of each one-sided claim
     * @param dates in their order; those without pairs are no looks
     */
    BernsteinSequence(double range, double alpha, List<DifferenceSums> dates) {
        List<DifferenceSums> looks =
                dates.stream().filter(date -> date.pairs() > 0).toList();
        this.range = range;
        double stake = -Math.log(alpha);
        this.bets = new double[looks.size()];
        this.gains = new double[looks.size()];
        this.costs = new double[looks.size()];
        double pairs = 0;
        double sum = 0;
        double squares = 0;
        double bet = 0;
        double gain = 0;
        double cost = 0;
        for (int look = 0; look < bets.length; look++) {
            DifferenceSums date = looks.get(look);
            double centre = sum / (pairs + 1);
            double mean = pairs > 0 ? sum / pairs : 0;
            double variance = (1 + Math.max(0, squares - sum * mean)) / (pairs + 1);
            double lambda = bet(stake, variance, pairs + date.pairs());
            bet += lambda * date.pairs();
            gain += lambda * (date.sum() / range);
            cost += priceOf(lambda) * date.squaresAbout(centre, range) / 4;
            bets[look] = bet;
            gains[look] = gain;
            costs[look] = cost;
            pairs += date.pairs();
            sum += date.sum() / range;
            squares += date.squares() / range / range;
        }
    }

    /** The bet on t rows; the variance is that of d/range, four times that of x. */
    private static double bet(double stake, double variance, double t) {
        return Math.min(LARGEST_BET, Math.sqrt(8 * stake / (variance * t * Math.log1p(t))));
    }

    private static double priceOf(double lambda) {
        return -Math.log1p(-lambda) - lambda;
    }

    /** How often one has looked. */
    int looks() {
        return bets.length;
    }

    /** The bound of the difference from below. */
    double lower(double alpha) {
        double lower = -1;
        for (int look = 0; look < bets.length; look++) {
            lower = Math.max(lower, (gains[look] - 2 * (costs[look] - Math.log(alpha))) / bets[look]);
        }
        return range * lower;
    }

    /** The bound of the difference from above. */
    double upper(double alpha) {
        double upper = 1;
        for (int look = 0; look < bets.length; look++) {
            upper = Math.min(upper, (gains[look] + 2 * (costs[look] - Math.log(alpha))) / bets[look]);
        }
        return range * upper;
    }

    /** The logarithm of the greatest e-value so far against a difference of at most {@code limit}. */
    double logEvidenceAbove(double limit) {
        double most = 0;
        for (int look = 0; look < bets.length; look++) {
            most = Math.max(most, (gains[look] - bets[look] * (limit / range)) / 2 - costs[look]);
        }
        return most;
    }

    /** The same against a difference of at least {@code limit}. */
    double logEvidenceBelow(double limit) {
        double most = 0;
        for (int look = 0; look < bets.length; look++) {
            most = Math.max(most, (bets[look] * (limit / range) - gains[look]) / 2 - costs[look]);
        }
        return most;
    }

    /**
     * The logarithm of the e-value of the last look against a difference of 0; 0 before the first.
     *
     * @param side 1 for one that is above 0, −1 for one that is below
     */
    double logEvidenceOfLook(int side) {
        int last = bets.length - 1;
        return last < 0 ? 0 : side * gains[last] / 2 - costs[last];
    }

    /**
     * About how many pairs it takes so that a difference of 0 is shown to be below the margin, as run dates of the present
     * size follow each other: the sums over them are taken as integrals, within one in a hundred.
     *
     * @param deviation of a difference
     * @param ofDate pairs in a run date
     * @param power as a standard deviate
     */
    static double pairsNeeded(
            double range, double alpha, double deviation, double margin, double ofDate, double power) {
        double stake = -Math.log(alpha);
        double variance = deviation * deviation / range / range;
        double bets = 0;
        double squares = 0;
        double costs = 0;
        double before = 0;
        for (double pairs = ofDate; pairs < 1e18; pairs *= 1.01) {
            double lambda = bet(stake, before == 0 ? 1 : variance, pairs);
            bets += lambda * (pairs - before);
            squares += lambda * lambda * (pairs - before);
            costs += priceOf(lambda) * variance * (pairs - before) / 4;
            before = pairs;
            double bound = (2 * (costs + stake) + power * Math.sqrt(squares * variance)) / bets;
            if (range * bound <= margin) {
                return pairs;
            }
        }
        return Double.NaN;
    }
}
