package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.Counts;
import io.assay.aggregation.StateTable;
import io.assay.cost.CostTally;
import io.assay.dimension.Coordinate;
import io.assay.input.Conformed;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Late data: of every partition the states of the latest run date that has it count, and replace all earlier ones. */
final class Replacement implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int NAMED = 5;

    /** Run date and partition of the states that are replaced. */
    private final HashSet<List<String>> gone = new HashSet<>();

    private Replacement() {}

    /**
     * Finds what is replaced.
     *
     * @param dates in their order
     * @param partitions rows of run date and partition, one for each that is stored
     */
    static Replacement of(List<String> dates, List<Row> partitions) {
        Map<String, Integer> latest = new HashMap<>();
        for (Row row : partitions) {
            latest.merge(row.getString(1), dates.indexOf(row.getString(0)), Math::max);
        }
        Replacement replacement = new Replacement();
        for (Row row : partitions) {
            if (dates.indexOf(row.getString(0)) < latest.getOrDefault(row.getString(1), 0)) {
                replacement.gone.add(key(row.getString(0), row.getString(1)));
            }
        }
        return replacement;
    }

    private static List<String> key(String runDate, String partition) {
        return new ArrayList<>(List.of(runDate, partition));
    }

    /** The partitions that are replaced. */
    Set<String> replaced() {
        return gone.stream().map(key -> key.get(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The states that count. */
    Dataset<Row> current(Dataset<Row> stored) {
        HashSet<List<String>> without = gone;
        return stored.filter((FilterFunction<Row>) row -> !without.contains(place(row)));
    }

    /** The states of whole partitions that do not count any more. */
    Dataset<Row> replaced(Dataset<Row> stored) {
        HashSet<List<String>> only = gone;
        return stored.filter((FilterFunction<Row>)
                row -> row.<String>getAs(StateTable.SLICE).equals(Coordinate.ALL) && only.contains(place(row)));
    }

    private static List<String> place(Row row) {
        return key(row.getAs(StateTable.RUN_DATE), row.getAs(StateTable.PARTITION));
    }

    /**
     * What the counts change by: replaced rows were read, and are filtered now. Rows that were never evaluated lie in no
     * partition and stay as they were counted.
     *
     * @param replaced the tally of all rows that are replaced
     * @param counts of all run dates
     */
    static Counts moved(CellTally replaced, Counts counts) {
        Map<List<String>, Long> moved = new HashMap<>();
        long rows = 0;
        for (Map.Entry<String, CostTally[]> version : replaced.costs().entrySet()) {
            CostTally first = version.getValue()[0];
            long evaluated = first.rows() + first.unscored();
            rows += evaluated;
            moved.put(List.of(Counts.USED, version.getKey()), -evaluated);
            if (counts.of(Counts.IDS, version.getKey()) > 0) {
                moved.put(List.of(Counts.IDS, version.getKey()), -evaluated);
            }
        }
        replaced.pairs()
                .forEach((pair, tallies) ->
                        moved.put(List.of(Counts.SHARED, pair.baseline(), pair.candidate()), -tallies[0].pairsSeen()));
        moved.put(List.of(Counts.ROWS, Counts.EVALUATED), -rows);
        moved.put(List.of(Counts.ROWS, Conformed.FILTERED), rows);
        return Counts.of(moved);
    }

    /** Says so in the report. */
    static String note(Set<String> partitions, Counts moved) {
        String names = partitions.stream().limit(NAMED).collect(Collectors.joining("; "));
        return String.format(
                Locale.ROOT,
                "%,d rows of %s%s were replaced by those of later run dates and count as filtered. Rows of theirs that"
                        + " were set aside lie in no partition and stay in the account.",
                moved.of(Counts.ROWS, Conformed.FILTERED),
                names,
                partitions.size() > NAMED ? " and " + (partitions.size() - NAMED) + " more" : "");
    }
}
