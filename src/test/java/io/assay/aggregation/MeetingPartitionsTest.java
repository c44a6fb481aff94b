package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeetingPartitionsTest {

    private static final long MEGABYTE = 1L << 20;

    @ParameterizedTest
    @CsvSource({
        "0, 4, 200, 4",
        "1, 4, 200, 4",
        "1280, 4, 200, 10",
        "1281, 4, 200, 11",
        "1000000, 4, 200, 977",
        "100000, 4, 200, 200",
        "100, 8, 2, 8",
        "1280, 4, 5, 5"
    })
    void partitionsAreAsManyAsTasksAndNotSmallerThanSuits(long megabytes, int parallelism, int setting, int expected) {
        assertThat(MeetingPartitions.of(OptionalLong.of(megabytes * MEGABYTE), parallelism, setting)
                        .partitions())
                .isEqualTo(expected);
    }

    @Test
    void bytesThatAreUnknownAreLeftToTheSetting() {
        assertThat(MeetingPartitions.of(OptionalLong.empty(), 4, 200)).isEqualTo(new MeetingPartitions(200, 200));
        assertThat(MeetingPartitions.of(OptionalLong.empty(), 4, 2)).isEqualTo(new MeetingPartitions(4, 4));
        assertThat(MeetingPartitions.bytes(new String[0], new Configuration())).isEmpty();
        assertThat(MeetingPartitions.bytes(new String[] {"file:///not/there"}, new Configuration()))
                .isEmpty();
    }

    @Test
    void bytesAreThoseOfTheFilesThatAreRead(@TempDir Path directory) throws IOException {
        Path first = Files.write(directory.resolve("a b"), new byte[100]);
        Path second = Files.write(directory.resolve("c"), new byte[20]);
        Files.write(directory.resolve("other"), new byte[3]);
        Path nested = Files.createDirectory(directory.resolve("day=1")).resolve("d");
        Files.write(nested, new byte[4000]);
        String[] files = {
            first.toUri().toString(), second.toUri().toString(), nested.toUri().toString()
        };
        assertThat(MeetingPartitions.bytes(files, new Configuration())).hasValue(4120);
    }

    @Test
    void memoryIsThreeTwentiethsOfTheHeapForAllTasksOfAnExecutor() {
        long heap = Runtime.getRuntime().maxMemory();
        assertThat(new MeetingMemory(0, 4).ofTask()).isCloseTo(Math.max(16 * MEGABYTE, heap * 3 / 80), within(1L));
        assertThat(new MeetingMemory(0, 1_000_000).ofTask()).isEqualTo(16 * MEGABYTE);
        assertThat(MeetingMemory.of(5).ofTask()).isEqualTo(5);
    }

    @Test
    void temporaryFilesGoToTheDisksOfTheCluster(@TempDir Path directory) throws IOException {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        SparkConf conf = new SparkConf(false).set("spark.local.dir", first + "," + second);
        assertThat(LocalDirectory.of(0, Map.of(), conf)).isEqualTo(first);
        assertThat(LocalDirectory.of(3, Map.of(), conf)).isEqualTo(second);
        assertThat(LocalDirectory.of(0, Map.of("LOCAL_DIRS", second.toString()), conf))
                .isEqualTo(second);
        SparkConf none = new SparkConf(false).set("spark.local.dir", "/not/there");
        assertThat(LocalDirectory.of(0, Map.of(), none)).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    }

    @ParameterizedTest
    @CsvSource({"100, 4, 4", "12800, 100, 100", "102400, 100, 800"})
    void suitableAreAsManyAsHave128MegabytesEach(long megabytes, int partitions, int suitable) {
        assertThat(MeetingPartitions.of(OptionalLong.of(megabytes * MEGABYTE), 4, 100))
                .isEqualTo(new MeetingPartitions(partitions, suitable));
    }
}
