package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Tuple2;

@Tag("spark")
@ExtendWith(SharedSession.class)
class MeetingSparkTest {

    private static final int ROWS = 20_000;
    private static final int IDS = 6_000;
    private static final ScoredSchema SCHEMA = new ScoredSchema(0, 1, 1, List.of(false), false, false, List.of(), 0);

    /** Two partitions are written file by file, many of them sorted into one file. A task may read several. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1000000000",
        "2, 2, 1000000000",
        "300, 300, 1000000000",
        "2, 2, 20000",
        "300, 300, 1",
        "7, 2, 1000000000",
        "7, 1, 20000",
        "7, 2, 1"
    })
    void allRowsOfAnIdMeetOnce(int partitions, int tasks, long memory, SparkSession spark) throws IOException {
        TreeMap<Long, String> met = new TreeMap<>();
        JavaRDD<Row> found =
                groups(spark, partitions, new PartitionGroups.Fewer(tasks), memory, MeetingSparkTest::grouped);
        assertThat(found.getNumPartitions()).isEqualTo(tasks);
        for (Row group : found.collect()) {
            assertThat(met.put(group.getLong(0), group.getString(1)))
                    .as("id %d came twice", group.getLong(0))
                    .isNull();
        }
        TreeMap<Long, String> expected = new TreeMap<>();
        IntStream.range(0, ROWS).forEach(i -> expected.merge((long) i % IDS, name(i), MeetingSparkTest::sorted));
        assertThat(met).isEqualTo(expected);
        assertThat(spilled()).isEmpty();
    }

    @Test
    void aFailedTaskLeavesNoFiles(SparkSession spark) throws Exception {
        assertThatThrownBy(() -> groups(spark, 2, 1, rows -> {
                            rows.next();
                            assertThat(spilled()).isNotEmpty();
                            throw new IllegalStateException("stopped on purpose");
                        })
                        .collect())
                .hasMessageContaining("stopped on purpose");
        // The job is over with its first failure; what else ran is told to end, which takes a moment.
        for (int i = 0; i < 1_000 && !spilled().isEmpty(); i++) {
            Thread.sleep(10);
        }
        assertThat(spilled()).isEmpty();
    }

    private static List<Path> spilled() throws IOException {
        try (Stream<Path> files = Files.list(LocalDirectory.of(0))) {
            return files.filter(file -> file.getFileName().toString().startsWith(SpilledRows.PREFIX))
                    .toList();
        }
    }

    private static JavaRDD<Row> groups(
            SparkSession spark, int partitions, long memory, FlatMapFunction<Iterator<ScoredBatch>, Row> tallying) {
        return groups(spark, partitions, new PartitionGroups.Each(), memory, tallying);
    }

    private static JavaRDD<Row> groups(
            SparkSession spark,
            int partitions,
            PartitionGroups tasks,
            long memory,
            FlatMapFunction<Iterator<ScoredBatch>, Row> tallying) {
        JavaRDD<Integer> source = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(IntStream.range(0, ROWS).boxed().toList(), 3);
        JavaRDD<Tuple2<Integer, byte[]>> blocks =
                source.mapPartitions(part -> new RowBlocks(scored(part), SCHEMA, partitions));
        return Meeting.tallied(Meeting.shuffled(blocks, partitions), SCHEMA, tasks, MeetingMemory.of(memory), tallying);
    }

    private static Iterator<ScoredBatch> scored(Iterator<Integer> numbers) {
        List<ScoredBatch> batches = new ArrayList<>();
        Dictionaries dictionaries = new Dictionaries(SCHEMA);
        while (numbers.hasNext()) {
            ScoredBatch batch = new ScoredBatch(SCHEMA, dictionaries, 100);
            while (numbers.hasNext() && batch.size < batch.capacity()) {
                int number = numbers.next();
                int row = batch.size++;
                batch.idLow[row] = number % IDS;
                batch.version[row] = dictionaries.versions().code("v");
                batch.coordinate[0][row] = dictionaries.coordinate(0).code(name(number));
                batch.loss[0][row] = number;
                batch.weight[row] = 1;
            }
            batches.add(batch);
        }
        return batches.iterator();
    }

    private static Iterator<Row> grouped(Iterator<ScoredBatch> batches) {
        List<Row> groups = new ArrayList<>();
        long id = -1;
        String names = "";
        while (batches.hasNext()) {
            ScoredBatch batch = batches.next();
            for (int row = 0; row < batch.size; row++) {
                if (batch.idLow[row] != id && id >= 0) {
                    groups.add(RowFactory.create(id, names));
                    names = "";
                }
                id = batch.idLow[row];
                String name = batch.dictionaries.coordinate(0).text(batch.coordinate[0][row]);
                assertThat(name).isEqualTo(name((int) batch.loss[0][row]));
                names = names.isEmpty() ? name(batch, row) : sorted(names, name(batch, row));
            }
        }
        if (id >= 0) {
            groups.add(RowFactory.create(id, names));
        }
        return groups.iterator();
    }

    private static String name(ScoredBatch batch, int row) {
        return name((int) batch.loss[0][row]);
    }

    private static String name(int number) {
        return "row " + number;
    }

    private static String sorted(String names, String name) {
        return String.join(
                ", ",
                Stream.concat(Stream.of(names.split(", ")), Stream.of(name))
                        .sorted()
                        .toList());
    }
}
