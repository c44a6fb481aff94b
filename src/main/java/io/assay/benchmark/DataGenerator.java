package io.assay.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Makes the data. Every value is a hash of the example's number, the seed and the column, so that the same seed gives the
 * same rows on any machine and in any number of files, and the long and the wide table say the same.
 */
final class DataGenerator {

    private static final int DATES = 10;
    private static final long EXAMPLES_PER_FILE = 500_000;
    private static final int LEAST_FILES = 4;

    private static final int DATE = 1;
    private static final int CHANCE = 2;
    private static final int OUTCOME = 3;
    private static final int WEIGHT = 4;
    private static final int FIRST_SLICE = 10;
    private static final int HEAT = 16;
    private static final int FIRST_VERSION = 20;
    private static final int FIRST_CLASS = 30;

    /** The column of which one value has nearly all rows, where they are skewed. */
    private static final String HOT = "store";

    /** How far each version's prediction is drawn away from the true chance. */
    private static final double[] NOISE = {0.25, 0.125, 0.375};

    private final SparkSession spark;
    private final long seed;

    DataGenerator(SparkSession spark, long seed) {
        this.spark = spark;
        this.seed = seed;
    }

    /** Writes the three tables, in place of what stands in their folders. */
    GeneratedData write(String folder, long examples) {
        GeneratedData data = new GeneratedData(folder, examples);
        write(wideTable(examples, files(examples)), data.wideTable());
        write(longTable(examples, files(examples)), data.longTable());
        write(classTable(examples, files(examples)), data.classTable());
        return data;
    }

    /** Writes the table that is skewed. */
    void writeSkewed(GeneratedData data) {
        write(skewedTable(data.examples(), files(data.examples())), data.skewedTable());
    }

    /** Writes the long table anew, as ORC. */
    void writeOrc(GeneratedData data) {
        longTable(data.examples(), files(data.examples()))
                .write()
                .mode(SaveMode.Overwrite)
                .orc(data.orcTable());
    }

    /** Writes the long table anew, bucketed by the id, a file for each bucket. */
    void writeBucketed(GeneratedData data) {
        writeBucketed(data, GeneratedData.BUCKETED, "true");
    }

    /** Writes the rows of each version of the long table to a table of its own, likewise. */
    void writeBucketedVersions(GeneratedData data) {
        for (int i = 0; i < GeneratedData.VERSIONS.size(); i++) {
            writeBucketed(
                    data, GeneratedData.BUCKETED_VERSIONS.get(i), "version = '" + GeneratedData.VERSIONS.get(i) + "'");
        }
    }

    private void writeBucketed(GeneratedData data, String name, String which) {
        int buckets = files(data.examples());
        longTable(data.examples(), buckets)
                .where(which)
                .repartition(buckets, functions.col("id"))
                .write()
                .mode(SaveMode.Overwrite)
                .option("path", data.bucketedTable(name))
                .bucketBy(buckets, "id")
                .saveAsTable(name);
    }

    private static int files(long examples) {
        return (int) Math.max(LEAST_FILES, examples / EXAMPLES_PER_FILE);
    }

    private static void write(Dataset<Row> rows, String folder) {
        rows.write().mode(SaveMode.Overwrite).parquet(folder);
    }

    /** The rows of one version after those of another, as if they had been scored one after the other. */
    Dataset<Row> longTable(long examples, int partitions) {
        int versions = GeneratedData.VERSIONS.size();
        List<String> columns = new ArrayList<>(List.of("example AS id", version() + " AS version"));
        columns.addAll(shared());
        columns.add(IntStream.range(0, versions)
                .mapToObj(version -> "WHEN " + version + " THEN " + prediction(version))
                .collect(Collectors.joining(" ", "CASE version ", " END AS probability")));
        return spark.range(0, examples * versions, 1, partitions)
                .selectExpr("id % " + examples + " AS example", "CAST(id DIV " + examples + " AS INT) AS version")
                .selectExpr(columns.toArray(String[]::new));
    }

    private static String version() {
        return IntStream.range(0, GeneratedData.VERSIONS.size())
                .mapToObj(version -> "WHEN " + version + " THEN '" + GeneratedData.VERSIONS.get(version) + "'")
                .collect(Collectors.joining(" ", "CASE version ", " END"));
    }

    /**
     * Of each hundred examples one has a row of the second version and one of the third, all have one of the first; 95 in a
     * hundred have the same store.
     */
    Dataset<Row> skewedTable(long examples, int partitions) {
        List<String> columns = new ArrayList<>(List.of("example AS id", version() + " AS version"));
        for (String column : shared()) {
            columns.add(
                    column.endsWith(" AS " + HOT)
                            ? "CASE WHEN " + below(HEAT, 20) + " < 19 THEN '" + HOT + " 0' ELSE "
                                    + column.replace(" AS " + HOT, " END AS " + HOT)
                            : column);
        }
        columns.add("CASE version WHEN 0 THEN " + prediction(0) + " WHEN 1 THEN " + prediction(1) + " ELSE "
                + prediction(2) + " END AS probability");
        return spark.range(0, examples * GeneratedData.VERSIONS.size(), 1, partitions)
                .selectExpr("CAST(greatest(id % 100 - 97, 0) AS INT) AS version", "id")
                .selectExpr("version", "CASE WHEN version = 0 THEN id ELSE id DIV 100 * 100 END AS example")
                .selectExpr(columns.toArray(String[]::new));
    }

    Dataset<Row> wideTable(long examples, int partitions) {
        List<String> columns = new ArrayList<>(List.of("example AS id"));
        columns.addAll(shared());
        for (int version = 0; version < GeneratedData.VERSIONS.size(); version++) {
            columns.add(prediction(version) + " AS " + GeneratedData.VERSIONS.get(version));
        }
        return spark.range(0, examples, 1, partitions)
                .selectExpr("id AS example")
                .selectExpr(columns.toArray(String[]::new));
    }

    Dataset<Row> classTable(long examples, int partitions) {
        String shares = IntStream.range(0, GeneratedData.CLASSES)
                .mapToObj(k -> uniform(FIRST_CLASS + k))
                .collect(Collectors.joining(", ", "array(", ")"));
        String total = IntStream.range(0, GeneratedData.CLASSES)
                .mapToObj(k -> "shares[" + k + "]")
                .collect(Collectors.joining(" + "));
        return spark.range(0, Math.max(1, examples / 3), 1, partitions)
                .selectExpr("id AS example")
                .selectExpr("example", shares + " AS shares")
                .selectExpr("*", total + " AS total")
                .selectExpr(
                        "example AS id",
                        "CAST(" + below(OUTCOME, GeneratedData.CLASSES) + " AS DOUBLE) AS label",
                        "transform(shares, share -> share / total) AS probabilities");
    }

    /** What an example has whoever scored it. */
    private List<String> shared() {
        List<String> columns = new ArrayList<>(List.of(
                "concat('2026-01-', lpad(CAST(1 + " + below(DATE, DATES) + " AS STRING), 2, '0')) AS date",
                "CAST(" + uniform(OUTCOME) + " < " + uniform(CHANCE) + " AS DOUBLE) AS label",
                "0.5D + " + uniform(WEIGHT) + " AS weight"));
        for (int i = 0; i < GeneratedData.SLICES.size(); i++) {
            String name = GeneratedData.SLICES.get(i);
            String value = "CAST(" + below(FIRST_SLICE + i, GeneratedData.SLICE_VALUES.get(i)) + " AS STRING)";
            columns.add("concat('" + name + " ', " + value + ") AS " + name);
        }
        return columns;
    }

    /** Strictly between 0 and 1. */
    private String prediction(int version) {
        double noise = NOISE[version];
        String drawn =
                (1 - noise) + "D * " + uniform(CHANCE) + " + " + noise + "D * " + uniform(FIRST_VERSION + version);
        return "(0.001D + 0.998D * (" + drawn + "))";
    }

    /** In [0, 1), a multiple of 2⁻⁵³. */
    private String uniform(int column) {
        return "(shiftrightunsigned(" + hash(column) + ", 11) * 1.1102230246251565E-16D)";
    }

    /** An integer in [0, bound). */
    private String below(int column, int bound) {
        return "pmod(" + hash(column) + ", " + bound + ")";
    }

    private String hash(int column) {
        return "xxhash64(example, " + column + ", " + seed + "L)";
    }
}
