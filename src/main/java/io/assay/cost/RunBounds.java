package io.assay.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Between which bounds the numbers of a row must be so that {@link DigitRuns} can take it: the weight w, A = w·x of each loss,
 * and D, a difference of two A. They follow from the largest and the smallest numbers that the columns have digits for.
 *
 * <p>What is above is told to the columns, so that they get further digits if that is so of many rows. The lower bounds are
 * not needed for the truth; they keep away most of the rows with which no run is exact.
 */
final class RunBounds {

    /** As no weight needs to be larger; it leaves room for the losses. */
    private static final double LARGEST_WEIGHT = 0x1p20;

    /** Bits that a double may have below its first one, and one for what a bound loses by a whole exponent. */
    private static final int BITS = 53;

    /** A column of {@code N^power · w^powerOfWeight}, N being A or D of a loss; of no loss if that is negative. */
    private record Term(int loss, boolean ofDifference, int column, int power, int powerOfWeight) {}

    private final PlaceSums sums;
    private final List<Term> terms = new ArrayList<>();
    private DigitColumns measured;
    private double greatestWeight;
    private double leastWeight;
    private final double[] greatest;
    private final double[] least;
    private final double[] leastTimesWeight;
    private final double[] leastDifference;

    RunBounds(PlaceSums sums, int losses) {
        this.sums = sums;
        this.measured = sums.columns();
        this.greatest = new double[losses];
        this.least = new double[losses];
        this.leastTimesWeight = new double[losses];
        this.leastDifference = new double[losses];
    }

    /** A column takes powers of the weight. */
    void ofWeight(int column, int power) {
        terms.add(new Term(-1, false, column, 0, power));
        measure();
    }

    /** A column takes products of powers of A of a loss and of the weight. */
    void of(int loss, int column, int power, int powerOfWeight) {
        terms.add(new Term(loss, false, column, power, powerOfWeight));
        measure();
    }

    /** A column takes products of powers of D of a loss and of the weight. */
    void ofDifference(int loss, int column, int power, int powerOfWeight) {
        terms.add(new Term(loss, true, column, power, powerOfWeight));
        measure();
    }

    private void measure() {
        measured = sums.columns();
        greatestWeight = LARGEST_WEIGHT;
        leastWeight = DigitRuns.LEAST;
        Arrays.fill(greatest, DigitRuns.GREATEST);
        Arrays.fill(least, DigitRuns.LEAST);
        Arrays.fill(leastTimesWeight, 0);
        Arrays.fill(leastDifference, 0);
        for (Term term : terms) {
            if (term.loss() < 0) {
                greatestWeight = Math.min(greatestWeight, root(sums.largest(term.column()), term.powerOfWeight()));
                leastWeight = Math.max(leastWeight, leastOf(term.column(), term.powerOfWeight()));
            }
        }
        for (Term term : terms) {
            if (term.loss() >= 0) {
                measure(term);
            }
        }
    }

    private void measure(Term term) {
        int loss = term.loss();
        double room = sums.largest(term.column()) / Math.pow(greatestWeight, term.powerOfWeight());
        // A difference is at most twice as large as a side.
        double bound = root(room, term.power()) / (term.ofDifference() ? 2 : 1);
        greatest[loss] = Math.min(greatest[loss], bound);
        if (term.powerOfWeight() == 0) {
            double[] bounds = term.ofDifference() ? leastDifference : least;
            bounds[loss] = Math.max(bounds[loss], leastOf(term.column(), term.power()));
        } else if (!term.ofDifference()) {
            leastTimesWeight[loss] =
                    Math.max(leastTimesWeight[loss], Math.scalb(1.0, sums.lowest(term.column()) + 2 * BITS));
        }
    }

    private static double root(double x, int power) {
        return Math.pow(x, 1.0 / power);
    }

    /** What a number must reach so that a column has digits for all bits of its power. */
    private double leastOf(int column, int power) {
        return Math.scalb(1.0, Math.floorDiv(sums.lowest(column), power) + 1 + BITS);
    }

    /** Whether a weight and the losses are within their bounds. */
    boolean fit(double weight, double[] values) {
        if (measured != sums.columns()) {
            measure();
        }
        boolean large = weight > greatestWeight;
        boolean small = weight < leastWeight;
        for (int i = 0; i < values.length; i++) {
            double size = Math.abs(values[i]) * weight;
            large |= size > greatest[i];
            // By the value, as the size of a tiny one may be 0.
            small |= values[i] != 0 && (size < least[i] || size * weight < leastTimesWeight[i]);
        }
        if (large) {
            note(weight, values);
        }
        return !large && !small;
    }

    /** Whether the differences of the losses of two sides are. */
    boolean fit(double weight, double[] candidates, double[] baselines) {
        boolean fit = fit(weight, candidates) && fit(weight, baselines);
        for (int i = 0; i < candidates.length; i++) {
            double size = Math.abs(candidates[i] * weight - baselines[i] * weight);
            fit &= size == 0 || size >= leastDifference[i];
        }
        return fit;
    }

    private void note(double weight, double[] values) {
        for (Term term : terms) {
            double factor = Math.pow(Math.max(weight, greatestWeight), term.powerOfWeight());
            double size = term.loss() < 0 ? 1 : Math.abs(values[term.loss()]) * weight * (term.ofDifference() ? 2 : 1);
            if (Math.pow(size, term.power()) * factor > sums.largest(term.column())) {
                sums.isTooLarge(term.column());
            }
        }
    }
}
