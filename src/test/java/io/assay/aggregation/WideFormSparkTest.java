package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.input.Columns;
import io.assay.input.Source;
import io.assay.spark.ScanCounter;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that hold all versions are paired where they are read, as if they had met in a shuffle. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class WideFormSparkTest {

    /** What a fingerprint takes on its way, uncompressed, and what its row adds. */
    private static final int BYTES_OF_AN_ID = 9;

    private static final String TABLE = "assay_wide_scores";

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void anyWay(SparkSession spark) {
        spark.conf().unset(OnePass.ROAD);
        spark.conf().unset(OnePass.MEETING);
        spark.sql("DROP TABLE IF EXISTS " + TABLE);
    }

    /**
     * Examples of three versions, some of them unusable, some with a version that is.
     *
     * @param id a Spark SQL expression over {@code n}, the number of the row
     */
    private Source table(SparkSession spark, int examples, String id) {
        String path = folder.resolve("table " + examples + id.hashCode()).toString();
        rows(spark, examples, id).write().parquet(path);
        return new Source("test", "parquet", path, Map.of(), Optional.empty(), Optional.empty());
    }

    /** The same in so many buckets by the id. */
    private Source inBuckets(SparkSession spark, int examples, String id, int buckets) {
        spark.sql("DROP TABLE IF EXISTS " + TABLE);
        rows(spark, examples, id)
                .write()
                .option(
                        "path",
                        folder.resolve("buckets " + examples + buckets + id.hashCode())
                                .toString())
                .bucketBy(buckets, "id")
                .saveAsTable(TABLE);
        return new Source("test", "table", TABLE, Map.of(), Optional.empty(), Optional.empty());
    }

    private static Dataset<Row> rows(SparkSession spark, int examples, String id) {
        return spark.range(0, examples, 1, 3)
                .withColumnRenamed("id", "n")
                .selectExpr(
                        id + " AS id",
                        "CASE WHEN n % 11 = 3 THEN NULL ELSE CAST(n % 2 AS DOUBLE) END AS label",
                        "CASE WHEN n % 13 = 5 THEN -1 ELSE 1 + n % 3 END AS weight",
                        "rand(1) AS first",
                        "CASE WHEN n % 7 = 2 THEN NULL WHEN n % 7 = 3 THEN double('NaN') ELSE rand(2) END AS second",
                        "CASE WHEN n % 17 = 1 THEN 2.5 ELSE rand(3) END AS third",
                        "concat('kind ', n % 5) AS kind",
                        "concat('day ', n % 3) AS day");
    }

    private static TallyPlan plan(List<String> id) {
        TallyPlan plan = Passes.plan(true, false);
        Columns before = plan.columns();
        Columns columns = new Columns(
                before.place(),
                id,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of("a", "first", "b", "second", "c", "third"),
                Map.of(),
                before.label(),
                Optional.empty(),
                Map.of(),
                before.weight(),
                Optional.empty(),
                before.partition());
        Slicing slicing = new Slicing(
                List.of(
                        new Axis("kind", "kind", Axis.Kind.VALUE),
                        new Axis("high", "prediction > 0.5", Axis.Kind.PREDICATE)),
                List.of(List.of(0), List.of(1), List.of(0, 1)));
        return new TallyPlan(columns, plan.losses(), Passes.METRICS, slicing, plan.baselines(), plan.candidates());
    }

    private static Passes.Bits bits(TallyPlan plan, Source source, int scans, String told) {
        return Passes.run(plan, Passes.conformed(plan, source), tallied -> {
            assertThat(tallied.scans()).isEqualTo(scans);
            assertThat(tallied.road()).contains(told);
            return Passes.bits(tallied);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'n',1,1,''",
        "'CASE WHEN n % 23 != 0 THEN n END',1,1,rows",
        "'if(n < 40, n % 7, n)',2,2,''",
        "'if(n = 250, 3, n)',2,2,rows",
        "'if(n IN (60, 61), 60, if(n = 250, 3, n))',2,2,''",
        "'if(n = 250, 3, n)',3,3,plain"
    })
    void theBitsAreThoseOfRowsThatMet(String id, int scans, int scansOfMeeting, String road, SparkSession spark) {
        TallyPlan plan = plan(List.of("id"));
        Source source = table(spark, 300, id);
        spark.conf().set(OnePass.ROAD, road);
        Passes.Bits together =
                bits(plan, source, scans, scans == 1 ? "; paired where they are read" : "; brought together by id");
        assertThat(together.values()).hasSizeGreaterThan(20);
        spark.conf().set(OnePass.MEETING, "always");
        assertThat(bits(plan, source, scansOfMeeting, "; brought together by id")
                        .differences(together))
                .as("id %s", id)
                .isSubsetOf(scans == scansOfMeeting ? "none" : "read");
    }

    @ParameterizedTest
    @CsvSource({
        "'n',1,1,'','paired where they are read, in the table''s buckets'",
        "'n',1,1,rows,'paired where they are read, in the table''s buckets'",
        "'if(n < 40, n % 7, n)',2,2,'',by id in the table's buckets",
        "'if(n = 250, 3, n)',2,2,rows,by id in the table's buckets"
    })
    void theBitsAreTheSameInBucketsByTheId(
            String id, int scans, int scansOfMeeting, String road, String told, SparkSession spark) {
        TallyPlan plan = plan(List.of("id"));
        Source source = inBuckets(spark, 300, id, 3);
        spark.conf().set(OnePass.ROAD, road);
        Passes.Bits inBuckets = bits(plan, source, scans, told);
        assertThat(inBuckets.values()).hasSizeGreaterThan(20);
        spark.conf().set(OnePass.MEETING, "always");
        assertThat(bits(plan, source, scansOfMeeting, "; brought together by id in a shuffle")
                        .differences(inBuckets))
                .as("id %s", id)
                .isEmpty();
    }

    /** More than are listed, and ids that come once among them. */
    @Test
    void theRowsOfVeryManyRepeatedIdsAreReadTwiceInAll(SparkSession spark) {
        int repeated = RepeatedIds.LISTED + 1;
        Source source = table(spark, 2 * repeated + 1_000, "if(n >= 2 * " + repeated + ", n, n % " + repeated + ")");
        TallyPlan plan = means(List.of("id"));
        long duplicates = Passes.run(plan, Passes.conformed(plan, source), tallied -> {
            assertThat(tallied.scans()).isEqualTo(2);
            return tallied.quarantined()
                    .filter("reason = 'duplicate_id' AND record IS NOT NULL")
                    .count();
        });
        assertThat(duplicates).isEqualTo(3 * 2L * repeated);
    }

    /** Of a table without enough buckets the first read is by files and the second by bucket, so that chance keeps others. */
    @Test
    void ofASourceThatGivesOtherRowsWhenReadAgainTheSecondReadCounts(SparkSession spark) {
        TallyPlan plan = means(List.of("id"));
        Source table = inBuckets(spark, 600, "n % 300", 1);
        Source source = new Source(
                "test",
                "sql",
                "SELECT * FROM " + table.location() + " WHERE rand(7) < 0.5",
                Map.of(),
                Optional.empty(),
                Optional.empty());
        Passes.run(plan, Passes.conformed(plan, source), tallied -> {
            assertThat(tallied.scans()).isEqualTo(2);
            Dataset<Row> duplicates = tallied.quarantined().filter("reason = 'duplicate_id'");
            assertThat(duplicates.filter("record IS NULL").count()).isPositive();
            assertThat(duplicates.filter("record IS NOT NULL").count()).isPositive();
            assertThat(duplicates.count())
                    .isEqualTo(tallied.counts().of(Counts.ROWS, Counts.QUARANTINED, Counts.DUPLICATE_ID));
            return tallied;
        });
    }

    private static long shuffled(SparkSession spark, TallyPlan plan, Source source) throws Exception {
        try (ScanCounter counter = ScanCounter.on(spark)) {
            return Passes.run(plan, Passes.conformed(plan, source), tallied -> {
                try {
                    assertThat(tallied.scans()).isEqualTo(1);
                    return counter.shuffledBytes();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    private static TallyPlan means(List<String> id) {
        TallyPlan plan = plan(id);
        TallyPlan means = Passes.means(2, plan.slicing());
        return new TallyPlan(
                plan.columns(),
                means.losses(),
                MetricColumns.NONE,
                plan.slicing(),
                plan.baselines(),
                plan.candidates());
    }

    @Test
    void noRowTravelsOnlyAFingerprintOfItsId(SparkSession spark) throws Exception {
        Source few = table(spark, 3_000, "n");
        Source many = table(spark, 30_000, "n");
        // More rows make the same tallies a little longer, by less than a byte a row.
        long longer = shuffled(spark, means(List.of()), many) - shuffled(spark, means(List.of()), few);
        assertThat(longer).isLessThan(27_000);
        long more = shuffled(spark, means(List.of("id")), many) - shuffled(spark, means(List.of("id")), few);
        assertThat(more - longer).isLessThan(BYTES_OF_AN_ID * 27_000L);
    }

    @Test
    void inBucketsByTheIdNotEvenThatTravels(SparkSession spark) throws Exception {
        long few = shuffled(spark, means(List.of("id")), inBuckets(spark, 3_000, "n", 3));
        long many = shuffled(spark, means(List.of("id")), inBuckets(spark, 30_000, "n", 3));
        // As above: the same tallies, a little longer.
        assertThat(many - few).isLessThan(27_000);
    }

    /** Where tasks would have nothing to do, or what bears the id's name was made of something else. */
    @Test
    void fewBucketsAndOtherIdsAreNoReasonToReadByThem(SparkSession spark) {
        TallyPlan plan = means(List.of("id"));
        Passes.run(plan, Passes.conformed(plan, inBuckets(spark, 300, "n", 1)), tallied -> assertThat(tallied.road())
                .endsWith("; paired where they are read"));
        inBuckets(spark, 300, "n", 3);
        String others = ", * EXCEPT (id, made) FROM " + TABLE + " LATERAL VIEW explode(array(id % 7)) made AS ";
        for (String query : List.of(
                "SELECT made AS id" + others + "made",
                "SELECT made.id, first, second, third, label, weight, kind, day"
                        + others.substring(others.indexOf(" FROM")) + "id")) {
            Source source = new Source("test", "sql", query, Map.of(), Optional.empty(), Optional.empty());
            Passes.run(plan, Passes.conformed(plan, source), tallied -> assertThat(tallied.road())
                    .doesNotContain("buckets"));
        }
    }
}
