package io.assay.cost;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The variance of an area under the ROC curve, or of the difference of two, from the influences of rows in bins: of rows DeLong's
 * (1988), S10/m + S01/n, of clusters that of the sums of influences over buckets of them (Obuchowski 1997), G/(G−1)·ΣU².
 */
final class AreaSpread {

    private double all;
    private double positives;
    private double negatives;
    private final SortedMap<Integer, Double> buckets = new TreeMap<>();

    /** Of one version. */
    static AreaSpread of(BinTally tally, BinnedCurve curve) {
        AreaSpread spread = new AreaSpread();
        if (tally.buckets().isEmpty()) {
            double[][] influences = curve.influences(0);
            tally.bins().forEach((bin, ofNegatives, ofPositives, mixed) -> {
                spread.addRows(0, influences[0][bin], tally.bins().squares(bin, 0));
                spread.addRows(influences[1][bin], 0, tally.bins().squares(bin, 1));
            });
        } else {
            spread.addBuckets(tally.buckets(), 0, curve, 1);
        }
        return spread;
    }

    /** Of a baseline, on the rows that it shares with a candidate. */
    static AreaSpread ofBaseline(BinPairTally tally, BinnedCurve baseline) {
        return of(tally, baseline, baseline, 0);
    }

    /** Of a difference. */
    static AreaSpread of(BinPairTally tally, BinnedCurve candidate, BinnedCurve baseline) {
        return of(tally, candidate, baseline, 1);
    }

    /** Of {@code factor} times the candidate's area less the baseline's. */
    private static AreaSpread of(BinPairTally tally, BinnedCurve candidate, BinnedCurve baseline, int factor) {
        AreaSpread spread = new AreaSpread();
        if (tally.buckets().isEmpty()) {
            double[][] ours = candidate.influences(tally.both().shift());
            double[][] theirs = baseline.influences(tally.both().shift());
            tally.both().forEach((labels, first, second, weight) -> {
                int ourLabel = labels >> 1;
                int theirLabel = labels & 1;
                double our = factor * ours[ourLabel][first];
                double their = theirs[theirLabel][second];
                spread.addRows(
                        ourLabel * our - theirLabel * their,
                        (1 - ourLabel) * our - (1 - theirLabel) * their,
                        weight.squares());
            });
        } else {
            spread.addBuckets(tally.buckets(), BinPairTally.CANDIDATE, candidate, factor);
            spread.addBuckets(tally.buckets(), BinPairTally.BASELINE, baseline, -1);
        }
        return spread;
    }

    private void addRows(double ofPositives, double ofNegatives, double squaredWeights) {
        double sum = ofPositives + ofNegatives;
        all += squaredWeights * sum * sum;
        positives += squaredWeights * ofPositives * ofPositives;
        negatives += squaredWeights * ofNegatives * ofNegatives;
    }

    private void addBuckets(BinTable table, int side, BinnedCurve curve, int factor) {
        double[][] influences = curve.influences(table.shift());
        table.forEach((prefix, bin, none, weight) -> {
            if ((prefix & 1) == side) {
                double influence = factor * weight.weight() * influences[prefix >> 1 & 1][bin];
                buckets.merge(prefix >> 2, influence, Double::sum);
            }
        });
    }

    /** How many buckets have rows; 0 where rows are units. */
    int groups() {
        return buckets.size();
    }

    /** The root of the variance; NaN with fewer than two units, or units of a class, or buckets. */
    double standardError(long units, ClassUnits classes) {
        if (!buckets.isEmpty()) {
            double squares = 0;
            for (double sum : buckets.values()) {
                squares += sum * sum;
            }
            return Math.sqrt(factor(buckets.size()) * squares);
        }
        double own = factor(classes.positives()) * positives + factor(classes.negatives()) * negatives;
        // Labels that differ between the sides: a unit is of both classes then.
        double across = factor(units) * (all - positives - negatives);
        return Math.sqrt(Math.max(0, own + (all == positives + negatives ? 0 : across)));
    }

    private static double factor(long units) {
        return units < 2 ? Double.NaN : units / (units - 1.0);
    }
}
