package io.assay.job;

/**
 * Which run dates are merged, and how.
 *
 * @param from the first run date
 * @param to the last one, included
 */
record MergeRequest(String from, String to, Partitions partitions, Clusters clusters) {

    /** What becomes of a partition that several run dates have. */
    enum Partitions {
        /** Its rows are added. */
        ADD,
        /** The rows of the latest run date that has it count, and no others. */
        REPLACE
    }

    /** What is known of clusters with rows on several run dates, which a state cannot tell. */
    enum Clusters {
        MAY_RECUR,
        DISTINCT
    }

    MergeRequest {
        if (from.equals(ConfigurationReader.UNDATED) || to.equals(ConfigurationReader.UNDATED)) {
            throw new BadArgumentsException("--from and --to must be dates: what is undated has no place among others");
        }
        if (RunDate.begin(from).isAfter(RunDate.begin(to))) {
            throw new BadArgumentsException("--from " + from + " is later than --to " + to);
        }
    }

    /** What the result is called in place of a run date. */
    String name() {
        return from + ".." + to;
    }
}
