package io.assay.aggregation;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.assay.input.Columns;
import io.assay.input.Source;
import io.assay.spark.ScanCounter;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a table that is bucketed by their id meet in the bucket, as if they had met in a shuffle. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class BucketedIdsSparkTest {

    private static final String TABLE = "assay_bucketed_scores";

    private static final String VIEW = TABLE + "_seen";
    private static final String CATALOGUE_BUCKETS = "spark.sql.sources.v2.bucketing.enabled";
    private static final List<String> VERSIONS = List.of("a", "b", "c");

    @TempDir
    private Path folder = Path.of("");

    private int tables;

    @AfterEach
    void anyWay(SparkSession spark) {
        spark.conf().unset(OnePass.ROAD);
        spark.conf().unset(OnePass.MEETING);
        spark.conf().unset("spark.sql.catalog." + ReportingCatalog.NAME);
        spark.conf().unset(CATALOGUE_BUCKETS);
        spark.sql("DROP VIEW IF EXISTS " + VIEW);
        spark.sql("DROP TABLE IF EXISTS " + TABLE);
        for (String version : VERSIONS) {
            spark.sql("DROP TABLE IF EXISTS " + TABLE + "_" + version);
        }
    }

    /** A table of examples of three versions in three buckets by a column; of 300 examples a few are there twice. */
    private Source table(SparkSession spark, String bucketedBy) {
        return table(spark, bucketedBy, 300);
    }

    private Source table(SparkSession spark, String bucketedBy, int examples) {
        return write(rows(spark, examples), TABLE, 3, bucketedBy);
    }

    private static Dataset<Row> rows(SparkSession spark, int examples) {
        return spark.range(0, examples, 1, 4)
                .selectExpr(
                        "CASE WHEN id % 50 != 7 THEN if(id < 20 AND " + (examples == 300) + ", id % 17, id) END AS id",
                        "explode(array('a', 'b', 'c')) AS version",
                        "CAST(id % 2 AS DOUBLE) AS label",
                        "CASE WHEN id % 7 != 2 THEN rand(1) END AS prediction",
                        "CAST(1 + id % 3 AS DOUBLE) AS weight",
                        "concat('kind ', id % 5) AS kind",
                        "concat('day ', id % 3) AS day");
    }

    private Source write(Dataset<Row> rows, String table, int buckets, String... by) {
        rows.write()
                .option("path", folder.resolve(tables++ + " " + table).toString())
                .bucketBy(buckets, by[0], Arrays.copyOfRange(by, 1, by.length))
                .saveAsTable(table);
        return new Source("test", "table", table, Map.of(), Optional.empty(), Optional.empty());
    }

    /** A table for each version, the last of which is made by a function; none of a version has what another has not. */
    private List<Source> tables(SparkSession spark, int examples, UnaryOperator<Dataset<Row>> last, int buckets) {
        Dataset<Row> rows = rows(spark, examples);
        List<Source> sources = new ArrayList<>();
        for (String version : VERSIONS) {
            boolean isLast = version.equals("c");
            spark.sql("DROP TABLE IF EXISTS " + TABLE + "_" + version);
            sources.add(write(
                    (isLast ? last : UnaryOperator.<Dataset<Row>>identity())
                            .apply(rows.filter("version = '" + version + "'")),
                    TABLE + "_" + version,
                    isLast ? buckets : 3,
                    "id"));
        }
        return sources;
    }

    private record Run(Passes.Bits bits, long shuffled) {}

    private static Run run(SparkSession spark, TallyPlan plan, Source source, String told) throws Exception {
        return run(spark, plan, List.of(source), told);
    }

    private static Run run(SparkSession spark, TallyPlan plan, List<Source> sources, String told) throws Exception {
        try (ScanCounter counter = ScanCounter.on(spark)) {
            return Passes.run(plan, Passes.conformed(plan, sources), tallied -> {
                assertThat(tallied.road()).contains(told);
                try {
                    return new Run(Passes.bits(tallied), counter.shuffledBytes());
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    private static TallyPlan plan(String id) {
        TallyPlan plan = Passes.plan(true, false);
        Columns before = plan.columns();
        Columns columns = new Columns(
                before.place(),
                List.of(id),
                List.of(),
                Optional.empty(),
                before.version(),
                Map.of(),
                Map.of(),
                before.label(),
                before.prediction(),
                Map.of(),
                before.weight(),
                Optional.empty(),
                before.partition());
        return new TallyPlan(
                columns, plan.losses(), Passes.METRICS, plan.slicing(), plan.baselines(), plan.candidates());
    }

    /** Where rows met; what a plan computes has no part in it. */
    private static void meet(String told, String id, List<Source> sources) {
        TallyPlan plan = means(id);
        Passes.run(plan, Passes.conformed(plan, sources), tallied -> assertThat(tallied.road())
                .contains(told));
    }

    private static TallyPlan means(String id) {
        return new TallyPlan(
                plan(id).columns(),
                Passes.means(1, Passes.SLICING).losses(),
                MetricColumns.NONE,
                Passes.SLICING,
                Passes.BASELINES,
                List.of());
    }

    @Test
    void theBitsAreThoseOfRowsThatMetInAShuffle(SparkSession spark) throws Exception {
        hasTheBitsOfAShuffle(spark, List.of(table(spark, "id")), "; brought together by id in the table's buckets");
    }

    @Test
    void theBitsAreTheSameWhereEachVersionHasATableOfItsOwn(SparkSession spark) throws Exception {
        List<Source> sources = tables(spark, 300, UnaryOperator.identity(), 3);
        hasTheBitsOfAShuffle(spark, sources, "; brought together by id in the buckets of 3 tables");
    }

    private static void hasTheBitsOfAShuffle(SparkSession spark, List<Source> sources, String told) throws Exception {
        for (String road : List.of("", "rows")) {
            spark.conf().set(OnePass.ROAD, road);
            spark.conf().unset(OnePass.MEETING);
            Run inBuckets = run(spark, plan("id"), sources, told);
            assertThat(inBuckets.bits().values()).hasSizeGreaterThan(20);
            spark.conf().set(OnePass.MEETING, "always");
            Run shuffled = run(spark, plan("id"), sources, "; brought together by id in a shuffle");
            assertThat(shuffled.bits().differences(inBuckets.bits()))
                    .as("road %s", road)
                    .isEmpty();
        }
    }

    /** On that road Spark plans the rows anew, without buckets, and they are counted by a read more. */
    @Test
    void plainRowsMeetInAShuffle(SparkSession spark) throws Exception {
        Source source = table(spark, "id");
        Run inBuckets = run(spark, plan("id"), source, "; brought together by id in the table's buckets");
        spark.conf().set(OnePass.ROAD, "plain");
        Run shuffled = run(spark, plan("id"), source, "; brought together by id in a shuffle");
        assertThat(shuffled.bits().differences(inBuckets.bits())).containsExactly("read");
    }

    /** More rows make the same tallies a little longer; rows themselves take some 20 bytes. */
    @Test
    void noRowTravels(SparkSession spark) throws Exception {
        TallyPlan plan = means("id");
        String told = "; brought together by id in the table's buckets";
        long few = run(spark, plan, table(spark, "id", 600), told).shuffled();
        spark.sql("DROP TABLE " + TABLE);
        long many = run(spark, plan, table(spark, "id", 6_000), told).shuffled();
        assertThat(many - few).isLessThan(3L * 5_400 * 2);
        String ofTables = "; brought together by id in the buckets of 3 tables";
        List<Source> small = tables(spark, 600, UnaryOperator.identity(), 3);
        long fewOfTables = run(spark, plan, small, ofTables).shuffled();
        List<Source> large = tables(spark, 6_000, UnaryOperator.identity(), 3);
        long manyOfTables = run(spark, plan, large, ofTables).shuffled();
        assertThat(manyOfTables - fewOfTables).isLessThan(3L * 5_400 * 2);
    }

    /** The hash of a whole number is another one for another type, and so is its bucket. */
    @Test
    void tablesThatDifferInTheirBucketsAreNotTrusted(SparkSession spark) throws Exception {
        String shuffled = "; brought together by id in a shuffle";
        meet(shuffled, "id", tables(spark, 300, UnaryOperator.identity(), 4));
        meet(
                shuffled,
                "id",
                tables(spark, 300, rows -> rows.withColumn("id", col("id").cast("int")), 3));
        List<Source> sources =
                new ArrayList<>(tables(spark, 300, UnaryOperator.identity(), 3).subList(0, 2));
        String files = folder.resolve("no table").toString();
        rows(spark, 300).filter("version = 'c'").write().parquet(files);
        sources.add(new Source("test", "parquet", files, Map.of(), Optional.empty(), Optional.empty()));
        meet(shuffled, "id", sources);
    }

    @Test
    void bucketsOfAnotherColumnOrOfAnExpressionAreNotTrusted(SparkSession spark) throws Exception {
        meet("; brought together by id in a shuffle", "id % 100", List.of(table(spark, "id")));
        spark.sql("DROP TABLE " + TABLE);
        meet("; brought together by id in a shuffle", "id", List.of(table(spark, "kind")));
    }

    @Test
    void aColumnThatOnlyBearsTheNameIsNotTrusted(SparkSession spark) throws Exception {
        table(spark, "id");
        String others = ", version, label, prediction, weight, kind, day FROM " + TABLE;
        for (String query : List.of(
                "SELECT id + CASE version WHEN 'a' THEN 1 ELSE 0 END AS id" + others,
                "SELECT other AS id" + others + " LATERAL VIEW explode(array(id + length(version))) AS other",
                "SELECT id" + others.replace("FROM ", "FROM (SELECT id, * EXCEPT (id) FROM ") + " UNION ALL"
                        + " SELECT id + 1, concat(version, '+'), * EXCEPT (id, version) FROM " + TABLE + ")")) {
            Source source = new Source("test", "sql", query, Map.of(), Optional.empty(), Optional.empty());
            meet("; brought together by id in a shuffle", "id", List.of(source));
        }
    }

    private static List<Source> reported(String... tables) {
        return Arrays.stream(tables)
                .map(table -> new Source(
                        "test",
                        "table",
                        ReportingCatalog.NAME + ".scores." + table,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
    }

    @Test
    void bucketsThatACatalogueReportsAreUsed(SparkSession spark) throws Exception {
        spark.conf().set("spark.sql.catalog." + ReportingCatalog.NAME, ReportingCatalog.class.getName());
        hasTheBitsOfAShuffle(spark, reported("id_4_abc"), "; brought together by id in the table's buckets");
        hasTheBitsOfAShuffle(
                spark, reported("id_4_a", "id_4_bc"), "; brought together by id in the buckets of 2 tables");
        meet("; brought together by id in a shuffle", "id", reported("id_4_a", "id_3_bc"));
        meet("; brought together by id in a shuffle", "id", reported("other_4_abc"));
    }

    @Test
    void whatASessionHasSetStands(SparkSession spark) throws Exception {
        spark.conf().set("spark.sql.catalog." + ReportingCatalog.NAME, ReportingCatalog.class.getName());
        spark.conf().set(CATALOGUE_BUCKETS, "false");
        meet("; brought together by id in a shuffle", "id", reported("id_4_abc"));
        assertThat(spark.conf().get(CATALOGUE_BUCKETS)).isEqualTo("false");
    }

    private static Source query(String query) {
        return new Source("test", "sql", query, Map.of(), Optional.empty(), Optional.empty());
    }

    @Test
    void viewsQueriesAndNamesInAnotherCaseAreSeenThrough(SparkSession spark) throws Exception {
        table(spark, "id");
        spark.sql("CREATE TEMPORARY VIEW " + VIEW + " AS SELECT ID AS Id, * EXCEPT (id) FROM " + TABLE
                + " WHERE weight > 1");
        String told = "; brought together by id in the table's buckets";
        for (String query : List.of(
                "SELECT * FROM " + VIEW, "SELECT seen.* FROM (SELECT *, 1 AS one FROM " + TABLE + ") AS seen")) {
            hasTheBitsOfAShuffle(spark, List.of(query(query)), told);
        }
        spark.conf().unset(OnePass.MEETING);
        meet(told, "ID", List.of(query("SELECT * FROM " + VIEW)));
    }

    /** Two tables with the same buckets may be joined in them; which rows are where is another matter. */
    @Test
    void joinsAndSubqueriesAreNotSeenThrough(SparkSession spark) throws Exception {
        table(spark, "id");
        String shuffled = "; brought together by id in a shuffle";
        for (String query : List.of(
                "SELECT * FROM " + TABLE + " WHERE id IN (SELECT id FROM " + TABLE + " WHERE weight > 1)",
                "SELECT one.* FROM " + TABLE + " AS one LEFT SEMI JOIN " + TABLE + " AS other USING (id)",
                "WITH some AS (SELECT * FROM " + TABLE + ") SELECT * FROM some",
                "SELECT * FROM " + TABLE + " DISTRIBUTE BY id")) {
            spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
            try {
                meet(shuffled, "id", List.of(query(query)));
            } finally {
                spark.conf().unset("spark.sql.autoBroadcastJoinThreshold");
            }
        }
    }
}
