package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.TallyPlan;
import io.assay.comparison.Comparison;
import io.assay.comparison.ComparisonSettings;
import io.assay.comparison.Limit;
import io.assay.comparison.LimitComparer;
import io.assay.comparison.TwoWay;
import io.assay.comparison.TwoWayClusters;
import io.assay.comparison.TwoWayComparer;
import io.assay.cost.CostTally;
import io.assay.cost.MetricEstimate;
import io.assay.cost.QuantileBounds;
import io.assay.cost.Spread;
import io.assay.dimension.Cell;
import java.util.Optional;

/** Holds a version's own cost or metric against a limit. */
final class Levels {

    private final LimitComparer comparer;
    private final TallyPlan plan;
    private final MetricValues values;
    private final Tallied tallied;

    Levels(ComparisonSettings settings, TallyPlan plan, MetricValues values, Tallied tallied) {
        this.comparer = new LimitComparer(settings);
        this.plan = plan;
        this.values = values;
        this.tallied = tallied;
    }

    /** A cost against a limit; empty where the version has no rows in the cell. */
    Optional<Comparison> against(Limit limit, Cell cell, String version, LossColumn loss) {
        int index = plan.losses().indexOf(loss);
        return tallied.cell(cell)
                .flatMap(tally -> Optional.ofNullable(tally.costs().get(version)))
                .map(costs -> new TwoWayTallies(tallied)
                        .costs(cell, version, index)
                        .map(tallies -> level(loss, tallies, cell, version, index))
                        .orElseGet(() -> level(loss, costs[index], cell, version, index)))
                .map(level ->
                        comparer.compare(cell, loss.name(), loss.aggregate().name(), version, level, limit));
    }

    private LimitComparer.Level level(
            LossColumn loss, TwoWay<CostTally> tallies, Cell cell, String version, int index) {
        MetricEstimate cost = TwoWayComparer.estimate(loss.aggregate(), tallies);
        QuantileBounds quantile = tallied.quantiles().get(new Tallied.Place(cell, version, index));
        return LimitComparer.Level.of(quantile == null ? cost : TwoWayClusters.unbounded(cost, quantile));
    }

    private LimitComparer.Level level(LossColumn loss, CostTally tally, Cell cell, String version, int index) {
        boolean share = loss.aggregate().isMean() && tally.isProportion();
        Optional<QuantileBounds> quantile =
                Optional.ofNullable(tallied.quantiles().get(new Tallied.Place(cell, version, index)));
        return new LimitComparer.Level(
                quantile.map(QuantileBounds::value)
                        .orElseGet(() -> loss.aggregate().value(tally)),
                loss.aggregate().standardError(tally),
                share ? tally.numerator() : Double.NaN,
                tally.rows(),
                tally.units(),
                tally.effectiveUnits(),
                Spread.linear(tally.units()),
                quantile);
    }

    /** A metric against a limit; empty where the version has no rows in the cell. */
    Optional<Comparison> against(Limit limit, Cell cell, String version, PlannedMetric metric) {
        return values.one(metric, cell, version)
                .map(estimate -> comparer.compare(
                        cell, metric.entry().name(), "metric", version, LimitComparer.Level.of(estimate), limit));
    }
}
