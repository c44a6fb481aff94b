package io.assay.cost;

/** What a row brings to {@link CostTallies}: of each loss its value, weight and denominator, or why there is none. */
final class CostRow {

    /** Numbers that are kept for each loss. */
    private static final int KEPT = 4;

    private final int losses;
    final double[] values;
    final double[] weights;
    final double[] denominators;

    /** The numbers of the reasons why there is no loss. */
    final int[] reasons;

    CostRow(int losses) {
        this.losses = losses;
        this.values = new double[losses];
        this.weights = new double[losses];
        this.denominators = new double[losses];
        this.reasons = new int[losses];
    }

    static int width(int losses) {
        return KEPT * losses;
    }

    void keep(double[] numbers, int at) {
        System.arraycopy(values, 0, numbers, at, losses);
        System.arraycopy(weights, 0, numbers, at + losses, losses);
        System.arraycopy(denominators, 0, numbers, at + 2 * losses, losses);
        for (int i = 0; i < losses; i++) {
            numbers[at + 3 * losses + i] = reasons[i];
        }
    }

    /** Becomes the row that {@link #keep} put there. */
    void recall(double[] numbers, int at) {
        System.arraycopy(numbers, at, values, 0, losses);
        System.arraycopy(numbers, at + losses, weights, 0, losses);
        System.arraycopy(numbers, at + 2 * losses, denominators, 0, losses);
        for (int i = 0; i < losses; i++) {
            reasons[i] = (int) numbers[at + 3 * losses + i];
        }
    }

    /** Whether a loss is a finite number that weighs something or nothing. */
    boolean isSound(int loss) {
        double weight = weights[loss];
        return Double.isFinite(values[loss]) && weight >= 0 && weight < Double.POSITIVE_INFINITY;
    }

    /** Whether the row has all losses, under one weight that is not 0, with denominators of 1. */
    boolean isUniform() {
        boolean uniform = true;
        for (int i = 0; i < losses; i++) {
            uniform &= isSound(i) && weights[i] == weights[0] && denominators[i] == 1;
        }
        return uniform && weights[0] != 0;
    }
}
