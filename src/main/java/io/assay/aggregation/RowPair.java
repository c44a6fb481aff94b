package io.assay.aggregation;

/**
 * Two rows of one example, to be compared.
 *
 * @param candidates the batch in which the candidate's row stands
 * @param candidate its place there
 * @param baselines the batch in which the baseline's row stands
 * @param baseline its place there
 * @param usable whether the candidate's row is usable; the baseline's is
 */
record RowPair(ScoredBatch candidates, int candidate, ScoredBatch baselines, int baseline, boolean usable) {

    /** What the pair weighs: what the baseline's row says. */
    double weight() {
        return baselines.weight[baseline];
    }
}
