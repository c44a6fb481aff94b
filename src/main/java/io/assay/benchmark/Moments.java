package io.assay.benchmark;

import io.assay.dimension.Coordinate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The peers' work in SQL that Spark and DuckDB both read: for each cell the rows and their weight, and for each loss the
 * weighted sum, the weighted sum of squares, the smallest and the largest value.
 */
final class Moments {

    private static final String EPSILON = "2.220446049250313e-16";

    /** The losses written out; the weighted sum comes first of what is asked for each. */
    private static final Map<String, String> FORMULAS = Map.of(
            "squared_error",
            "(prediction - label) * (prediction - label)",
            "huber",
            "CASE WHEN abs(prediction - label) <= 1e0 THEN 5e-1 * (prediction - label) * (prediction - label)"
                    + " ELSE abs(prediction - label) - 5e-1 END",
            "binary_cross_entropy",
            "- label * ln(CLIPPED) - (1e0 - label) * ln(1e0 - CLIPPED)"
                    .replace("CLIPPED", "least(greatest(prediction, " + EPSILON + "), 1e0 - " + EPSILON + ")"));

    /** The three losses that every comparison is made with. */
    static final List<String> LOSSES = List.of("squared_error", "huber", "binary_cross_entropy");

    private Moments() {}

    /** One of the {@link #LOSSES} as an expression of {@code label} and the given prediction. */
    static String formula(String loss, String prediction) {
        String formula = FORMULAS.get(loss);
        if (formula == null) {
            throw new IllegalArgumentException("No formula for " + loss + " (there is one for " + LOSSES + ")");
        }
        return formula.replace("prediction", prediction);
    }

    /** Rows of the long table with a column per loss. */
    static String scored(String table) {
        return "SELECT *, "
                + LOSSES.stream()
                        .map(loss -> formula(loss, "probability") + " AS " + loss)
                        .collect(Collectors.joining(", "))
                + " FROM " + table;
    }

    /** Pairs of the long table: the differences of the losses, in the slices of the baseline's row. */
    static String paired(String table) {
        String slices = Stream.concat(Stream.of("date", "weight"), GeneratedData.SLICES.stream())
                .map(column -> "b." + column)
                .collect(Collectors.joining(", "));
        String differences = LOSSES.stream()
                .map(loss -> "c." + loss + " - b." + loss + " AS " + loss)
                .collect(Collectors.joining(", "));
        String scored = "(" + scored(table) + ")";
        return "SELECT c.version, " + slices + ", " + differences + " FROM " + scored + " c JOIN " + scored
                + " b ON c.id = b.id WHERE b.version = '" + GeneratedData.BASELINE + "' AND c.version <> '"
                + GeneratedData.BASELINE + "'";
    }

    /** Sets of columns to group by, all versions apart: each set over all dates and by date. */
    static List<List<String>> groupings(List<List<String>> sets) {
        Set<List<String>> groupings = new LinkedHashSet<>();
        for (List<String> set :
                Stream.concat(Stream.of(List.<String>of()), sets.stream()).toList()) {
            groupings.add(grouping(List.of("version"), set));
            groupings.add(grouping(List.of("version", "date"), set));
        }
        return new ArrayList<>(groupings);
    }

    private static List<String> grouping(List<String> first, List<String> set) {
        return Stream.concat(first.stream(), set.stream()).toList();
    }

    /** One query for all groupings. A column that a row is not grouped by is null there; the data have no nulls. */
    static String groupingSets(String rows, List<List<String>> groupings) {
        String keys = "version, date, " + String.join(", ", GeneratedData.SLICES);
        String sets = groupings.stream()
                .map(columns -> "(" + String.join(", ", columns) + ")")
                .collect(Collectors.joining(", "));
        return "SELECT " + keys + ", " + aggregates() + " FROM (" + rows + ") scored GROUP BY GROUPING SETS (" + sets
                + ")";
    }

    /** A query for one grouping, of the same columns, for Spark. */
    static String groupBy(String rows, List<String> grouping) {
        String keys = Stream.concat(Stream.of("version", "date"), GeneratedData.SLICES.stream())
                .map(column -> grouping.contains(column) ? column : "CAST(NULL AS STRING) AS " + column)
                .collect(Collectors.joining(", "));
        return "SELECT " + keys + ", " + aggregates() + " FROM (" + rows + ") scored GROUP BY "
                + String.join(", ", grouping);
    }

    private static String aggregates() {
        return "count(*) AS rows_counted, sum(weight) AS weight_sum, "
                + LOSSES.stream()
                        .map(loss -> "sum(weight * LOSS), sum(weight * LOSS * LOSS), min(LOSS), max(LOSS)"
                                .replace("LOSS", loss))
                        .collect(Collectors.joining(", "));
    }

    /** Reads the costs out of one row of a result, by the position of its columns. */
    static void read(Costs costs, String suffix, Fields row) {
        List<String> coordinates = new ArrayList<>();
        List<String> set = new ArrayList<>();
        for (int i = 0; i < GeneratedData.SLICES.size(); i++) {
            if (!row.isNull(2 + i)) {
                set.add(GeneratedData.SLICES.get(i));
                coordinates.add(Coordinate.of(GeneratedData.SLICES.get(i), row.text(2 + i)));
            }
        }
        String partition = row.isNull(1) ? Coordinate.ALL : Coordinate.of("date", row.text(1));
        String cell = Costs.cell(row.text(0), partition, Coordinate.cross(coordinates));
        int next = 2 + GeneratedData.SLICES.size() + 1;
        double weight = row.number(next);
        for (int i = 0; i < LOSSES.size(); i++) {
            Costs.Quantity quantity = new Costs.Quantity(LOSSES.get(i) + suffix, GeneratedData.setName(set));
            costs.put(quantity, cell, row.number(next + 1 + 4 * i) / weight);
        }
    }

    /** The fields of a row, whoever made it, by position from 0. */
    interface Fields {
        boolean isNull(int column);

        String text(int column);

        double number(int column);
    }
}
