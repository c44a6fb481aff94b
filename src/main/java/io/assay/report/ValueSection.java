package io.assay.report;

import io.assay.cost.Cost;
import io.assay.cost.Metric;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Values by version: costs or metrics, over all rows and then by partition and slice.
 *
 * @param costs costs over all rows with their spread; empty for metrics
 * @param tables values by cell and version, one for each loss or metric
 * @param versions the columns of {@code tables}
 * @param note what is not shown, as a sentence; empty when all is
 */
record ValueSection(List<OfLoss> costs, List<Pivot> tables, List<Name> versions, String note) {

    /** All tables of a section together have about so many rows. */
    static final int ROWS = 300;

    private static final int VERSIONS = 10;
    private static final int TABLES = 30;
    private static final int FEWEST = 10;

    static ValueSection ofCosts(Evaluation evaluation) {
        Map<String, List<Cost>> totals = new LinkedHashMap<>();
        Map<String, Pivot.Values> tables = new LinkedHashMap<>();
        for (Cost cost : evaluation.costs()) {
            if (cost.cell().equals(Cell.ALL)) {
                totals.computeIfAbsent(cost.loss(), loss -> new ArrayList<>()).add(cost);
            } else {
                tables.computeIfAbsent(cost.loss(), Pivot.Values::new)
                        .add(cost.cell(), cost.modelVersion(), cost.rows(), cost.cost());
            }
        }
        List<OfLoss> costs =
                totals.values().stream().limit(TABLES).map(OfLoss::of).toList();
        return of(evaluation, costs, tables, totals.size() - costs.size(), Page.WHERE_COSTS);
    }

    static ValueSection ofMetrics(Evaluation evaluation) {
        Map<String, Pivot.Values> tables = new LinkedHashMap<>();
        for (Metric metric : evaluation.metrics()) {
            String name = metric.metric() + " (" + Sentence.direction(metric.direction()) + ")";
            tables.computeIfAbsent(name, Pivot.Values::new)
                    .add(metric.cell(), metric.modelVersion(), metric.rows(), metric.value());
        }
        return of(evaluation, List.of(), tables, 0, Page.WHERE_METRICS);
    }

    private static ValueSection of(
            Evaluation evaluation,
            List<OfLoss> costs,
            Map<String, Pivot.Values> values,
            int hiddenLosses,
            String where) {
        List<String> versions = versions(evaluation);
        int share = Math.max(FEWEST, ROWS / Math.max(1, Math.min(TABLES, values.size())));
        List<Pivot> tables = values.values().stream()
                .limit(TABLES)
                .map(table -> table.pivot(versions, share))
                .toList();
        List<String> left = new ArrayList<>();
        int hiddenVersions = evaluation.versions().size() - versions.size();
        if (hiddenVersions > 0) {
            left.add(Sentence.counted(hiddenVersions, "version"));
        }
        int hiddenTables = Math.max(hiddenLosses, values.size() - tables.size());
        if (hiddenTables > 0) {
            left.add(Sentence.counted(hiddenTables, "table"));
        }
        String note = left.isEmpty() ? "" : "Not shown: " + String.join(" and ", left) + ". " + where;
        return new ValueSection(costs, tables, versions.stream().map(Name::of).toList(), note);
    }

    /** Baselines before the others, so that they are never among those left out. */
    private static List<String> versions(Evaluation evaluation) {
        Set<String> first = new LinkedHashSet<>(evaluation.baselines());
        first.retainAll(evaluation.versions());
        first.addAll(evaluation.versions());
        return first.stream().limit(VERSIONS).toList();
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
                    hidden == 0 ? "" : Sentence.counted(hidden, "more version") + " not shown. " + Page.WHERE_COSTS);
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

    /**
     * Values of one loss or metric.
     *
     * @param count how many cells there are
     * @param rows totals first
     * @param note what is not shown, as a sentence; empty when all is
     */
    record Pivot(Name name, String count, List<Row> rows, String note) {

        /** Gathers the values before they are laid out. */
        private static final class Values {
            private final String name;
            private final Map<Cell, Map<String, Entry>> cells = new TreeMap<>();

            Values(String name) {
                this.name = name;
            }

            void add(Cell cell, String version, long rows, double value) {
                cells.computeIfAbsent(cell, each -> new LinkedHashMap<>()).put(version, new Entry(rows, value));
            }

            /** The cells with the most rows when there are too many, in the cells' order all the same. */
            Pivot pivot(List<String> versions, int most) {
                long[] sizes = cells.values().stream()
                        .mapToLong(Values::largest)
                        .sorted()
                        .toArray();
                long smallest = sizes.length <= most ? Long.MIN_VALUE : sizes[sizes.length - most];
                List<Row> rows = cells.entrySet().stream()
                        .filter(cell -> largest(cell.getValue()) >= smallest)
                        .limit(most)
                        .map(cell -> row(cell.getKey(), cell.getValue(), versions))
                        .toList();
                int hidden = cells.size() - rows.size();
                String note = hidden == 0
                        ? ""
                        : "Those with the most rows are shown; " + Numeral.TYPOGRAPHIC.count(hidden) + " are not.";
                return new Pivot(Name.of(name, 80), Sentence.counted(cells.size(), "cell"), rows, note);
            }

            private static long largest(Map<String, Entry> entries) {
                return entries.values().stream().mapToLong(Entry::rows).max().orElse(0);
            }

            private static Row row(Cell cell, Map<String, Entry> entries, List<String> versions) {
                Numeral numeral = Numeral.TYPOGRAPHIC;
                int decimals = Numeral.decimals(
                        entries.values().stream().mapToDouble(Entry::value).toArray());
                List<String> values = new ArrayList<>();
                for (String version : versions) {
                    Entry entry = entries.get(version);
                    values.add(entry == null || entry.rows() == 0 ? "no rows" : numeral.fixed(entry.value(), decimals));
                }
                long fewest =
                        entries.values().stream().mapToLong(Entry::rows).min().orElse(0);
                String most = numeral.count(largest(entries));
                String rows = fewest == largest(entries) ? most : numeral.count(fewest) + "\u2013" + most;
                return new Row(Name.OfCell.of(cell), rows, values);
            }

            private record Entry(long rows, double value) {}
        }
    }

    /** One cell: its rows and a value for each version. */
    record Row(Name.OfCell cell, String rows, List<String> values) {}
}
