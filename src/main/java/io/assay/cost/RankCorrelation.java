package io.assay.cost;

import java.util.Arrays;
import java.util.List;

/**
 * Spearman's and Kendall's correlation of labels and scores, in one pass over the labels in ascending order and one over
 * the scores. Ties have their average rank, and are neither agreement nor disagreement (τ-b). A row of weight w counts
 * like w rows. Only the distinct labels are held.
 *
 * <p>Everything is added exactly, but for what Kendall's takes from sums of weights that are no whole numbers. All weights
 * are scaled by one power of two, so that no product of them leaves the range of doubles.
 */
public final class RankCorrelation {

    /** The largest number of distinct labels; beyond it there is no value. */
    public static final int MOST_LABELS = 1_000_000;

    private final int most;
    private double[] labels = new double[16];
    private double[] ranks = new double[16];
    private double[] labelWeights = new double[16];
    private LabelWeights seen = new LabelWeights(0);
    private double[] scoreRanks = new double[0];
    private int distinct;
    private boolean full;
    private boolean ranked;
    private int exponent;
    private double half;
    private double all;
    private ExactSum tie = new ExactSum();
    private final ExactSum total = new ExactSum();
    private final ExactSum below = new ExactSum();
    private final ExactSum products = new ExactSum();
    private final ExactSum labelSquares = new ExactSum();
    private final ExactSum scoreSquares = new ExactSum();
    private final ExactSum labelTies = new ExactSum();
    private final ExactSum scoreTies = new ExactSum();
    private final ExactSum agreement = new ExactSum();
    private final LabelRuns runs = new LabelRuns();
    private double score = Double.NaN;
    private long rows;

    public RankCorrelation() {
        this(MOST_LABELS);
    }

    /** The same with so many distinct labels at most. */
    RankCorrelation(int most) {
        this.most = most;
    }

    /** Adds the label of a row; labels must not fall, and all come before the first {@link #add}. */
    public void addLabel(double label, double weight) {
        if (full) {
            return;
        }
        if (distinct == 0 || label != labels[distinct - 1]) {
            endLabel();
            if (distinct == most) {
                full = true;
                return;
            }
            grow();
            labels[distinct++] = label;
        }
        tie.add(weight);
        total.add(weight);
    }

    private void grow() {
        if (distinct == labels.length) {
            int length = Math.min(most, 2 * distinct);
            labels = Arrays.copyOf(labels, length);
            labelWeights = Arrays.copyOf(labelWeights, length);
        }
    }

    private void endLabel() {
        if (distinct > 0) {
            labelWeights[distinct - 1] = tie.value();
            tie = new ExactSum();
        }
    }

    /** Gives every label its rank, from the middle of all. */
    private void rank() {
        ranked = true;
        endLabel();
        exponent = -Math.getExponent(total.value());
        all = scaled(total.value());
        half = all / 2;
        ranks = new double[distinct];
        scoreRanks = new double[distinct];
        seen = new LabelWeights(distinct);
        ExactSum lower = new ExactSum();
        for (int i = 0; i < distinct; i++) {
            double weight = scaled(labelWeights[i]);
            ranks[i] = middle(lower, weight);
            labelSquares.addProduct(weight, ranks[i], ranks[i]);
            labelTies.addProduct(weight, weight);
            lower.add(weight);
        }
    }

    double scaled(double weight) {
        return Math.scalb(weight, exponent);
    }

    /** The average rank of rows of this weight above others, less that of all rows. */
    double middle(ExactSum lower, double weight) {
        ExactSum rank = lower.copy();
        rank.add(weight / 2);
        rank.add(-half);
        return rank.value();
    }

    /** Adds a row; scores must not fall, nor the labels of one score. Each label has been added. */
    public void add(double rowScore, double label, double weight) {
        rows++;
        if (full) {
            return;
        }
        if (!ranked) {
            rank();
        }
        if (rowScore != score) {
            endScore();
            score = rowScore;
        }
        runs.add(index(label), scaled(weight));
    }

    /** The place of a label that has been added among the distinct ones. */
    int index(double label) {
        return Arrays.binarySearch(labels, 0, distinct, label);
    }

    private void endScore() {
        runs.end();
        if (runs.size() == 0) {
            return;
        }
        ExactSum weights = new ExactSum();
        ExactSum rankSum = new ExactSum();
        for (int i = 0; i < runs.size(); i++) {
            weights.add(runs.weight(i));
            rankSum.addProduct(runs.weight(i), ranks[runs.label(i)]);
            agreement.addProduct(runs.weight(i), seen.below(runs.label(i)) - seen.above(runs.label(i)));
        }
        double weight = weights.value();
        double rank = middle(below, weight);
        products.addProduct(rank, rankSum.value());
        scoreSquares.addProduct(weight, rank, rank);
        scoreTies.addProduct(weight, weight);
        for (int i = 0; i < runs.size(); i++) {
            scoreRanks[runs.label(i)] += runs.weight(i) * rank;
        }
        seen.add(runs);
        below.add(weight);
        runs.clear();
    }

    /** Rows added. */
    public long rows() {
        return rows;
    }

    /** Pearson's correlation of the ranks; NaN where labels or scores are all alike. */
    public double spearman() {
        endScore();
        return full ? Double.NaN : correlation(products.value(), labelSquares.value(), scoreSquares.value());
    }

    /**
     * Agreeing less disagreeing pairs, over the geometric mean of the pairs whose labels and of those whose scores differ;
     * NaN where labels or scores are all alike.
     */
    public double kendall() {
        endScore();
        return full ? Double.NaN : correlation(2 * agreement.value(), untied(labelTies), untied(scoreTies));
    }

    /** What there is to know of the correlations. */
    public RankSummary summary(List<RankStatistic> statistics) {
        double[] values = statistics.stream()
                .mapToDouble(statistic -> statistic.kind() == RankStatistic.Kind.SPEARMAN ? spearman() : kendall())
                .toArray();
        return new RankSummary(rows, values, new double[RankSummary.DETAILS * values.length]);
    }

    /** The distinct labels. */
    int distinct() {
        return distinct;
    }

    /** The average rank of a label, from the middle of all. */
    double rank(int label) {
        return ranks[label];
    }

    /** The scaled weight of a label. */
    double weight(int label) {
        return scaled(labelWeights[label]);
    }

    /** The scaled weight of all rows. */
    double weight() {
        return all;
    }

    /** Σ of the scores' ranks over the rows of a label, by their scaled weights. */
    double scoreRanks(int label) {
        return scoreRanks[label];
    }

    /** Σ w·rank² of the labels. */
    double labelSquares() {
        return labelSquares.value();
    }

    /** Σ w·rank² of the scores. */
    double scoreSquares() {
        return scoreSquares.value();
    }

    /** Twice the weight of the pairs whose labels differ. */
    double untiedLabels() {
        return untied(labelTies);
    }

    /** Twice the weight of the pairs whose scores differ. */
    double untiedScores() {
        return untied(scoreTies);
    }

    /** The derivative by a weight from that by its scaled one. */
    double unscaled(double derivative) {
        return Math.scalb(derivative, exponent);
    }

    /** Twice the weight of the pairs that are not tied. */
    private double untied(ExactSum ties) {
        ExactSum pairs = new ExactSum();
        pairs.addProduct(all, all);
        pairs.subtract(ties);
        return pairs.value();
    }

    private static double correlation(double product, double one, double other) {
        if (!(one > 0 && other > 0)) {
            return Double.NaN;
        }
        // Of equal numbers the root of the product is the number, which two roots would miss by a rounding.
        double scale = one == other ? one : Math.sqrt(one) * Math.sqrt(other);
        return Math.max(-1, Math.min(1, product / scale));
    }
}
