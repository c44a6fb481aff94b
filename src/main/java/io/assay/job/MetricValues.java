package io.assay.job;

import io.assay.aggregation.RankedValues;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.VersionPair;
import io.assay.comparison.TwoWay;
import io.assay.comparison.TwoWayClusters;
import io.assay.cost.BucketTally;
import io.assay.cost.ClassTally;
import io.assay.cost.Interval;
import io.assay.cost.Metric;
import io.assay.cost.MetricDifference;
import io.assay.cost.MetricEstimate;
import io.assay.cost.MetricPairTally;
import io.assay.cost.MetricTally;
import io.assay.cost.PairedRanks;
import io.assay.cost.RankEstimate;
import io.assay.cost.ReliabilityBin;
import io.assay.cost.ReliabilityTally;
import io.assay.cost.VectorTally;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import io.assay.job.Configuration.MetricEntry;
import io.assay.job.PlannedMetric.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the configured metrics off the tallies of a pass. */
final class MetricValues {

    private final List<PlannedMetric> metrics;
    private final Tallied tallied;

    /** By either way to cluster, where rows hang together in two. */
    private final List<MetricValues> ways;

    MetricValues(List<PlannedMetric> metrics, Tallied tallied) {
        this.metrics = metrics;
        this.tallied = tallied;
        this.ways = tallied.ways().stream()
                .map(way -> new MetricValues(metrics, way))
                .toList();
    }

    /** The lines of all metrics, cells and versions. */
    List<Metric> all() {
        List<Metric> lines = new ArrayList<>();
        for (PlannedMetric metric : metrics) {
            tallied.cells().forEach((cell, tally) -> tally.metrics()
                    .forEach(
                            (version, tallies) -> lines.addAll(lines(metric, cell, version, tallies[metric.tally()]))));
        }
        return lines;
    }

    /** The value of a metric of a single one; empty where a version has no rows in the cell. */
    Optional<MetricEstimate> one(PlannedMetric metric, Cell cell, String version) {
        return tallied.cell(cell)
                .flatMap(tally -> Optional.ofNullable(tally.metrics().get(version)))
                .map(tallies -> one(metric, cell, version, tallies[metric.tally()]));
    }

    private List<Metric> lines(PlannedMetric metric, Cell cell, String version, MetricTally tally) {
        Line line = new Line(cell, version, metric.entry(), tally);
        if (metric.way() != Way.BUCKETS) {
            return List.of(line.of("", one(metric, cell, version, tally)));
        }
        BucketTally bucketed = (BucketTally) tally;
        if (MetricReadings.isMatrix(metric.entry()) && !bucketed.isFull()) {
            return matrix(line, (ClassTally) bucketed.whole());
        }
        Map<String, MetricEstimate> parts =
                new LinkedHashMap<>(metric.bucketed().parts(bucketed));
        if (!ways.isEmpty()) {
            parts.replaceAll((part, estimate) -> TwoWayClusters.unknown(estimate));
        }
        if (MetricReadings.isCurve(metric.entry()) && !bucketed.isFull()) {
            return curve(line, (ReliabilityTally) bucketed.whole(), parts);
        }
        List<Metric> lines = new ArrayList<>();
        parts.forEach((part, estimate) -> lines.add(line.of(part, estimate)));
        return lines;
    }

    private MetricEstimate one(PlannedMetric metric, Cell cell, String version, MetricTally tally) {
        return estimate(metric, cell, version, tally)
                .orElse(tally.rows() > 0 ? metric.entry().number("zero_division") : Double.NaN);
    }

    private MetricEstimate estimate(PlannedMetric metric, Cell cell, String version, MetricTally tally) {
        MetricEstimate own = read(metric, cell, version, tally);
        return ways.isEmpty()
                ? own
                : TwoWayClusters.estimate(new TwoWay<>(
                        ways.get(0).unpaired(metric, cell, version).orElseThrow(),
                        ways.get(1).unpaired(metric, cell, version).orElseThrow(),
                        own));
    }

    private MetricEstimate read(PlannedMetric metric, Cell cell, String version, MetricTally tally) {
        if (metric.isRanked()) {
            return Optional.ofNullable(tallied.ranked()
                            .versions()
                            .get(new RankedValues.Place(cell, version, metric.ranking(), metric.ranked())))
                    .map(RankEstimate::estimate)
                    .orElseGet(() -> MetricEstimate.exact(Double.NaN, tally.rows()));
        }
        return metric.compared()
                .map(compared -> compared.of(tally))
                .orElseGet(() -> MetricEstimate.exact(
                        metric.way() == Way.COUNT_OF_WEIGHTED ? metric.count().count((VectorTally) tally) : Double.NaN,
                        tally.rows()));
    }

    /** What a version is compared by on rows of its own; empty where it has none in the cell. */
    Optional<MetricEstimate> unpaired(PlannedMetric metric, Cell cell, String version) {
        return tallied.cell(cell)
                .flatMap(tally -> Optional.ofNullable(tally.metrics().get(version)))
                .map(tallies -> estimate(metric, cell, version, tallies[metric.tally()]));
    }

    /** What two versions are compared by on the same rows; empty where they have none in the cell. */
    Optional<MetricDifference> paired(PlannedMetric metric, Cell cell, VersionPair pair) {
        return tallied.cell(cell)
                .flatMap(tally -> Optional.ofNullable(tally.metricPairs().get(pair)))
                .map(tallies -> paired(metric, cell, pair, tallies[metric.tally()]))
                .map(own -> ways.isEmpty()
                        ? own
                        : TwoWayClusters.difference(new TwoWay<>(
                                ways.get(0).paired(metric, cell, pair).orElseThrow(),
                                ways.get(1).paired(metric, cell, pair).orElseThrow(),
                                own)));
    }

    private MetricDifference paired(PlannedMetric metric, Cell cell, VersionPair pair, MetricPairTally tally) {
        return metric.compared()
                .map(compared -> compared.of(tally))
                .or(() -> Optional.ofNullable(tallied.ranked()
                                .pairs()
                                .get(new RankedValues.PairPlace(cell, pair, metric.ranking(), metric.ranked())))
                        .map(PairedRanks::difference))
                .orElseGet(() -> MetricDifference.undefined(tally.rows()));
    }

    private static List<Metric> matrix(Line line, ClassTally tally) {
        List<Metric> lines = new ArrayList<>();
        for (String label : tally.classes()) {
            for (String predicted : tally.classes()) {
                long rows = tally.count(label, predicted);
                if (rows > 0) {
                    String part =
                            "[" + Coordinate.of("label", label) + "," + Coordinate.of("predicted", predicted) + "]";
                    double weight = tally.weight(label, predicted);
                    lines.add(line.of(part, rows, weight, MetricEstimate.exact(weight, rows)));
                }
            }
        }
        return lines;
    }

    private List<Metric> curve(Line line, ReliabilityTally tally, Map<String, MetricEstimate> parts) {
        List<Metric> lines = new ArrayList<>();
        for (ReliabilityBin bin : tally.bins()) {
            String part = MetricReadings.ofBin(bin);
            MetricEstimate estimate = Objects.requireNonNull(parts.get(part), part);
            Interval interval = ways.isEmpty() ? bin.interval(estimate.standardError()) : estimate.interval();
            lines.add(line.of(part, bin.rows(), bin.weight(), estimate.within(interval)));
        }
        return lines;
    }

    /** What the lines of one metric in one cell have in common. */
    private record Line(Cell cell, String version, MetricEntry entry, MetricTally tally) {

        /** The line of a part; a whole has none of a name. */
        Metric of(String part, MetricEstimate estimate) {
            return line(part, tally.rows(), tally.unscored(), tally.weight(), estimate);
        }

        /** The line of a part that has rows of its own. */
        Metric of(String part, long rows, double weight, MetricEstimate estimate) {
            return line(part, rows, 0, weight, estimate);
        }

        private Metric line(String part, long rows, long unscored, double weight, MetricEstimate estimate) {
            return new Metric(
                    cell,
                    version,
                    entry.name() + part,
                    entry.definition().direction(),
                    rows,
                    unscored,
                    weight,
                    estimate.value(),
                    estimate.standardError(),
                    estimate.interval().lower(),
                    estimate.interval().upper(),
                    estimate.spread().bound());
        }
    }
}
