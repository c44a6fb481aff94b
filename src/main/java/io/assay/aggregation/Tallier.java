package io.assay.aggregation;

import io.assay.cost.MetricBasis;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;

/**
 * Tallies the scored rows of one task in a single pass. All rows of a cluster stand side by side, and inside of it
 * all rows of an example, so pairs, duplicates and clusters are complete when their last row has passed; no more than one
 * row of each version is held besides the tallies.
 *
 * <p>Gives the rows set aside and, where sorting is needed, the rows kept for it, as they pass; then the counts and the
 * tallies of every cell. The rows of the output are those of {@link TalliedRow}.
 */
final class Tallier implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ScoredSchema schema;
    private final ArrayList<String> partitions;
    private final int split;
    private final Slicing slicing;
    private final ArrayList<String> baselines;
    private final ArrayList<String> candidates;
    private final boolean paired;
    private final boolean keepsRows;
    private final boolean carriesUnits;
    private final boolean keepsPairs;
    private final boolean countsByCluster;
    private final TalliedRow.Keeping keeping;
    private final String[] losses;
    private final boolean[] countsRows;
    private final int[] ofDifferences;
    private final int[] summed;
    private final boolean resamples;
    private final ArrayList<MetricBasis> bases;
    private final GroupLimit limit;
    private final int parts;
    private final Ids ids;

    /** What is known of rows that share an id and a version. */
    enum Ids {
        /** They meet, and are told by the id's fingerprint. */
        MEET,
        /** They do not meet, so that the fingerprints of all ids are looked through, by this task or by others. */
        APART,
        /** They meet and have brought their records. */
        RECORDED
    }

    /**
     * @param paired whether rows of several versions share ids
     * @param limit of groups
     * @param parts into how many parts the tallies are cut, so that as many tasks can bring them together
     */
    Tallier(TallyPlan plan, Ids ids, boolean paired, GroupLimit limit, int parts) {
        this.ids = ids;
        this.limit = limit;
        this.schema = ScoredSchema.of(plan);
        this.partitions = new ArrayList<>(plan.columns().partition());
        this.split = plan.columns().hasUnits()
                ? plan.columns().split().map(partitions::indexOf).orElse(-1)
                : -1;
        this.slicing = plan.slicing();
        this.baselines = new ArrayList<>(plan.baselines());
        this.candidates = new ArrayList<>(plan.candidates());
        this.paired = paired;
        this.keepsRows = plan.keepsRows();
        this.carriesUnits = plan.carriesUnits();
        this.keepsPairs = plan.keepsPairs();
        this.countsByCluster = plan.countsByCluster();
        this.keeping = new TalliedRow.Keeping(
                plan.ordered().stream().mapToInt(Integer::intValue).toArray(), KeptLayout.of(plan));
        this.losses = plan.losses().stream().map(LossColumn::name).toArray(String[]::new);
        this.countsRows = new boolean[losses.length];
        for (int i = 0; i < losses.length; i++) {
            countsRows[i] = plan.losses().get(i).aggregate().countsRows();
        }
        this.ofDifferences = IntStream.range(0, losses.length)
                .filter(i -> plan.losses().get(i).aggregate().isOfDifferences())
                .toArray();
        this.summed = plan.summed();
        this.resamples = plan.resamples();
        this.bases = new ArrayList<>(plan.metrics().bases());
        this.parts = parts;
    }

    /** Tallies rows. The batches may be one and the same, filled anew. */
    Iterator<Row> tally(Iterator<ScoredBatch> batches) {
        return new TallyingPass(this, batches, 0);
    }

    /** Tallies rows that do not meet, all of an id in this task, which has so many bytes to tell repeated ids. */
    Iterator<Row> tallyAlone(Iterator<ScoredBatch> batches, long bytes) {
        return new TallyingPass(this, batches, SeenIds.roomIn(bytes));
    }

    ScoredSchema schema() {
        return schema;
    }

    Slots slots(Dictionaries dictionaries) {
        return new Slots(schema, partitions, slicing, dictionaries, limit());
    }

    /** Which units lie in several parts of the split; empty where there is no split, or rows have no units. */
    Optional<SplitUnits> splitUnits(Dictionaries dictionaries, Counts counts) {
        return split < 0 ? Optional.empty() : Optional.of(new SplitUnits(split, dictionaries, counts));
    }

    /** The limit of groups for the task that runs now: only it knows how many there are. */
    GroupLimit limit() {
        TaskContext context = TaskContext.get();
        return context == null ? limit : limit.in(context.numPartitions());
    }

    List<String> baselines() {
        return baselines;
    }

    /** Versions compared; empty for all that are no baselines. */
    List<String> candidates() {
        return candidates;
    }

    boolean paired() {
        return paired;
    }

    Ids ids() {
        return ids;
    }

    boolean keepsRows() {
        return keepsRows;
    }

    /** Whether sums by the bucket of the unit are kept besides. */
    boolean carriesUnits() {
        return carriesUnits;
    }

    /** Whether pairs are kept with the values of their axes. */
    boolean keepsPairs() {
        return keepsPairs;
    }

    /** Whether differences are counted by the bucket of the cluster. */
    boolean countsByCluster() {
        return countsByCluster;
    }

    TalliedRow.Keeping keeping() {
        return keeping;
    }

    List<String> losses() {
        return List.of(losses);
    }

    String loss(int i) {
        return losses[i];
    }

    /** Losses by whose differences versions are compared. */
    int[] ofDifferences() {
        return ofDifferences;
    }

    /** Those of them whose differences are summed up too. */
    int[] summed() {
        return summed;
    }

    /** Whether these sums are by the bucket of the unit; otherwise all are in one. */
    boolean resamples() {
        return resamples;
    }

    List<MetricBasis> bases() {
        return bases;
    }

    int parts() {
        return parts;
    }

    /** What a row weighs in the cost of a loss; in one that counts rows the loss is weighted already. */
    double weight(int loss, double rowWeight) {
        return countsRows[loss] ? 1 : rowWeight;
    }
}
