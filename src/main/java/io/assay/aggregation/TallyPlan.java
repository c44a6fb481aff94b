package io.assay.aggregation;

import io.assay.cost.Aggregate;
import io.assay.input.Columns;
import io.assay.input.Conformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everything that one pass tallies.
 *
 * @param columns which columns mean what
 * @param losses in the configured order
 * @param baselines versions compared against
 * @param candidates versions compared; empty for all that are no baselines
 * @param groups how many cells there may be
 * @param labels SQL of the labels that may differ between two versions of an example, since each has a row of its own to
 *     bring one; empty where all versions of an example share them
 * @param carriesUnits whether clusters may come again on later run dates, so that their sums are kept by bucket
 * @param keepsPairs whether every pair is kept with its losses and the values of its axes, for {@link OnePass#pairs}
 * @param resamples whether clusters are drawn anew for losses that are compared by their differences, which are then kept by bucket
 */
public record TallyPlan(
        Columns columns,
        List<LossColumn> losses,
        MetricColumns metrics,
        Slicing slicing,
        List<String> baselines,
        List<String> candidates,
        long groups,
        List<String> labels,
        boolean carriesUnits,
        boolean keepsPairs,
        boolean resamples) {

    public TallyPlan {
        losses = List.copyOf(losses);
        baselines = List.copyOf(baselines);
        candidates = List.copyOf(candidates);
        labels = List.copyOf(labels);
    }

    /** A plan in which no pairs are kept, and nothing is resampled. */
    public TallyPlan(
            Columns columns,
            List<LossColumn> losses,
            MetricColumns metrics,
            Slicing slicing,
            List<String> baselines,
            List<String> candidates,
            long groups,
            List<String> labels,
            boolean carriesUnits) {
        this(columns, losses, metrics, slicing, baselines, candidates, groups, labels, carriesUnits, false, false);
    }

    /** A plan in which nothing is carried over run dates. */
    public TallyPlan(
            Columns columns,
            List<LossColumn> losses,
            MetricColumns metrics,
            Slicing slicing,
            List<String> baselines,
            List<String> candidates,
            long groups,
            List<String> labels) {
        this(columns, losses, metrics, slicing, baselines, candidates, groups, labels, false);
    }

    /** A plan for any number of cells, of rows that bring their labels. */
    public TallyPlan(
            Columns columns,
            List<LossColumn> losses,
            MetricColumns metrics,
            Slicing slicing,
            List<String> baselines,
            List<String> candidates) {
        this(
                columns,
                losses,
                metrics,
                slicing,
                baselines,
                candidates,
                Long.MAX_VALUE,
                labels(columns, columns.label(), List.of()));
    }

    /**
     * The labels that may differ between two versions of an example: none where a row holds all versions. Gathered labels stand in
     * the order of the version's own predictions, so that of those rows a number is taken which stands for the label of each item.
     *
     * @param own the label for all losses, if each row brings one
     * @param others SQL of the labels besides
     */
    public static List<String> labels(Columns columns, Optional<String> own, List<String> others) {
        if (columns.grouped()) {
            return own.isPresent() && !columns.id().isEmpty() ? List.of(Conformed.ITEM_LABELS) : List.of();
        }
        return columns.isWide()
                ? List.of()
                : Stream.concat(own.map(label -> "label").stream(), others.stream())
                        .distinct()
                        .toList();
    }

    /** Indexes of the losses whose aggregate is read from sorted values. */
    public List<Integer> ordered() {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            Aggregate aggregate = losses.get(i).aggregate();
            if (!aggregate.isSmooth() && aggregate.probability() < 1) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    /** Indexes of the losses whose differences are summed up too: trimmed ones, and all that are resampled. */
    int[] summed() {
        return IntStream.range(0, losses.size())
                .filter(i -> losses.get(i).aggregate().isOfDifferences()
                        && (resamples || !Double.isNaN(losses.get(i).aggregate().trim())))
                .toArray();
    }

    /** Whether a tally of metrics is known by bucket where clusters may come again: its sums are carried, or its rows are kept so. */
    public boolean carriesMetric(int tally) {
        return carriesUnits && !metrics.bases().get(tally).isOfParts();
    }

    /** Whether differences of rows are counted by clusters, since versions are compared by their median. */
    public boolean countsByCluster() {
        return columns.cluster().isPresent()
                && losses.stream()
                        .anyMatch(loss -> loss.aggregate().isOfDifferences()
                                && Double.isNaN(loss.aggregate().trim()));
    }

    /** Whether rows have to be kept for sorting. */
    boolean keepsRows() {
        return !metrics.rankings().isEmpty() || !ordered().isEmpty();
    }
}
