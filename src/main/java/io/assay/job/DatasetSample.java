package io.assay.job;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The first rows of a dataset as texts, and what can be seen of its columns in them. */
final class DatasetSample {

    private final StructType schema;
    private final List<Row> rows;
    private final Map<String, Set<String>> values = new LinkedHashMap<>();

    /**
     * @param schema the columns with their types
     * @param rows the values as texts, in the order of the columns
     */
    DatasetSample(StructType schema, List<Row> rows) {
        this.schema = schema;
        this.rows = List.copyOf(rows);
        for (int i = 0; i < schema.size(); i++) {
            Set<String> seen = new HashSet<>();
            for (Row row : rows) {
                if (!row.isNullAt(i)) {
                    seen.add(row.getString(i));
                }
            }
            values.put(schema.fields()[i].name(), seen);
        }
    }

    List<String> columns() {
        return Arrays.stream(schema.fields()).map(StructField::name).toList();
    }

    DataType type(String column) {
        return schema.apply(column).dataType();
    }

    int rows() {
        return rows.size();
    }

    /** The different values of a column, null aside. */
    Set<String> values(String column) {
        return values.getOrDefault(column, Set.of());
    }

    /** How many different combinations of values these columns have; null is a value. */
    int combinations(List<String> columns) {
        int[] indexes = columns.stream().mapToInt(schema::fieldIndex).toArray();
        Set<List<Object>> seen = new HashSet<>();
        for (Row row : rows) {
            seen.add(Arrays.stream(indexes)
                    .mapToObj(i -> row.isNullAt(i) ? (Object) false : row.getString(i))
                    .toList());
        }
        return seen.size();
    }

    /** Whether the value of {@code given} decides that of {@code column} in every row. */
    boolean isDecided(String column, String given) {
        return combinations(List.of(given, column)) == combinations(List.of(given));
    }

    boolean isAmong(String column, String... allowed) {
        return !values(column).isEmpty() && List.of(allowed).containsAll(values(column));
    }

    /** Whether its values are the words true and false, in any case. */
    boolean isTruth(String column) {
        return !values(column).isEmpty()
                && values(column).stream()
                        .allMatch(value -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false"));
    }

    boolean isNumeric(String column) {
        return !values(column).isEmpty() && values(column).stream().allMatch(DatasetSample::isNumber);
    }

    boolean isProbability(String column) {
        return isNumeric(column)
                && values(column).stream().mapToDouble(Double::parseDouble).allMatch(x -> x >= 0 && x <= 1);
    }

    boolean hasFractions(String column) {
        return isNumeric(column)
                && values(column).stream().mapToDouble(Double::parseDouble).anyMatch(x -> x != Math.rint(x));
    }

    private static boolean isNumber(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
