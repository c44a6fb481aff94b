package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.aggregation.TallyPlan;
import io.assay.cost.Buckets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What readers must know of medians of differences where rows are not looked at once, each by itself. */
final class MedianNotes {

    private static final String OF_ONE_WAY = ", so that rows of a cluster are not taken as independent";
    private static final String OF_TWO_WAYS =
            ", whose variances are put together as those of means are, and are never less than the larger one";

    private MedianNotes() {}

    /** How they are judged by clusters, at every look, or both; none for independent rows and a single look, or where clusters are drawn anew. */
    static Optional<String> of(TallyPlan plan, boolean sequential) {
        String names = plan.losses().stream()
                .filter(loss -> loss.aggregate().isOfDifferences()
                        && Double.isNaN(loss.aggregate().trim()))
                .map(LossColumn::name)
                .collect(Collectors.joining(", "));
        Optional<String> cluster = plan.columns().cluster().filter(any -> plan.countsByCluster());
        if (names.isEmpty() || plan.resamples() || (!sequential && cluster.isEmpty())) {
            return Optional.empty();
        }
        String signs = "Whether the median of the differences of " + names
                + " is beyond a limit is judged by whether more than half of all differences are";
        List<String> further = List.of(
                cluster.map(column -> ", counted in " + Buckets.MOST + " buckets of clusters of "
                                + plan.columns().clusters().orElse(column)
                                + (plan.columns().twoWay() ? OF_TWO_WAYS : OF_ONE_WAY))
                        .orElse(""),
                !sequential
                        ? ""
                        : cluster.isPresent()
                                ? "; bounds hold at all looks together"
                                : "; bounds hold at all looks together, for every number of rows");
        return Optional.of(signs + String.join("", further) + ".");
    }
}
