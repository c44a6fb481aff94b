package io.assay.cost;

/** What a pair of rows brings to {@link PairTallies}: of each loss both sides and their weight, or which side has none. */
final class PairRow {

    /** Numbers that are kept for each loss. */
    private static final int KEPT = 7;

    private final int losses;
    final boolean[] ours;
    final boolean[] theirs;
    final double[] candidates;
    final double[] baselines;
    final double[] candidateDenominators;
    final double[] baselineDenominators;
    final double[] weights;

    PairRow(int losses) {
        this.losses = losses;
        this.ours = new boolean[losses];
        this.theirs = new boolean[losses];
        this.candidates = new double[losses];
        this.baselines = new double[losses];
        this.candidateDenominators = new double[losses];
        this.baselineDenominators = new double[losses];
        this.weights = new double[losses];
    }

    static int width(int losses) {
        return KEPT * losses;
    }

    void keep(double[] numbers, int at) {
        for (int i = 0; i < losses; i++) {
            int start = at + KEPT * i;
            numbers[start] = candidates[i];
            numbers[start + 1] = baselines[i];
            numbers[start + 2] = candidateDenominators[i];
            numbers[start + 3] = baselineDenominators[i];
            numbers[start + 4] = weights[i];
            numbers[start + 5] = ours[i] ? 1 : 0;
            numbers[start + 6] = theirs[i] ? 1 : 0;
        }
    }

    /** Becomes the pair that {@link #keep} put there. */
    void recall(double[] numbers, int at) {
        for (int i = 0; i < losses; i++) {
            int start = at + KEPT * i;
            candidates[i] = numbers[start];
            baselines[i] = numbers[start + 1];
            candidateDenominators[i] = numbers[start + 2];
            baselineDenominators[i] = numbers[start + 3];
            weights[i] = numbers[start + 4];
            ours[i] = numbers[start + 5] == 1;
            theirs[i] = numbers[start + 6] == 1;
        }
    }

    boolean isScored(int loss) {
        return ours[loss] && theirs[loss];
    }

    /** Whether both sides are finite, with denominators of 1 and a weight that is not 0. */
    boolean isUnit(int loss) {
        double weight = weights[loss];
        return isScored(loss)
                && weight > 0
                && weight < Double.POSITIVE_INFINITY
                && Double.isFinite(candidates[loss])
                && Double.isFinite(baselines[loss])
                && candidateDenominators[loss] == 1
                && baselineDenominators[loss] == 1;
    }

    /** Whether it is so of all losses, under one weight. */
    boolean isUniform() {
        boolean uniform = true;
        for (int i = 0; i < losses; i++) {
            uniform &= isUnit(i) && weights[i] == weights[0];
        }
        return uniform;
    }
}
