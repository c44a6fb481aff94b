package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.input.Conformed;
import io.assay.input.Source;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task reads several Spark partitions, each of them once, so that its tallies are sent once. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class PartitionGroupsSparkTest {

    /** With files as dear as whole partitions, each is one. */
    private static final String OPEN_COST = "spark.sql.files.openCostInBytes";

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"2, 6, 6", "2, 7, 6", "2, 48, 6", "2, 49, 7", "2, 100, 13", "500, 1500, 1500", "500, 20000, 2500"})
    void thereAreThreeTasksForEachThatRunsAndNoneHasMoreThanEightPartitions(int atOnce, int partitions, int tasks) {
        assertThat(PartitionGroups.tasks(OptionalInt.of(atOnce), partitions)).isEqualTo(tasks);
        assertThat(PartitionGroups.tasks(OptionalInt.empty(), partitions)).isEqualTo(partitions);
    }

    @Test
    void smallPartitionsAreReadByAsManyTasksAsLargeOnesWouldBe(SparkSession spark) {
        assertThat(PartitionGroups.fewer(spark.sparkContext(), 100, 2)).isEqualTo(new PartitionGroups.Fewer(2));
        assertThat(PartitionGroups.fewer(spark.sparkContext(), 4, 30)).isEqualTo(new PartitionGroups.Each());
        assertThat(PartitionGroups.fewer(spark.sparkContext(), 200, 160)).isEqualTo(new PartitionGroups.Fewer(20));
        assertThat(PartitionGroups.fewer(spark.sparkContext(), 200, 1_600)).isEqualTo(new PartitionGroups.Each());
    }

    private static JavaRDD<List<Integer>> numbers(SparkSession spark, int partitions, PartitionGroups groups) {
        JavaRDD<Integer> numbers = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(IntStream.range(0, partitions).boxed().toList(), partitions);
        return groups.of(numbers).glom();
    }

    @Test
    void aBucketIsReadWithThatOfEveryOtherTable(SparkSession spark) {
        assertThat(numbers(spark, 12, new PartitionGroups.SameBuckets(4)).collect())
                .containsExactly(List.of(0, 4, 8), List.of(1, 5, 9), List.of(2, 6, 10), List.of(3, 7, 11));
        assertThat(numbers(spark, 4, new PartitionGroups.SameBuckets(4)).collect())
                .containsExactly(List.of(0), List.of(1), List.of(2), List.of(3));
    }

    @Test
    void fewerTasksReadAllOnce(SparkSession spark) {
        List<List<Integer>> read =
                numbers(spark, 20, new PartitionGroups.Fewer(6)).collect();
        List<Integer> all = new ArrayList<>();
        read.forEach(all::addAll);
        assertThat(all).doesNotHaveDuplicates().hasSize(20);
        assertThat(read).hasSize(6).allMatch(own -> own.size() <= 4);
    }

    /** On every road, and whether rows meet or not. */
    @Test
    void rowsOfManyPartitionsAreTalliedByFewTasks(SparkSession spark) {
        TallyPlan plan = Passes.plan(true, false);
        Conformed held = Passes.conformed(plan, Score.good(new Random(1), 40), 30);
        String files = folder.resolve("files").toString();
        held.rows()
                .select(
                        held.source().fieldNames()[0],
                        Arrays.copyOfRange(
                                held.source().fieldNames(), 1, held.source().size()))
                .write()
                .parquet(files);
        spark.conf().set(OPEN_COST, 128L << 20);
        Conformed filed = Passes.conformed(
                plan, new Source("test", "parquet", files, Map.of(), Optional.empty(), Optional.empty()));
        ScoredLayout layout = ScoredLayout.of(plan, RepeatedIds.NONE);
        Tallier tallier = new Tallier(plan, Tallier.Ids.MEET, true, GroupLimit.NONE, 2);
        int tasks = PartitionGroups.TASKS_A_CORE * spark.sparkContext().defaultParallelism();
        for (String road : List.of("", "rows", "plain")) {
            spark.conf().set(ScoredRows.ROAD, road);
            try {
                Conformed rows = road.isEmpty() ? filed : held;
                ScoredRows scored = ScoredRows.of(spark, new Scorer(plan, RepeatedIds.NONE).score(rows), layout);
                assertThat(scored.road()).contains(road.isEmpty() ? "in batches" : road);
                JavaRDD<Row> met = scored.met(tallier, MeetingMemory.of(1 << 20), new MeetingPartitions(40, 40));
                assertThat(scored.tallied(tallier).getNumPartitions()).isEqualTo(tasks);
                assertThat(met.getNumPartitions()).isEqualTo(tasks);
                assertThat(numberOfTallies(met)).isEqualTo(tasks);
            } finally {
                spark.conf().unset(ScoredRows.ROAD);
            }
        }
    }

    @AfterEach
    void asBefore(SparkSession spark) {
        spark.conf().unset(OPEN_COST);
    }

    /** How many tasks gave tallies for the first of the parts. */
    private static int numberOfTallies(JavaRDD<Row> tallied) {
        Set<Integer> tasks = new HashSet<>(tallied.mapPartitionsWithIndex(
                        (index, rows) -> {
                            boolean any = false;
                            while (rows.hasNext()) {
                                any |= rows.next().toString().contains(TalliedRow.TALLIES);
                            }
                            return (any ? List.of(index) : List.<Integer>of()).iterator();
                        },
                        true)
                .collect());
        return tasks.size();
    }
}
