package io.assay.job;

import io.assay.cost.ClassMetrics;
import io.assay.cost.ClassMetrics.Average;
import io.assay.cost.ClassMetrics.Distance;
import io.assay.cost.ClassMetrics.OfClass;
import io.assay.cost.ClassTally;
import io.assay.cost.LabelSetMetrics;
import io.assay.cost.LabelSetTally;
import io.assay.cost.ReliabilityBin;
import io.assay.cost.ReliabilityTally;
import io.assay.cost.RowReading;
import io.assay.dimension.Coordinate;
import io.assay.job.Configuration.MetricEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the configured metrics are read off rows in buckets, a line for each class, label or bin if so asked. */
final class MetricReadings {

    private static final String MATRIX = "confusion_matrix";
    private static final String CURVE = "reliability_curve";

    private MetricReadings() {}

    /** Whether a metric has a line for each of its parts. */
    static boolean isOfParts(MetricEntry metric) {
        return isMatrix(metric) || isCurve(metric) || metric.text("average").equals("none");
    }

    static boolean isMatrix(MetricEntry metric) {
        return metric.definition().name().equals(MATRIX);
    }

    static boolean isCurve(MetricEntry metric) {
        return metric.definition().name().equals(CURVE);
    }

    /** The reading of a metric; each part is named as its line goes on after the metric's name. */
    static RowReading of(MetricEntry metric) {
        return tally -> {
            if (tally instanceof ClassTally classes) {
                return classes(metric, new ClassMetrics(classes));
            }
            return tally instanceof LabelSetTally sets
                    ? labelSets(metric, new LabelSetMetrics(sets))
                    : reliability(metric, (ReliabilityTally) tally);
        };
    }

    private static Map<String, Double> classes(MetricEntry metric, ClassMetrics classes) {
        return switch (metric.definition().name()) {
            case "accuracy" -> whole(classes.accuracy());
            case "error_rate" -> whole(1 - classes.accuracy());
            case "balanced_accuracy" -> whole(classes.balancedAccuracy());
            case "mcc" -> whole(classes.matthews());
            case "cohen_kappa" ->
                whole(classes.kappa(Distance.valueOf(metric.text("weights").toUpperCase(Locale.ROOT))));
            default -> averaged(metric, classes);
        };
    }

    private static Map<String, Double> averaged(MetricEntry metric, ClassMetrics classes) {
        OfClass ofClass = ofClass(metric);
        if (!metric.text("average").equals("none")) {
            Average average = Average.valueOf(metric.text("average").toUpperCase(Locale.ROOT));
            return whole(classes.average(ofClass, beta(metric), average, metric.number("zero_division")));
        }
        Map<String, Double> values = new LinkedHashMap<>();
        classes.perClass(ofClass, beta(metric)).forEach((name, value) -> values.put(ofClass(name), value));
        return values;
    }

    private static Map<String, Double> labelSets(MetricEntry metric, LabelSetMetrics labels) {
        OfClass ofClass = ofClass(metric);
        double undefined = metric.number("zero_division");
        return switch (metric.text("average")) {
            case "macro" -> whole(labels.macro(ofClass, beta(metric), undefined));
            case "weighted" -> whole(labels.weighted(ofClass, beta(metric), undefined));
            default -> {
                Map<String, Double> values = new LinkedHashMap<>();
                List<Double> perLabel = labels.perLabel(ofClass, beta(metric));
                perLabel.forEach(value -> values.put(ofClass(Integer.toString(values.size())), value));
                yield values;
            }
        };
    }

    private static Map<String, Double> reliability(MetricEntry metric, ReliabilityTally tally) {
        return switch (metric.definition().name()) {
            case "expected_calibration_error" -> whole(tally.expectedError());
            case "maximum_calibration_error" -> whole(tally.maximumError());
            case "squared_calibration_error" -> whole(tally.squaredError());
            case "debiased_squared_calibration_error" -> whole(tally.debiasedSquaredError());
            case "debiased_calibration_error" -> whole(tally.debiasedError());
            default -> {
                Map<String, Double> observed = new LinkedHashMap<>();
                tally.bins().forEach(bin -> observed.put(ofBin(bin), bin.observed()));
                yield observed;
            }
        };
    }

    private static Map<String, Double> whole(double value) {
        return Map.of(RowReading.WHOLE, value);
    }

    private static String ofClass(String name) {
        return "[" + Coordinate.of("class", name) + "]";
    }

    /** The part of a reliability curve that a bin is. */
    static String ofBin(ReliabilityBin bin) {
        return "[" + trimmed(bin.from()) + "," + trimmed(bin.to()) + "]";
    }

    private static String trimmed(double edge) {
        return String.format(Locale.ROOT, "%.4f", edge).replaceFirst("\\.?0+$", "");
    }

    private static OfClass ofClass(MetricEntry metric) {
        return switch (metric.definition().name()) {
            case "precision" -> OfClass.PRECISION;
            case "recall" -> OfClass.RECALL;
            case "f1", "f_beta" -> OfClass.F_BETA;
            case "jaccard" -> OfClass.JACCARD;
            default -> throw new IllegalStateException("Average without a reader: " + metric.name());
        };
    }

    private static double beta(MetricEntry metric) {
        return metric.definition().name().equals("f_beta") ? metric.number("beta") : 1;
    }
}
