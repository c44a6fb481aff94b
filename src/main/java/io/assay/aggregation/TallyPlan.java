package io.assay.aggregation;

import io.assay.cost.Aggregate;
import io.assay.input.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that one pass tallies.
 *
 * @param columns which columns mean what
 * @param losses in the configured order
 * @param baselines versions compared against
 * @param candidates versions compared; empty for all that are no baselines
 * @param groups how many cells there may be
 */
public record TallyPlan(
        Columns columns,
        List<LossColumn> losses,
        MetricColumns metrics,
        Slicing slicing,
        List<String> baselines,
        List<String> candidates,
        long groups) {

    public TallyPlan {
        losses = List.copyOf(losses);
        baselines = List.copyOf(baselines);
        candidates = List.copyOf(candidates);
    }

    /** A plan for any number of cells. */
    public TallyPlan(
            Columns columns,
            List<LossColumn> losses,
            MetricColumns metrics,
            Slicing slicing,
            List<String> baselines,
            List<String> candidates) {
        this(columns, losses, metrics, slicing, baselines, candidates, Long.MAX_VALUE);
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

    /** Whether rows have to be kept for sorting. */
    boolean keepsRows() {
        return !metrics.rankings().isEmpty() || !ordered().isEmpty();
    }
}
