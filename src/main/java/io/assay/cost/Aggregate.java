package io.assay.cost;

import java.util.List;
import java.util.Locale;

/**
 * How losses are put together into one cost, with the standard error that belongs to it.
 *
 * <p>A smooth aggregate is a function of the unit totals ΣA and ΣW. Its standard error is that of its linearisation,
 * SE² = G/(G−1) · ∇gᵀ Q ∇g at the totals over G units, so that pairing, clusters and weights are all in Q (for a plain
 * mean of rows this is s²/n). A quantile is not smooth: it is read from the sorted losses, not from a tally.
 *
 * <p>Everything is finished from exact sums with 256 bits and rounded once.
 */
public sealed interface Aggregate
        permits SmoothAggregate, QuantileAggregate, MedianDifferenceAggregate, TrimmedMeanDifferenceAggregate {

    /** Σ w·loss / Σ w. */
    Aggregate MEAN = new MeanAggregate("mean", false);

    /** Σ w·loss / n over all n rows, those without weight too: what Keras calls {@code sum_over_batch_size}. */
    Aggregate KERAS_MEAN = new MeanAggregate("keras_mean", true);

    /** The square root of the mean. */
    Aggregate ROOT = new RootAggregate("root", 2);

    /** Σ w·loss. */
    Aggregate SUM = new SumAggregate();

    /** Σ w·loss / Σ w·denominator. */
    Aggregate RATIO = new MeanAggregate("ratio", false);

    /** The exponential of the mean, such as a perplexity. */
    Aggregate EXPONENTIAL = new ExponentialAggregate();

    /** The 0.5-quantile. */
    Aggregate MEDIAN = new QuantileAggregate("median", 0.5);

    /** How the names of trimmed means of differences begin. */
    String TRIMMED = TrimmedMeanDifferenceAggregate.NAME + "(";

    /** The median by counts in buckets; versions are compared by the median of their differences. */
    Aggregate MEDIAN_DIFFERENCE = new MedianDifferenceAggregate();

    /** The largest loss, which a tally knows. */
    Aggregate MAX = new QuantileAggregate("max", 1);

    /** The index: a new aggregate is one more here. Quantiles and other roots are parsed. */
    List<Aggregate> ALL = List.of(MEAN, KERAS_MEAN, SUM, ROOT, RATIO, EXPONENTIAL, MEDIAN, MEDIAN_DIFFERENCE, MAX);

    /** The name by which configuration and tables call it. */
    String name();

    /** Whether a tally holds its value and standard error. */
    boolean isSmooth();

    /** Whether versions are compared by it: by all but the largest loss, which has no interval. */
    default boolean isCompared() {
        return isSmooth() || probability() < 1;
    }

    /** Whether versions are compared by how the differences of their rows are distributed ({@link PairHistograms}). */
    default boolean isOfDifferences() {
        return false;
    }

    /** The share of the differences that is left out at either end before their mean is taken; NaN if none is. */
    default double trim() {
        return Double.NaN;
    }

    /** Whether a row counts as one, its loss being multiplied by its weight before it is tallied. */
    default boolean countsRows() {
        return false;
    }

    /** Whether the cost is ΣA/ΣW itself and no function of it, so that a correction for skewness applies. */
    boolean isMean();

    /** The cost; NaN where there is nothing to aggregate or the tally cannot tell. */
    double value(CostTally tally);

    /** The standard error of the cost; NaN with fewer than two units or where the tally cannot tell. */
    double standardError(CostTally tally);

    /** Both costs on the pairs, with the standard error of their difference; NaN where the tally cannot tell. */
    PairEstimate estimate(PairTally tally);

    /** The p for which this is the p-quantile; NaN if it is none. */
    double probability();

    /** Reads a name such as {@code mean}, {@code root(3)} or {@code quantile(0.9)}. */
    static Aggregate parse(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        for (Aggregate aggregate : ALL) {
            if (aggregate.name().equals(wanted)) {
                return aggregate;
            }
        }
        if (wanted.startsWith("quantile(") && wanted.endsWith(")")) {
            return QuantileAggregate.of(wanted, argument(wanted));
        }
        if (wanted.startsWith(TRIMMED) && wanted.endsWith(")")) {
            return TrimmedMeanDifferenceAggregate.of(wanted, argument(wanted));
        }
        if (wanted.startsWith("root(") && wanted.endsWith(")")) {
            return RootAggregate.of(wanted, argument(wanted));
        }
        throw new IllegalArgumentException(String.format(
                Locale.ROOT,
                "Unknown aggregate: %s (known: %s, quantile(p), root(p), trimmed_mean_difference(trim))",
                name,
                String.join(", ", ALL.stream().map(Aggregate::name).toList())));
    }

    /** The number in the parentheses of a name; NaN if there is none. */
    private static double argument(String name) {
        try {
            return Double.parseDouble(
                    name.substring(name.indexOf('(') + 1, name.length() - 1).strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
