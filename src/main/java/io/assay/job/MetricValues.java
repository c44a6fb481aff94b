package io.assay.job;

import io.assay.aggregation.RankedValues;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.TallyPlan;
import io.assay.cost.ClassMetrics;
import io.assay.cost.ClassMetrics.Average;
import io.assay.cost.ClassMetrics.Distance;
import io.assay.cost.ClassMetrics.OfClass;
import io.assay.cost.ClassTally;
import io.assay.cost.Interval;
import io.assay.cost.LabelSetMetrics;
import io.assay.cost.LabelSetTally;
import io.assay.cost.Metric;
import io.assay.cost.MetricBasis.Outcome;
import io.assay.cost.MetricTally;
import io.assay.cost.RankEstimate;
import io.assay.cost.ReliabilityBin;
import io.assay.cost.ReliabilityTally;
import io.assay.cost.SmoothMetric;
import io.assay.cost.VectorTally;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import io.assay.job.Configuration.MetricEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the configured metrics off the tallies of a pass. */
final class MetricValues {

    private final TallyPlan plan;
    private final List<PlannedMetric> metrics;
    private final Tallied tallied;

    MetricValues(TallyPlan plan, List<PlannedMetric> metrics, Tallied tallied) {
        this.plan = plan;
        this.metrics = metrics;
        this.tallied = tallied;
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

    /** The line of a metric of a single value; empty where a version has no rows in the cell. */
    Optional<Metric> one(PlannedMetric metric, Cell cell, String version) {
        return tallied.cell(cell)
                .flatMap(tally -> Optional.ofNullable(tally.metrics().get(version)))
                .map(tallies -> lines(metric, cell, version, tallies[metric.tally()]))
                .filter(lines -> lines.size() == 1)
                .map(lines -> lines.get(0));
    }

    private List<Metric> lines(PlannedMetric metric, Cell cell, String version, MetricTally tally) {
        Line line = new Line(cell, version, metric.entry(), tally);
        return switch (metric.way()) {
            case SMOOTH, RATIO -> List.of(smooth(line, metric.smooth(), (VectorTally) tally));
            case COUNT -> List.of(line.value(count(metric.entry(), (VectorTally) tally)));
            case CLASSES -> classes(line, (ClassTally) tally);
            case LABEL_SETS -> labelSets(line, (LabelSetTally) tally);
            case RELIABILITY -> reliability(line, (ReliabilityTally) tally);
            case RANKING, CORRELATION -> List.of(ranked(line, metric));
        };
    }

    private static Metric smooth(Line line, SmoothMetric metric, VectorTally tally) {
        double value = metric.value(tally);
        Interval interval = metric.interval(tally);
        return line.value(value, metric.standardError(tally), interval);
    }

    private static double count(MetricEntry entry, VectorTally tally) {
        return switch (entry.definition().name()) {
            case "error_count" -> (double) (tally.count(Outcome.FALSE_POSITIVE) + tally.count(Outcome.FALSE_NEGATIVE));
            case "true_positives" -> (double) tally.count(Outcome.TRUE_POSITIVE);
            case "false_positives" -> (double) tally.count(Outcome.FALSE_POSITIVE);
            case "true_negatives" -> (double) tally.count(Outcome.TRUE_NEGATIVE);
            case "false_negatives" -> (double) tally.count(Outcome.FALSE_NEGATIVE);
            default -> throw new IllegalStateException("Count without a reader: " + entry.name());
        };
    }

    private Metric ranked(Line line, PlannedMetric metric) {
        RankedValues.Place place =
                new RankedValues.Place(line.cell(), line.version(), metric.ranking(), metric.ranked());
        RankEstimate estimate = tallied.ranked().versions().get(place);
        return estimate == null
                ? line.value(Double.NaN)
                : line.value(estimate.value(), estimate.standardError(), estimate.interval());
    }

    private static List<Metric> reliability(Line line, ReliabilityTally tally) {
        return switch (line.entry().definition().name()) {
            case "expected_calibration_error" -> List.of(line.value(tally.expectedError()));
            case "maximum_calibration_error" -> List.of(line.value(tally.maximumError()));
            case "squared_calibration_error" -> List.of(line.value(tally.squaredError()));
            case "debiased_squared_calibration_error" -> List.of(line.value(tally.debiasedSquaredError()));
            case "debiased_calibration_error" -> List.of(line.value(tally.debiasedError()));
            default -> tally.bins().stream().map(bin -> ofBin(line, bin)).toList();
        };
    }

    private static Metric ofBin(Line line, ReliabilityBin bin) {
        String name =
                String.format(Locale.ROOT, "%s[%s,%s]", line.entry().name(), trimmed(bin.from()), trimmed(bin.to()));
        return new Metric(
                line.cell(),
                line.version(),
                name,
                line.entry().definition().direction(),
                bin.rows(),
                0,
                bin.weight(),
                bin.observed(),
                Double.NaN,
                Double.NaN,
                Double.NaN);
    }

    private static String trimmed(double edge) {
        return String.format(Locale.ROOT, "%.4f", edge).replaceFirst("\\.?0+$", "");
    }

    private static List<Metric> classes(Line line, ClassTally tally) {
        MetricEntry entry = line.entry();
        if (tally.isFull()) {
            return List.of(line.value(Double.NaN));
        }
        ClassMetrics metrics = new ClassMetrics(tally);
        return switch (entry.definition().name()) {
            case "confusion_matrix" -> matrix(line, tally);
            case "accuracy" -> List.of(line.value(metrics.accuracy()));
            case "error_rate" -> List.of(line.value(1 - metrics.accuracy()));
            case "balanced_accuracy" -> List.of(line.value(metrics.balancedAccuracy()));
            case "mcc" -> List.of(line.value(metrics.matthews()));
            case "cohen_kappa" ->
                List.of(line.value(
                        metrics.kappa(Distance.valueOf(entry.text("weights").toUpperCase(Locale.ROOT)))));
            default -> averaged(line, metrics);
        };
    }

    private static List<Metric> labelSets(Line line, LabelSetTally tally) {
        MetricEntry entry = line.entry();
        if (tally.isFull()) {
            return List.of(line.value(Double.NaN));
        }
        LabelSetMetrics metrics = new LabelSetMetrics(tally);
        OfClass metric = ofClass(entry);
        double undefined = entry.number("zero_division");
        if (entry.text("average").equals("macro")) {
            return List.of(line.value(metrics.macro(metric, beta(entry), undefined)));
        }
        if (entry.text("average").equals("weighted")) {
            return List.of(line.value(metrics.weighted(metric, beta(entry), undefined)));
        }
        List<Metric> lines = new ArrayList<>();
        for (double value : metrics.perLabel(metric, beta(entry))) {
            lines.add(line.value("[" + Coordinate.of("class", "" + lines.size()) + "]", value));
        }
        return lines;
    }

    private static OfClass ofClass(MetricEntry entry) {
        return switch (entry.definition().name()) {
            case "precision" -> OfClass.PRECISION;
            case "recall" -> OfClass.RECALL;
            case "f1", "f_beta" -> OfClass.F_BETA;
            case "jaccard" -> OfClass.JACCARD;
            default -> throw new IllegalStateException("Average without a reader: " + entry.name());
        };
    }

    private static double beta(MetricEntry entry) {
        return entry.definition().name().equals("f_beta") ? entry.number("beta") : 1;
    }

    private static List<Metric> averaged(Line line, ClassMetrics metrics) {
        MetricEntry entry = line.entry();
        OfClass metric = ofClass(entry);
        double beta = beta(entry);
        if (!entry.text("average").equals("none")) {
            Average average = Average.valueOf(entry.text("average").toUpperCase(Locale.ROOT));
            return List.of(line.value(metrics.average(metric, beta, average, entry.number("zero_division"))));
        }
        List<Metric> lines = new ArrayList<>();
        metrics.perClass(metric, beta)
                .forEach((name, value) -> lines.add(line.value("[" + Coordinate.of("class", name) + "]", value)));
        return lines;
    }

    private static List<Metric> matrix(Line line, ClassTally tally) {
        List<Metric> lines = new ArrayList<>();
        for (String label : tally.classes()) {
            for (String predicted : tally.classes()) {
                long rows = tally.count(label, predicted);
                if (rows > 0) {
                    String cell = Coordinate.of("label", label) + "," + Coordinate.of("predicted", predicted);
                    double weight = tally.weight(label, predicted);
                    lines.add(new Metric(
                            line.cell(),
                            line.version(),
                            line.entry().name() + "[" + cell + "]",
                            line.entry().definition().direction(),
                            rows,
                            0,
                            weight,
                            weight,
                            Double.NaN,
                            Double.NaN,
                            Double.NaN));
                }
            }
        }
        return lines;
    }

    /** What the lines of one metric in one cell have in common. */
    private record Line(Cell cell, String version, MetricEntry entry, MetricTally tally) {

        Metric value(double value) {
            return value("", value);
        }

        Metric value(String part, double value) {
            return line(part, value, Double.NaN, new Interval(Double.NaN, Double.NaN));
        }

        Metric value(double value, double standardError, Interval interval) {
            return line("", value, standardError, interval);
        }

        private Metric line(String part, double value, double standardError, Interval interval) {
            double defined = Double.isNaN(value) && tally.rows() > 0 ? entry.number("zero_division") : value;
            return new Metric(
                    cell,
                    version,
                    entry.name() + part,
                    entry.definition().direction(),
                    tally.rows(),
                    tally.unscored(),
                    tally.weight(),
                    defined,
                    standardError,
                    interval.lower(),
                    interval.upper());
        }
    }
}
