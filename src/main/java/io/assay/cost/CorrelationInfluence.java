package io.assay.cost;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The influences of rows on Spearman's and Kendall's correlation. All labels are told first in ascending order, then all
 * rows in the order of their scores, and then the same rows once more, to be asked for.
 *
 * <p>With a and b the ranks of label and score from the middle, H and J the weight of the higher ranks less that of the
 * lower ones — of scores over labels, and of labels over scores — Spearman's ρ = Σwab/√(AB) has the derivative (ab + H/2 +
 * J/2)/√(AB) − ρ/2·((a² + Hₐ)/A + (b² + J_b)/B). Kendall's follows from how many pairs of the row agree.
 */
public final class CorrelationInfluence implements RankInfluence {

    private final List<RankStatistic> statistics;
    private final RankCorrelation whole = new RankCorrelation();
    private final LabelRuns runs = new LabelRuns();
    private final ExactSum below = new ExactSum();
    private LabelWeights seen = new LabelWeights(0);
    private double[] labelsBelow = {};
    private double[] higherScores = {};
    private double[] higherLabels = {};
    private double lowerLabelRanks;
    private double lowerScoreRanks;
    private double spearman;
    private double kendall;
    private double labelSquares;
    private double scoreSquares;
    private double untiedLabels;
    private double untiedScores;
    private double[][] influences = {};
    private double score = Double.NaN;
    private int run;
    private boolean known;
    private boolean defined;
    private boolean open;

    public CorrelationInfluence(List<RankStatistic> statistics) {
        this.statistics = List.copyOf(statistics);
    }

    /** Tells of the label of a row; labels must not fall. */
    public void addLabel(double label, double weight) {
        whole.addLabel(label, weight);
    }

    /** Tells of a row for the first time; scores must not fall, nor the labels of one score. */
    public void addFirst(double rowScore, double label, double weight) {
        whole.add(rowScore, label, weight);
    }

    @Override
    public void add(double rowScore, double label, double weight) {
        if (!known) {
            know();
        }
        if (!defined) {
            return;
        }
        if (rowScore != score) {
            endTie();
            runs.clear();
            score = rowScore;
            open = true;
        }
        runs.add(whole.index(label), whole.scaled(weight));
    }

    /** What follows from the first round. */
    private void know() {
        known = true;
        spearman = whole.spearman();
        kendall = whole.kendall();
        defined = !Double.isNaN(spearman) && !Double.isNaN(kendall);
        if (!defined) {
            return;
        }
        labelSquares = whole.labelSquares();
        scoreSquares = whole.scoreSquares();
        untiedLabels = whole.untiedLabels();
        untiedScores = whole.untiedScores();
        seen = new LabelWeights(whole.distinct());
        labelsBelow = sumsBelow(whole::weight);
        higherScores = higher(whole::scoreRanks);
        higherLabels = higher(label -> whole.weight(label) * whole.rank(label));
    }

    /** Of every label the sum over those below; of one beyond the last, over all. */
    private double[] sumsBelow(IntToDoubleFunction summand) {
        double[] sums = new double[whole.distinct() + 1];
        for (int i = 0; i < whole.distinct(); i++) {
            sums[i + 1] = sums[i] + summand.applyAsDouble(i);
        }
        return sums;
    }

    /** Of every label the sum over those above less that over those below. */
    private double[] higher(IntToDoubleFunction summand) {
        double[] sums = sumsBelow(summand);
        double[] higher = new double[whole.distinct()];
        for (int i = 0; i < higher.length; i++) {
            higher[i] = sums[higher.length] - sums[i + 1] - sums[i];
        }
        return higher;
    }

    @Override
    public double[] of(double label) {
        if (!defined) {
            return new double[statistics.size()];
        }
        endTie();
        int index = whole.index(label);
        while (runs.label(run) != index) {
            run++;
        }
        return influences[run].clone();
    }

    private void endTie() {
        if (!open) {
            return;
        }
        open = false;
        run = 0;
        runs.end();
        double weight = 0;
        double labelRanks = 0;
        for (int i = 0; i < runs.size(); i++) {
            weight += runs.weight(i);
            labelRanks += runs.weight(i) * whole.rank(runs.label(i));
        }
        double rank = whole.middle(below, weight);
        double scoreRanks = weight * rank;
        double moreLabels = -2 * lowerLabelRanks - labelRanks;
        double moreScores = -2 * lowerScoreRanks - scoreRanks;
        double[] agreeing = agreeing();
        influences = new double[runs.size()][];
        for (int i = 0; i < runs.size(); i++) {
            double bySpearman = bySpearman(runs.label(i), rank, moreLabels, moreScores);
            double byKendall = byKendall(runs.label(i), weight, agreeing[i]);
            influences[i] = statistics.stream()
                    .mapToDouble(one -> one.kind() == RankStatistic.Kind.SPEARMAN ? bySpearman : byKendall)
                    .map(whole::unscaled)
                    .toArray();
        }
        lowerLabelRanks += labelRanks;
        lowerScoreRanks += scoreRanks;
        below.add(weight);
    }

    /** For every run of this score the weight of the rows that agree with it less that of those which do not. */
    private double[] agreeing() {
        double[] agreeing = new double[runs.size()];
        for (int i = 0; i < agreeing.length; i++) {
            agreeing[i] = seen.below(runs.label(i)) - seen.above(runs.label(i));
        }
        seen.add(runs);
        for (int i = 0; i < agreeing.length; i++) {
            int label = runs.label(i);
            double lower = labelsBelow[label] - seen.below(label);
            double higher = labelsBelow[whole.distinct()] - labelsBelow[label + 1] - seen.above(label);
            agreeing[i] += higher - lower;
        }
        return agreeing;
    }

    private double bySpearman(int label, double scoreRank, double moreLabels, double moreScores) {
        double rank = whole.rank(label);
        double product = rank * scoreRank + (higherScores[label] + moreLabels) / 2;
        double own = (rank * rank + higherLabels[label]) / labelSquares;
        double other = (scoreRank * scoreRank + moreScores) / scoreSquares;
        return product / (Math.sqrt(labelSquares) * Math.sqrt(scoreSquares)) - spearman / 2 * (own + other);
    }

    private double byKendall(int label, double scoreWeight, double agreeing) {
        double own = (whole.weight() - whole.weight(label)) / untiedLabels;
        double other = (whole.weight() - scoreWeight) / untiedScores;
        return 2 * agreeing / (Math.sqrt(untiedLabels) * Math.sqrt(untiedScores)) - kendall * (own + other);
    }
}
