package io.assay.report;

import io.assay.cost.Cost;
import io.assay.cost.Interval;
import io.assay.cost.Metric;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values by version: costs or metrics, over all rows and then by partition and slice.
 *
 * @param costs costs over all rows with their spread; empty for metrics
 * @param totals metrics over all rows, each of one row; empty for costs
 * @param tables values by cell and version, one for each loss or metric
 * @param versions the columns of {@code totals} and {@code tables}
 * @param note what is not shown, as a sentence; empty when all is
 */
record ValueSection(List<OfLoss> costs, List<Pivot> totals, List<Pivot> tables, List<Name> versions, String note) {

    /** All tables of a section together have about so many rows. */
    static final int ROWS = 300;

    private static final int VERSIONS = 10;
    private static final int TABLES = 30;
    private static final int FEWEST = 10;

    static ValueSection ofCosts(Evaluation evaluation) {
        Map<String, List<Cost>> totals = new LinkedHashMap<>();
        Map<String, Pivot.Values> values = new LinkedHashMap<>();
        for (Cost cost : evaluation.costs()) {
            if (cost.cell().equals(Cell.ALL)) {
                totals.computeIfAbsent(cost.loss(), loss -> new ArrayList<>()).add(cost);
            } else {
                values.computeIfAbsent(cost.loss(), loss -> new Pivot.Values(loss, cost.direction()))
                        .add(cost.cell(), cost.modelVersion(), cost.rows(), cost.cost());
            }
        }
        List<String> versions = versions(evaluation);
        int losses = Math.max(totals.size(), values.size());
        return new ValueSection(
                totals.values().stream().limit(TABLES).map(OfLoss::of).toList(),
                List.of(),
                tables(values, versions),
                names(versions),
                note(evaluation, losses, "cost.csv, cost/"));
    }

    static ValueSection ofMetrics(Evaluation evaluation) {
        Map<String, Pivot.Values> values = new LinkedHashMap<>();
        for (Metric metric : evaluation.metrics()) {
            values.computeIfAbsent(metric.metric(), name -> new Pivot.Values(name, metric.direction()))
                    .add(
                            metric.cell(),
                            metric.modelVersion(),
                            metric.rows(),
                            metric.value(),
                            new Interval(metric.lower(), metric.upper()));
        }
        List<String> versions = versions(evaluation);
        return new ValueSection(
                List.of(),
                values.values().stream()
                        .limit(TABLES)
                        .map(metric -> metric.total(versions))
                        .flatMap(Optional::stream)
                        .toList(),
                tables(values, versions),
                names(versions),
                note(evaluation, values.size(), "metrics.csv, metrics/"));
    }

    private static List<Pivot> tables(Map<String, Pivot.Values> values, List<String> versions) {
        int share = Math.max(FEWEST, ROWS / Math.max(1, Math.min(TABLES, values.size())));
        return values.values().stream()
                .limit(TABLES)
                .map(table -> table.others(versions, share))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Baselines before the others, so that they are never among those left out. */
    private static List<String> versions(Evaluation evaluation) {
        Set<String> first = new LinkedHashSet<>(evaluation.baselines());
        first.retainAll(evaluation.versions());
        first.addAll(evaluation.versions());
        return first.stream().limit(VERSIONS).toList();
    }

    private static List<Name> names(List<String> versions) {
        return versions.stream().map(Name::of).toList();
    }

    private static String note(Evaluation evaluation, int losses, String files) {
        List<String> left = new ArrayList<>();
        if (evaluation.versions().size() > VERSIONS) {
            left.add(Sentence.counted(evaluation.versions().size() - VERSIONS, "version"));
        }
        if (losses > TABLES) {
            left.add(Sentence.counted(losses - TABLES, "table"));
        }
        return left.isEmpty()
                ? ""
                : "Not shown: " + String.join(" and ", left) + ". The complete table is in " + files + ".";
    }

    /** A loss over all rows: one line for each version. */
    record OfLoss(Name loss, Name aggregate, String direction, List<Line> lines, String note) {

        private static OfLoss of(List<Cost> costs) {
            Cost first = costs.get(0);
            int decimals =
                    Numeral.decimals(costs.stream().mapToDouble(Cost::cost).toArray());
            List<Line> lines = costs.stream()
                    .limit(VERSIONS)
                    .map(cost -> Line.of(cost, decimals))
                    .toList();
            int hidden = costs.size() - lines.size();
            return new OfLoss(
                    Name.of(first.loss()),
                    Name.of(first.aggregate()),
                    Sentence.direction(first.direction()),
                    lines,
                    hidden == 0 ? "" : Sentence.counted(hidden, "more version") + " not shown.");
        }
    }

    /** One version's cost over all rows. */
    record Line(
            Name version,
            String cost,
            String interval,
            String standardError,
            String rows,
            String unscored,
            String minimum,
            String p50,
            String p90,
            String p99,
            String maximum) {

        private static Line of(Cost cost, int decimals) {
            Numeral numeral = Numeral.TYPOGRAPHIC;
            boolean told = !Double.isNaN(cost.lower()) && !Double.isNaN(cost.upper());
            return new Line(
                    Name.of(cost.modelVersion()),
                    cost.rows() == 0 ? "no rows" : numeral.fixed(cost.cost(), decimals),
                    told
                            ? numeral.fixed(cost.lower(), decimals) + " to " + numeral.fixed(cost.upper(), decimals)
                            : numeral.none(),
                    numeral.fixed(cost.standardError(), decimals),
                    numeral.count(cost.rows()),
                    numeral.count(cost.unscored()),
                    numeral.number(cost.minimum()),
                    numeral.number(cost.p50()),
                    numeral.number(cost.p90()),
                    numeral.number(cost.p99()),
                    numeral.number(cost.maximum()));
        }
    }
}
