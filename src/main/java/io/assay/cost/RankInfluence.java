package io.assay.cost;

/**
 * How much each ranked row moves the statistics: their derivatives by its weight. Rows are told in ascending order of
 * scores, all of one score before they are asked for.
 */
public interface RankInfluence {

    /** Tells of a row; scores must not fall, nor the labels of one score. */
    void add(double score, double label, double weight);

    /** The influences of a row of the score told last, for every statistic; 0 on one that is undefined. */
    double[] of(double label);
}
