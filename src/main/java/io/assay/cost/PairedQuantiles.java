package io.assay.cost;

/**
 * The quantiles of two versions' losses on the same rows.
 *
 * @param correlation of the units' shares of losses up to either quantile, and so of the quantiles (Bahadur 1966);
 *     between −1 and 1, 0 where it is undefined
 */
public record PairedQuantiles(QuantileBounds candidate, QuantileBounds baseline, double correlation) {}
