package io.assay.aggregation;

import io.assay.cost.MetricBasis;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where things stand in a scored row: fixed columns first, then partitions, axes, losses and metrics.
 *
 * @param metricValues values that all tallies of metrics read together
 */
record ScoredLayout(int partitions, int axes, int losses, int metricValues) implements Serializable {

    static final int STATUS = 0;
    static final int LABELS_ONLY = 1;
    static final int MATCHED_LABELS = 2;
    static final int VERSION = 3;
    static final int ID = 4;
    static final int CLUSTER = 5;
    static final int WEIGHT = 6;

    /** How many rows read it stands for. */
    static final int READ = 7;

    /** What became of each of them, {@code status, record}; null where all share the status and there is no record. */
    static final int FATES = 8;

    private static final int FIXED = 9;
    private static final int PER_LOSS = 3;

    static ScoredLayout of(TallyPlan plan) {
        return new ScoredLayout(
                plan.columns().partition().size(),
                plan.slicing().axes().size(),
                plan.losses().size(),
                plan.metrics().bases().stream()
                        .mapToInt(basis -> basis.inputs())
                        .sum());
    }

    /** The name of a column, as {@link Scorer} gives it. */
    static String name(int index) {
        return "c" + index;
    }

    int partition(int i) {
        return FIXED + i;
    }

    int axis(int i) {
        return FIXED + partitions + i;
    }

    int loss(int i) {
        return FIXED + partitions + axes + PER_LOSS * i;
    }

    int denominator(int i) {
        return loss(i) + 1;
    }

    int reason(int i) {
        return loss(i) + 2;
    }

    /** One feed for each tally of metrics. */
    List<MetricFeed> metrics(List<MetricBasis> bases) {
        List<MetricFeed> feeds = new ArrayList<>();
        int column = metrics();
        for (MetricBasis basis : bases) {
            feeds.add(new MetricFeed(basis, column));
            column += basis.inputs();
        }
        return feeds;
    }

    private int metrics() {
        return FIXED + partitions + axes + PER_LOSS * losses;
    }

    int score(int ranking) {
        return metrics() + metricValues + 2 * ranking;
    }

    int label(int ranking) {
        return score(ranking) + 1;
    }
}
