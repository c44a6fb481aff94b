package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.assay.cost.Aggregate;
import io.assay.input.Conformed;
import io.assay.input.Source;
import io.assay.loss.Direction;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which plans batches are read of, and why they are not of others. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class ColumnarScanSparkTest {

    private static final Slicing KINDS = new Slicing(
            List.of(new Axis("kind", "kind", Axis.Kind.VALUE), new Axis("day", "day", Axis.Kind.VALUE)),
            List.of(List.of(0), List.of(1)));

    @TempDir
    private Path folder = Path.of("");

    private Dataset<Row> files(SparkSession spark) {
        String files = folder.resolve("files").toString();
        new RandomFile(new Random(1))
                .rows(spark, 3_000, 2)
                .write()
                .mode("overwrite")
                .parquet(files);
        return spark.read().parquet(files);
    }

    private static void refused(Dataset<Row> rows, String reason) {
        assertThat(ColumnarScan.of(rows))
                .asInstanceOf(type(ColumnarScan.Refusal.class))
                .extracting(ColumnarScan.Refusal::reason)
                .asString()
                .contains(reason);
    }

    @Test
    void whatIsNotRowByRowIsRefusedWithAReason(SparkSession spark) {
        Dataset<Row> rows = files(spark);
        refused(rows.join(rows.select("id"), "id"), "the plan has a ");
        refused(rows.groupBy("kind").count(), "the plan has a ");
        refused(rows.selectExpr("explode(several)"), "the plan has a Generate");
        refused(rows.selectExpr("rand(1)"), "not deterministic");
        refused(rows.selectExpr("sum(whole) OVER (PARTITION BY kind)"), "the plan has a ");
        refused(
                rows.selectExpr("(SELECT 1 + max(whole) FROM VALUES 1, 2 AS t(whole) WHERE rand() < 2)"),
                "the plan has a ");
        refused(
                rows.selectExpr("explode(array(whole, 1))", "id").selectExpr("monotonically_increasing_id()"),
                "numbers rows");
        refused(spark.range(5).toDF(), "the plan has a Range");
        rows.select("id", "kind").write().csv(folder.resolve("texts").toString());
        refused(spark.read().csv(folder.resolve("texts").toString()), "the source gives rows, not batches");
    }

    @Test
    void projectionsAndFiltersAndUnionsOfFilesAreRead(SparkSession spark) {
        Dataset<Row> rows = files(spark);
        Dataset<Row> some = rows.filter("whole > 0").selectExpr("real + 1 AS more", "kind");
        for (Dataset<Row> readable :
                List.of(rows, some, some.union(some), some.unionByName(some).filter("more > 1"))) {
            assertThat(ColumnarScan.of(readable)).isInstanceOf(ColumnarScan.Branches.class);
        }
    }

    private Conformed conformed(TallyPlan plan, Optional<String> where) {
        return Passes.conformed(
                plan,
                new Source("test", "parquet", folder.resolve("files").toString(), Map.of(), where, Optional.empty()));
    }

    private static TallyPlan plan(String loss) {
        TallyPlan means = Passes.means(1, KINDS);
        LossColumn own = new LossColumn("own", loss, "NULL", Optional.empty(), false, Aggregate.MEAN, Direction.LOWER);
        return new TallyPlan(
                means.columns(),
                List.of(means.losses().get(0), own),
                MetricColumns.NONE,
                KINDS,
                means.baselines(),
                means.candidates());
    }

    private static void withSetting(SparkSession spark, String key, String value, Consumer<SparkSession> action) {
        String before = spark.conf().get(key);
        spark.conf().set(key, value);
        try {
            action.accept(spark);
        } finally {
            spark.conf().set(key, before);
        }
    }

    private void writeLabelled(SparkSession spark, int copies) {
        String files = folder.resolve("files").toString();
        for (int i = 0; i < copies; i++) {
            new RandomFile(new Random(i))
                    .rows(spark, 2_000, 1)
                    .selectExpr(
                            "id", "version", "share AS label", "real AS prediction", "kind", "day", "whole", "share")
                    .write()
                    .mode("append")
                    .parquet(files);
        }
    }

    @Test
    void aValueThatFailsWhereNoRowAsksForItFailsNothing(SparkSession spark) {
        writeLabelled(spark, 1);
        withSetting(spark, "spark.sql.ansi.enabled", "true", session -> {
            TallyPlan plan = plan("CASE WHEN whole <> 0 THEN 1 / whole ELSE raise_error('zero') END * 0 + 1");
            TallyPlan guarded = plan("CASE WHEN whole <> 0 THEN 1 / whole END");
            Dataset<Row> scored = new Scorer(guarded, RepeatedIds.NONE).score(conformed(guarded, Optional.empty()));
            ScoredLayout layout = ScoredLayout.of(guarded, RepeatedIds.NONE);
            assertThat(ScoredLines.ofFailingBatches(layout, scored)).isEqualTo(ScoredLines.ofRows(layout, scored));
            Dataset<Row> failing = new Scorer(plan, RepeatedIds.NONE).score(conformed(plan, Optional.empty()));
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> ScoredLines.ofFailingBatches(ScoredLayout.of(plan, RepeatedIds.NONE), failing))
                    .hasMessageContaining("zero");
        });
    }

    @Test
    void rowsAreCountedWhereTheyAreRead(SparkSession spark) {
        writeLabelled(spark, 3);
        TallyPlan plan = plan("abs(label)");
        Dataset<Row> scored = new Scorer(plan, RepeatedIds.NONE).score(conformed(plan, Optional.of("whole > 0")));
        ColumnarScan.Branches found = (ColumnarScan.Branches) ColumnarScan.of(scored);
        BatchRoads roads = new BatchRoads(ScoredLayout.of(plan, RepeatedIds.NONE), found);
        long rows = roads
                .map(new PartitionGroups.Each(), batches -> {
                    long count = 0;
                    while (batches.hasNext()) {
                        count += batches.next().size;
                    }
                    return List.of(count).iterator();
                })
                .collect()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(rows).isEqualTo(6_000);
        String name = found.branches().get(0).observations().get(0);
        assertThat(roads.read(name)).isEqualTo(OptionalLong.of(6_000));
        assertThat(roads.read("another")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "orc"})
    void aColumnOfMoreTextsThanAreKeptIsReadAllTheSame(String format, SparkSession spark) {
        String files = folder.resolve("files").toString();
        spark.range(0, 140_000, 1, 1)
                .selectExpr(
                        "string(id) AS id",
                        "'a' AS version",
                        "id % 2D AS label",
                        "0.5D AS prediction",
                        "concat('k', id) AS kind",
                        "nullif(concat('day ', id % 7), 'day 3') AS day")
                .write()
                .format(format)
                .save(files);
        TallyPlan plan = plan("CASE WHEN kind > 'k5' THEN double(substring(kind, 2)) END");
        Source source = new Source("test", format, files, Map.of(), Optional.empty(), Optional.empty());
        Dataset<Row> scored = new Scorer(plan, RepeatedIds.NONE).score(Passes.conformed(plan, source));
        ScoredLayout layout = ScoredLayout.of(plan, RepeatedIds.NONE);
        assertThat(ScoredLines.ofBatches(layout, scored).equals(ScoredLines.ofRows(layout, scored)))
                .isTrue();
    }

    @Test
    void rowsThatAFilterLeavesOutAreNotScored(SparkSession spark) {
        writeLabelled(spark, 2);
        String query = "SELECT *, 1 / nullif(share, 0) AS inverse FROM parquet.`" + folder.resolve("files")
                + "` WHERE whole > 0 OR kind = 'b'";
        TallyPlan plan = plan("inverse + abs(label - prediction)");
        Source source = new Source("test", "sql", query, Map.of(), Optional.empty(), Optional.empty());
        Dataset<Row> scored = new Scorer(plan, RepeatedIds.NONE).score(Passes.conformed(plan, source));
        ScoredLayout layout = ScoredLayout.of(plan, RepeatedIds.NONE);
        assertThat(ScoredLines.ofBatches(layout, scored))
                .hasSizeBetween(1_000, 3_999)
                .isEqualTo(ScoredLines.ofRows(layout, scored));
    }

    @Test
    void nothingOfAnOrdinaryEvaluationIsLeftToRows(SparkSession spark) {
        writeLabelled(spark, 1);
        TallyPlan plan = plan("CASE WHEN label < 0.5 AND kind = 'a' THEN abs(label - prediction) ELSE 0D END");
        Dataset<Row> scored = new Scorer(plan, RepeatedIds.NONE).score(conformed(plan, Optional.empty()));
        ColumnarScan.Branches found = (ColumnarScan.Branches) ColumnarScan.of(scored);
        ScoredLayout layout = ScoredLayout.of(plan, RepeatedIds.NONE);
        BatchRoad road = BatchRoad.of(
                layout,
                new Dictionaries(layout.schema()),
                found.branches().get(0).plans(),
                0,
                Collections.emptyIterator(),
                false,
                read -> {});
        assertThat(road.byRow()).allMatch(text -> text.startsWith("concat("));
        assertThat(ColumnarScan.DictionaryDoor.isOpen()).isTrue();
    }

    @Test
    void textsOfOrcArePlacesInADictionary(SparkSession spark) {
        String files = folder.resolve("files").toString();
        spark.range(0, 4_000, 1, 1)
                .selectExpr("concat('kind ', id % 7) AS kind", "id")
                .write()
                .orc(files);
        Dataset<Row> rows = spark.read().orc(files).select("kind", "id");
        ColumnarScan.Branches found = (ColumnarScan.Branches) ColumnarScan.of(rows);

        List<String> batches = found.branches()
                .get(0)
                .batches()
                .toJavaRDD()
                .map(ColumnarScanSparkTest::placesOfTexts)
                .collect();

        assertThat(batches).isNotEmpty().allMatch(batch -> batch.equals("7 places in one array"));
    }

    private static String placesOfTexts(ColumnarBatch batch) {
        if (!ColumnarScan.OrcDoor.isTo(batch.column(0))) {
            return "no door";
        }
        BytesColumnVector texts = ColumnarScan.OrcDoor.texts(batch.column(0));
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < batch.numRows(); i++) {
            if (texts.vector[i] != texts.vector[0]) {
                return "several arrays";
            }
            places.add(texts.start[i]);
        }
        return places.size() + " places in one array";
    }
}
