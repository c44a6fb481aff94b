package io.assay.aggregation;

import java.io.Serializable;

/**
 * How many groups, which are cells, an evaluation may have.
 *
 * @param groups at most
 * @param tasks how many Spark partitions the rows are in, for an estimate of what all would have
 */
record GroupLimit(long groups, int tasks) implements Serializable {

    static final GroupLimit NONE = new GroupLimit(Long.MAX_VALUE, 1);

    GroupLimit {
        if (groups < 1 || tasks < 1) {
            throw new IllegalArgumentException(
                    "Invalid limit of groups: " + groups + " in " + tasks + " tasks (must be > 0)");
        }
    }
}
