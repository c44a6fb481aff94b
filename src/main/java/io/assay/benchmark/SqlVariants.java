package io.assay.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Plain Spark SQL: the scans that others are measured by, and the ways to slice and to pair that it offers. */
final class SqlVariants {

    /** The reference of the long table: sums of its doubles and of the lengths of its texts. */
    static final String SCAN = "scan-long";

    static final String WIDE_SCAN = "scan-wide";

    static final String ORC_SCAN = "scan-long-orc";

    static final int SETS = 10;

    private final Supplier<SparkSession> spark;
    private final GeneratedData data;

    SqlVariants(Supplier<SparkSession> spark, GeneratedData data) {
        this.spark = spark;
        this.data = data;
    }

    List<Variant> all() {
        String table = "parquet.`" + data.longTable().replace("`", "``") + "`";
        List<List<String>> groupings = Moments.groupings(GeneratedData.sets(SETS));
        return List.of(
                new Variant(
                        SCAN,
                        "sums of all columns, long",
                        SCAN,
                        () -> scan("parquet", data.longTable(), "probability")),
                new Variant(
                        WIDE_SCAN,
                        "sums of all columns, wide",
                        WIDE_SCAN,
                        () -> scan("parquet", data.wideTable(), GeneratedData.VERSIONS.toArray(String[]::new))),
                new Variant(
                                ORC_SCAN,
                                "sums of all columns, long, of files of ORC",
                                ORC_SCAN,
                                () -> scan("orc", data.orcTable(), "probability"))
                        .onRequest(),
                new Variant("write-nowhere", "all rows of the long table to the noop sink", SCAN, this::nowhere),
                new Variant(
                        "sql-grouping-sets",
                        "Spark SQL, 3 losses, 10 slicing sets, GROUPING SETS",
                        SCAN,
                        () -> run("", List.of(Moments.groupingSets(Moments.scored(table), groupings)))),
                new Variant(
                                "sql-group-bys",
                                "Spark SQL, the same, one GROUP BY for each set",
                                SCAN,
                                () -> run("", groupBys(table, groupings)))
                        .onRequest(),
                new Variant(
                        "sql-join",
                        "Spark SQL, the same of pairs, self-join and GROUPING SETS",
                        SCAN,
                        () -> run(
                                PassVariants.DIFFERENCE,
                                List.of(Moments.groupingSets(Moments.paired(table), groupings)))));
    }

    private static List<String> groupBys(String table, List<List<String>> groupings) {
        String rows = Moments.scored(table);
        return groupings.stream()
                .map(grouping -> Moments.groupBy(rows, grouping))
                .toList();
    }

    /** Spark SQL's own sum of every double and of the length of every text, so that every value is read. */
    private Supplier<Costs> scan(String format, String table, String... predictions) {
        Stream<String> doubles = Stream.concat(Stream.of("label", "weight"), Stream.of(predictions));
        Stream<String> texts = Stream.concat(Stream.of("date"), GeneratedData.SLICES.stream());
        List<String> sums =
                new ArrayList<>(doubles.map(column -> "sum(" + column + ")").toList());
        texts.forEach(column -> sums.add("sum(octet_length(" + column + "))"));
        sums.add("sum(id)");
        if (predictions.length == 1) {
            sums.add("sum(octet_length(version))");
        }
        spark.get()
                .read()
                .format(format)
                .load(table)
                .selectExpr(sums.toArray(String[]::new))
                .head();
        return Costs::new;
    }

    private Supplier<Costs> nowhere() {
        spark.get()
                .read()
                .parquet(data.longTable())
                .write()
                .format("noop")
                .mode("overwrite")
                .save();
        return Costs::new;
    }

    private Supplier<Costs> run(String suffix, List<String> queries) {
        List<Row> rows = queries.stream()
                .flatMap(query -> spark.get().sql(query).collectAsList().stream())
                .collect(Collectors.toList());
        return () -> {
            Costs costs = new Costs();
            rows.forEach(row -> Moments.read(costs, suffix, new RowFields(row)));
            return costs;
        };
    }

    private record RowFields(Row row) implements Moments.Fields {
        @Override
        public boolean isNull(int column) {
            return row.isNullAt(column);
        }

        @Override
        public String text(int column) {
            return row.getString(column);
        }

        @Override
        public double number(int column) {
            return row.getDouble(column);
        }
    }
}
