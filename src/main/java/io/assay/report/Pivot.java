package io.assay.report;

import io.assay.cost.Interval;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The values of one loss or metric, a row for each cell and a column for each version.
 *
 * @param name of the loss or metric
 * @param direction which way is better, in words
 * @param count how many cells there are
 * @param rows in the order of the cells
 * @param note what is not shown, as a sentence; empty when all is
 */
record Pivot(Name name, String direction, String count, List<Row> rows, String note) {

    /**
     * One row.
     *
     * @param rows how many data rows are behind it
     * @param values one for each version
     * @param intervals of the values, empty where there is none or where it is not shown
     */
    record Row(Name.OfCell cell, String rows, List<String> values, List<String> intervals) {}

    /** Values of one loss or metric while they are gathered. */
    static final class Values {
        private final String name;
        private final Direction direction;
        private final Map<Cell, Map<String, Entry>> cells = new TreeMap<>();

        Values(String name, Direction direction) {
            this.name = name;
            this.direction = direction;
        }

        void add(Cell cell, String version, long rows, double value) {
            add(cell, version, rows, value, new Interval(Double.NaN, Double.NaN));
        }

        void add(Cell cell, String version, long rows, double value, Interval interval) {
            cells.computeIfAbsent(cell, each -> new LinkedHashMap<>()).put(version, new Entry(rows, value, interval));
        }

        /** The row over all rows, with its intervals. */
        Optional<Pivot> total(List<String> versions) {
            Map<String, Entry> total = cells.get(Cell.ALL);
            return total == null ? Optional.empty() : Optional.of(pivot(Map.of(Cell.ALL, total), versions, 1));
        }

        /** The other rows; the cells with the most data when there are too many. Empty when there are none. */
        Optional<Pivot> others(List<String> versions, int most) {
            Map<Cell, Map<String, Entry>> others = new TreeMap<>(cells);
            others.remove(Cell.ALL);
            return others.isEmpty() ? Optional.empty() : Optional.of(pivot(others, versions, most));
        }

        private Pivot pivot(Map<Cell, Map<String, Entry>> all, List<String> versions, int most) {
            long[] sizes =
                    all.values().stream().mapToLong(Values::largest).sorted().toArray();
            long smallest = sizes.length <= most ? Long.MIN_VALUE : sizes[sizes.length - most];
            int decimals = Numeral.decimalsOfMost(
                    all.values().stream().flatMap(row -> row.values().stream()).mapToDouble(Entry::value), 4);
            List<Row> rows = all.entrySet().stream()
                    .filter(cell -> largest(cell.getValue()) >= smallest)
                    .limit(most)
                    .map(cell -> row(cell.getKey(), cell.getValue(), versions, decimals))
                    .toList();
            int hidden = all.size() - rows.size();
            return new Pivot(
                    Name.of(name, 80),
                    Sentence.direction(direction),
                    Sentence.counted(all.size(), "cell"),
                    rows,
                    hidden == 0
                            ? ""
                            : "Those with the most rows are shown; " + Numeral.TYPOGRAPHIC.count(hidden) + " are not.");
        }

        private static Row row(Cell cell, Map<String, Entry> entries, List<String> versions, int decimals) {
            Numeral numeral = Numeral.TYPOGRAPHIC;
            List<String> values = new ArrayList<>();
            List<String> intervals = new ArrayList<>();
            for (String version : versions) {
                Entry entry = entries.getOrDefault(version, Entry.NONE);
                values.add(entry.rows() == 0 ? "no rows" : numeral.fixed(entry.value(), decimals));
                intervals.add(cell.equals(Cell.ALL) ? entry.interval(numeral, decimals) : "");
            }
            long fewest = entries.values().stream().mapToLong(Entry::rows).min().orElse(0);
            String most = numeral.count(largest(entries));
            String rows = fewest == largest(entries) ? most : numeral.count(fewest) + "\u2013" + most;
            return new Row(Name.OfCell.of(cell), rows, values, intervals);
        }

        private static long largest(Map<String, Entry> entries) {
            return entries.values().stream().mapToLong(Entry::rows).max().orElse(0);
        }

        private record Entry(long rows, double value, Interval interval) {

            private static final Entry NONE = new Entry(0, Double.NaN, new Interval(Double.NaN, Double.NaN));

            String interval(Numeral numeral, int decimals) {
                return Double.isNaN(interval.lower()) || Double.isNaN(interval.upper())
                        ? ""
                        : numeral.fixed(interval.lower(), decimals) + " to "
                                + numeral.fixed(interval.upper(), decimals);
            }
        }
    }
}
