package io.assay.aggregation;

import java.io.Serializable;

/**
 * Where things stand in a scored row: fixed columns first, then partitions, axes, losses and metrics.
 *
 * @param repeated the ids whose rows bring their records, usable or not
 */
record ScoredLayout(ScoredSchema schema, RepeatedIds repeated) implements Serializable {

    static final int STATUS = 0;
    static final int LABELS_ONLY = 1;
    static final int MATCHED_LABELS = 2;
    static final int VERSION = 3;

    /** The example's id as text, of rows with a status or of a repeated id. */
    static final int ID = 4;

    /** The id's fingerprint, and below that of the cluster; 0 where rows need not meet, or where there are no clusters. */
    static final int ID_HIGH = 5;

    static final int ID_LOW = 6;
    static final int CLUSTER_HIGH = 7;
    static final int CLUSTER_LOW = 8;

    /** The text of the unit, where its bucket is needed. */
    static final int UNIT = 9;

    static final int WEIGHT = 10;

    /** How many rows read it stands for. */
    static final int READ = 11;

    /** What became of each of them, {@code status, record}; null where all share the status and there is no record. */
    static final int FATES = 12;

    /** What stands for the labels; 0 where no two versions can have been given different ones. */
    static final int LABELS = 13;

    /** The fingerprint of the sample's name, with the example's; 0 where samples have none. */
    static final int SAMPLE_HIGH = 14;

    static final int SAMPLE_LOW = 15;

    private static final int FIXED = 16;
    private static final int PER_LOSS = 3;

    static ScoredLayout of(TallyPlan plan, RepeatedIds repeated) {
        return new ScoredLayout(ScoredSchema.of(plan), repeated);
    }

    /** The name of a column, as {@link Scorer} gives it. */
    static String name(int index) {
        return "c" + index;
    }

    /** Of a partition column or an axis. */
    int coordinate(int i) {
        return FIXED + i;
    }

    int loss(int i) {
        return FIXED + schema.coordinates() + PER_LOSS * i;
    }

    int denominator(int i) {
        return loss(i) + 1;
    }

    int reason(int i) {
        return loss(i) + 2;
    }

    /** What metrics read. */
    int value(int i) {
        return loss(schema.losses()) + i;
    }

    int score(int ranking) {
        return value(schema.values()) + 2 * ranking;
    }

    int label(int ranking) {
        return score(ranking) + 1;
    }
}
