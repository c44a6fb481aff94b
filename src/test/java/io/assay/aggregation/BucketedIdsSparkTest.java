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

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void anyWay(SparkSession spark) {
        spark.conf().unset(OnePass.ROAD);
        spark.conf().unset(OnePass.MEETING);
        spark.sql("DROP TABLE IF EXISTS " + TABLE);
    }

    /** A table of examples of three versions in three buckets by a column; of 300 examples a few are there twice. */
    private Source table(SparkSession spark, String bucketedBy) {
        return table(spark, bucketedBy, 300);
    }

    private Source table(SparkSession spark, String bucketedBy, int examples) {
        spark.range(0, examples, 1, 4)
                .selectExpr(
                        "if(id < 20 AND " + (examples == 300) + ", id % 17, id) AS id",
                        "explode(array('a', 'b', 'c')) AS version",
                        "CAST(id % 2 AS DOUBLE) AS label",
                        "CASE WHEN id % 7 != 2 THEN rand(1) END AS prediction",
                        "CAST(1 + id % 3 AS DOUBLE) AS weight",
                        "concat('kind ', id % 5) AS kind",
                        "concat('day ', id % 3) AS day")
                .write()
                .option("path", folder.resolve(examples + " by " + bucketedBy).toString())
                .bucketBy(3, bucketedBy)
                .saveAsTable(TABLE);
        return new Source("test", "table", TABLE, Map.of(), Optional.empty(), Optional.empty());
    }

    private record Run(Passes.Bits bits, long shuffled) {}

    private static Run run(SparkSession spark, TallyPlan plan, Source source, String told) throws Exception {
        try (ScanCounter counter = ScanCounter.on(spark)) {
            return Passes.run(plan, Passes.conformed(plan, source), tallied -> {
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

    @Test
    void theBitsAreThoseOfRowsThatMetInAShuffle(SparkSession spark) throws Exception {
        Source source = table(spark, "id");
        for (String road : List.of("", "rows")) {
            spark.conf().set(OnePass.ROAD, road);
            spark.conf().unset(OnePass.MEETING);
            Run inBuckets = run(spark, plan("id"), source, "; brought together by id in the table's buckets");
            assertThat(inBuckets.bits().values()).hasSizeGreaterThan(20);
            spark.conf().set(OnePass.MEETING, "always");
            Run shuffled = run(spark, plan("id"), source, "; brought together by id in a shuffle");
            assertThat(shuffled.bits().differences(inBuckets.bits()))
                    .as("road %s", road)
                    .isEmpty();
        }
    }

    /** More rows make the same tallies a little longer; rows themselves take some 20 bytes. */
    @Test
    void noRowTravels(SparkSession spark) throws Exception {
        TallyPlan plan = new TallyPlan(
                plan("id").columns(),
                Passes.means(1, Passes.SLICING).losses(),
                MetricColumns.NONE,
                Passes.SLICING,
                Passes.BASELINES,
                List.of());
        String told = "; brought together by id in the table's buckets";
        long few = run(spark, plan, table(spark, "id", 600), told).shuffled();
        spark.sql("DROP TABLE " + TABLE);
        long many = run(spark, plan, table(spark, "id", 6_000), told).shuffled();
        assertThat(many - few).isLessThan(3L * 5_400 * 2);
    }

    @Test
    void bucketsOfAnotherColumnOrOfAnExpressionAreNotTrusted(SparkSession spark) throws Exception {
        run(spark, plan("id % 100"), table(spark, "id"), "; brought together by id in a shuffle");
        spark.sql("DROP TABLE " + TABLE);
        run(spark, plan("id"), table(spark, "kind"), "; brought together by id in a shuffle");
    }
}
