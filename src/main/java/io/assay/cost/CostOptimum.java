package io.assay.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Finds the threshold at which decisions on scores in ascending order cost least. Thresholds are the distinct scores, of
 * which the lowest decides all rows positive, and ∞, which decides none of finite scores so. From one to the next the
 * false negatives among the rows passed are added and their false positives taken away, exactly, so that costs are compared
 * without rounding; of equal ones the highest threshold is taken, which decides the fewest rows positive.
 */
final class CostOptimum {

    private final Prices prices;
    private final double used;
    private final ExactSum weight = new ExactSum();

    /** What the lowest threshold costs. */
    private final ExactSum alarms = new ExactSum();

    /** What the best threshold so far costs beyond that. */
    private final ExactSum atBest = new ExactSum();

    /** What the threshold reached costs beyond the best. */
    private ExactSum sinceBest = new ExactSum();

    private final ExactSum atUsed = new ExactSum();
    private final ThinnedCurve curve = new ThinnedCurve();
    private final boolean drawn;
    private double score = Double.NaN;
    private double best = Double.NaN;
    private double lowest = Double.NaN;
    private long equal;

    /**
     * @param used a threshold whose cost is wanted besides; NaN for none
     * @param drawn whether points of the curve are kept
     */
    CostOptimum(Prices prices, double used, boolean drawn) {
        this.prices = prices;
        this.used = used;
        this.drawn = drawn;
    }

    /** Adds a row; scores must not fall. */
    void add(double rowScore, double label, double rowWeight) {
        if (rowScore != score) {
            reach(rowScore);
        }
        weight.add(rowWeight);
        boolean positive = label == 1;
        double price = positive ? prices.falseNegative() : prices.falsePositive();
        sinceBest.addProduct(positive ? price : -price, rowWeight);
        if (!positive) {
            alarms.addProduct(price, rowWeight);
        }
        if (positive != rowScore >= used) {
            atUsed.addProduct(price, rowWeight);
        }
    }

    private void reach(double threshold) {
        score = threshold;
        int sign = Double.isNaN(best) ? -1 : sign(sinceBest);
        if (sign < 0) {
            lowest = threshold;
            equal = 0;
        }
        if (sign <= 0) {
            best = threshold;
            equal++;
            atBest.add(sinceBest);
            sinceBest = new ExactSum();
        }
        if (drawn) {
            curve.offer(threshold, atBest, sinceBest);
        }
    }

    private static int sign(ExactSum sum) {
        double value = sum.value();
        // What is too small for a double may still differ from 0.
        return value == 0 ? sum.exact().signum() : (int) Math.signum(value);
    }

    /** Deciding nothing positive comes last, unless a score is itself ∞. */
    private void end() {
        if (score < Double.POSITIVE_INFINITY) {
            reach(Double.POSITIVE_INFINITY);
        }
    }

    /** The least mean cost; NaN without rows. */
    double least() {
        return mean(leastSum());
    }

    /** The mean cost at the threshold in use. */
    double atUsed() {
        return mean(atUsed);
    }

    /** What the threshold in use costs more than the best one, ≥ 0. */
    double regret() {
        ExactSum more = atUsed.copy();
        more.subtract(leastSum());
        return mean(more);
    }

    private ExactSum leastSum() {
        end();
        ExactSum sum = alarms.copy();
        sum.add(atBest);
        return sum;
    }

    private double mean(ExactSum sum) {
        return sum.value() / weight.value();
    }

    /** What was found; points are that in use, and where the curve is drawn those kept, the ends and the best one. */
    CostReading reading() {
        end();
        TreeMap<Double, Double> points = new TreeMap<>();
        if (drawn && !Double.isNaN(best)) {
            curve.points(alarms).forEach((threshold, sum) -> points.put(threshold, mean(sum)));
            points.put(best, least());
        }
        if (!Double.isNaN(used) && !Double.isNaN(best)) {
            points.put(used, atUsed());
        }
        List<CostReading.Point> list = new ArrayList<>();
        points.forEach((threshold, cost) -> list.add(new CostReading.Point(threshold, cost)));
        return new CostReading(best, lowest, equal, list);
    }
}
