package io.assay.job;

import io.assay.cost.BinnedArea;
import io.assay.cost.Metric;
import io.assay.cost.MetricDefinition.Reading;
import io.assay.cost.ScoreEdges;
import io.assay.dimension.Cell;
import io.assay.input.Columns;
import io.assay.job.Configuration.MetricEntry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The metrics that are read off scores in bins, where their edges are kept, and what readers must know of them. */
final class BinnedScores {

    private BinnedScores() {}

    /** Those of a configuration. */
    static List<MetricEntry> of(Configuration configuration) {
        return configuration.metrics().stream().filter(BinnedScores::isBinned).toList();
    }

    /** Whether a metric asks for bins of scores. */
    static boolean isBinned(MetricEntry metric) {
        return metric.definition().reading() == Reading.RANKING && bins(metric) > 0;
    }

    /** How many a metric asks for; 0 if it does not. */
    static int bins(MetricEntry metric) {
        return (int) metric.number("bins");
    }

    /** Why it cannot be had; empty if it can. */
    static Optional<String> problem(MetricEntry metric, Columns columns) {
        if (bins(metric) < 2 || bins(metric) > BinnedArea.MOST_BINS) {
            return Optional.of("bins must be 2 to " + BinnedArea.MOST_BINS);
        }
        if (metric.number("max_fpr") != 1) {
            return Optional.of("max_fpr is not for bins, but for the exact roc_auc: leave bins out");
        }
        return columns.twoWay()
                ? Optional.of("bins are not for two kinds of clusters: leave them out, for the exact roc_auc")
                : Optional.empty();
    }

    /** Under which name the edges of a metric's bins are kept: what is asked for, not how it is called. */
    static String key(MetricEntry metric) {
        return "scores: " + metric.prediction().orElse("prediction") + "/" + bins(metric);
    }

    /** The edges that are known, by the name of the metric. */
    static Map<String, ScoreEdges> edges(Configuration configuration, Map<String, List<Double>> kept) {
        Map<String, ScoreEdges> edges = new TreeMap<>();
        of(configuration)
                .forEach(metric -> edges.put(metric.name(), ScoreEdges.of(kept.getOrDefault(key(metric), List.of()))));
        return edges;
    }

    /**
     * The edges of bins that begin at these scores, in ascending order. A score with which several bins would begin has one of its
     * own, so that nothing is lost to its ties.
     */
    static List<Double> edges(List<Double> starts) {
        List<Double> edges = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            double start = starts.get(i);
            boolean first = i == 0 || starts.get(i - 1) != start;
            if (first) {
                if (edges.isEmpty() || edges.get(edges.size() - 1) != start) {
                    edges.add(start);
                }
            } else if (edges.get(edges.size() - 1) == start && start < Double.MAX_VALUE) {
                edges.add(Math.nextUp(start));
            }
        }
        return edges;
    }

    /** How far off what is read off bins may be, a sentence for each metric. */
    static List<String> notes(List<PlannedMetric> planned, List<Metric> metrics) {
        return planned.stream()
                .filter(metric -> metric.way() == PlannedMetric.Way.BINS)
                .map(metric -> note(metric.entry(), metrics))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> note(MetricEntry entry, List<Metric> metrics) {
        List<Metric> defined = metrics.stream()
                .filter(metric -> metric.metric().equals(entry.name()) && !Double.isNaN(metric.bound()))
                .toList();
        if (defined.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s: in %,d bins, over all rows at most %s from the exact value, in any slice at most %s; intervals are wider by as"
                        + " much, and where it is more than a tenth of a standard error nothing is judged by it.",
                entry.name(),
                bins(entry),
                most(defined.stream().filter(metric -> metric.cell().equals(Cell.ALL))),
                most(defined.stream())));
    }

    /** The largest bound of any version. */
    private static String most(Stream<Metric> metrics) {
        return text(metrics.mapToDouble(Metric::bound).max().orElse(0));
    }

    /** Rounded up, so that it stays a bound. */
    private static String text(double bound) {
        if (bound == 0) {
            return "0";
        }
        int digits = (int) Math.ceil(-Math.log10(bound)) + 1;
        return new BigDecimal(bound)
                .setScale(Math.max(1, digits), RoundingMode.UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
