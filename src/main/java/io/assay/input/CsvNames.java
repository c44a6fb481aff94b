package io.assay.input;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of CSV files by their header. A name that stands there twice, be it in another case, belongs to no column:
 * each of these is called by the name and its place, {@code note (column 5)}, so that the others can be used.
 */
public final class CsvNames {

    private static final Pattern PLACED = Pattern.compile("(?s)(.*) \\(column (\\d+)\\)");

    private CsvNames() {}

    /** The columns, all of them text. */
    static StructType of(SparkSession spark, Map<String, String> options, String... paths) {
        DataFrameReader reader = spark.read().format("csv").options(options).option("inferSchema", false);
        try {
            StructType unique = reader.load(paths).schema();
            if (!mayRepeat(unique, options)) {
                return unique;
            }
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            // What it made of a repeated name may stand in the header too.
            if (!String.valueOf(e.getMessage()).contains("COLUMN_ALREADY_EXISTS")) {
                throw e;
            }
        }
        boolean exact = Boolean.parseBoolean(spark.conf().get("spark.sql.caseSensitive", "false"));
        return placed(reader.option("header", false).load(paths).head(), exact);
    }

    /** Whether some column is called by its place. */
    static boolean areRepeated(StructType columns) {
        return Arrays.stream(columns.fieldNames())
                .anyMatch(name -> PLACED.matcher(name).matches());
    }

    /** What to say of a name that is no column's because it stands in the header more than once. */
    public static Optional<String> repeated(String name, Collection<String> columns) {
        List<String> own = columns.stream()
                .filter(column -> {
                    Matcher placed = PLACED.matcher(column);
                    return placed.matches() && placed.group(1).equalsIgnoreCase(name);
                })
                .toList();
        return own.size() < 2
                ? Optional.empty()
                : Optional.of("stands " + (own.size() == 2 ? "twice" : own.size() + " times")
                        + " in the header; say which is meant: "
                        + own.stream().map(column -> "'" + column + "'").collect(Collectors.joining(" or ")));
    }

    /** Spark puts its index behind a name that is there already. */
    private static boolean mayRepeat(StructType unique, Map<String, String> options) {
        boolean header = options.entrySet().stream()
                .anyMatch(option -> option.getKey().equalsIgnoreCase("header")
                        && option.getValue().equalsIgnoreCase("true"));
        Set<String> seen = new HashSet<>();
        for (int i = 0; header && i < unique.size(); i++) {
            String name = unique.fieldNames()[i];
            String index = Integer.toString(i);
            boolean indexed = name.endsWith(index) && !name.equals("_c" + index);
            if (indexed
                    && !seen.add(
                            name.substring(0, name.length() - index.length()).toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** Names for the values of a header; null where a name is empty. */
    private static StructType placed(Row header, boolean exact) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            counts.merge(folded(name(header, i), exact), 1, Integer::sum);
        }
        StructType columns = new StructType();
        for (int i = 0; i < header.size(); i++) {
            String name = name(header, i);
            if (counts.getOrDefault(folded(name, exact), 0) > 1) {
                do {
                    name += " (column " + (i + 1) + ")";
                } while (counts.containsKey(folded(name, exact)));
            }
            columns = columns.add(name, DataTypes.StringType);
        }
        return columns;
    }

    private static String name(Row header, int i) {
        return header.isNullAt(i) ? "_c" + i : header.getString(i);
    }

    private static String folded(String name, boolean exact) {
        return exact ? name : name.toLowerCase(Locale.ROOT);
    }
}
