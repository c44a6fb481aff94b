package io.assay.report;

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

    /** One row: how many data rows are behind it, and a value for each version. */
    record Row(Name.OfCell cell, String rows, List<String> values) {}

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
            cells.computeIfAbsent(cell, each -> new LinkedHashMap<>()).put(version, new Entry(rows, value));
        }

        /** The row over all rows. */
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
            for (String version : versions) {
                Entry entry = entries.get(version);
                values.add(entry == null || entry.rows() == 0 ? "no rows" : numeral.fixed(entry.value(), decimals));
            }
            long fewest = entries.values().stream().mapToLong(Entry::rows).min().orElse(0);
            String most = numeral.count(largest(entries));
            String rows = fewest == largest(entries) ? most : numeral.count(fewest) + "\u2013" + most;
            return new Row(Name.OfCell.of(cell), rows, values);
        }

        private static long largest(Map<String, Entry> entries) {
            return entries.values().stream().mapToLong(Entry::rows).max().orElse(0);
        }

        private record Entry(long rows, double value) {}
    }
}
