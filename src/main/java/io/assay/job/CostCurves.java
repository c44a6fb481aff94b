package io.assay.job;

import io.assay.aggregation.RankedValues;
import io.assay.aggregation.Tallied;
import io.assay.comparison.TwoWayClusters;
import io.assay.cost.CostCurve;
import io.assay.cost.CostReading;
import io.assay.cost.MetricEstimate;
import io.assay.cost.Prices;
import io.assay.cost.RankEstimate;
import io.assay.cost.RankStatistic;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what the metrics of costs by threshold have in common: a curve for each version and pair of prices. */
final class CostCurves {

    private final Tallied tallied;
    private final RankedValues ranked;

    private CostCurves(Tallied tallied) {
        this.tallied = tallied;
        this.ranked = tallied.ranked();
    }

    /** Metrics of one curve: of one label and prediction, and of the same prices. */
    private record Group(int ranking, Prices prices) {}

    /** In the order of the metrics and versions; a version without rows has none. */
    static List<CostCurve> of(List<PlannedMetric> metrics, Tallied tallied, List<String> versions) {
        Map<Group, List<PlannedMetric>> groups = new LinkedHashMap<>();
        for (PlannedMetric metric : metrics) {
            if (metric.isRanked() && metric.ranked().isOfCosts()) {
                Group group = new Group(metric.ranking(), metric.ranked().prices());
                groups.computeIfAbsent(group, key -> new ArrayList<>()).add(metric);
            }
        }
        CostCurves curves = new CostCurves(tallied);
        List<CostCurve> all = new ArrayList<>();
        groups.forEach((group, members) -> versions.forEach(
                version -> curves.curve(group, members, version).ifPresent(all::add)));
        return all;
    }

    private Optional<CostCurve> curve(Group group, List<PlannedMetric> members, String version) {
        RankedValues.Place place = place(group, version, RankStatistic.minimumCost(group.prices()));
        CostReading reading = ranked.costs().get(place);
        MetricEstimate least = estimate(place);
        if (reading == null || least == null) {
            return Optional.empty();
        }
        List<CostCurve.Used> used = new ArrayList<>();
        members.stream().map(PlannedMetric::ranked).distinct().forEach(statistic -> used(group, version, statistic)
                .ifPresent(used::add));
        return Optional.of(new CostCurve(members.get(0).entry().name(), version, group.prices(), reading, least, used));
    }

    private Optional<CostCurve.Used> used(Group group, String version, RankStatistic statistic) {
        RankedValues.Place place = place(group, version, statistic);
        CostReading reading = ranked.costs().get(place);
        MetricEstimate regret = estimate(place);
        if (Double.isNaN(statistic.threshold()) || reading == null || regret == null) {
            return Optional.empty();
        }
        return reading.points().stream()
                .findFirst()
                .map(point -> new CostCurve.Used(point.threshold(), point.cost(), regret));
    }

    private @Nullable MetricEstimate estimate(RankedValues.Place place) {
        return new TwoWayTallies(tallied)
                .all(run -> estimate(run, place))
                .map(TwoWayClusters::estimate)
                .or(() -> estimate(tallied, place))
                .orElse(null);
    }

    private static Optional<MetricEstimate> estimate(Tallied run, RankedValues.Place place) {
        return Optional.ofNullable(run.ranked().versions().get(place)).map(RankEstimate::estimate);
    }

    private static RankedValues.Place place(Group group, String version, RankStatistic statistic) {
        return new RankedValues.Place(Cell.ALL, version, group.ranking(), statistic);
    }
}
