package io.assay.aggregation;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/**
 * To how many Spark partitions rows are sent. For each of them every task sends pieces of its own, while many rows in one are
 * sorted in bounded memory: so a few large ones are better than many small ones.
 *
 * @param partitions to send rows to
 * @param suitable how many there were with {@value #MEGABYTES} MB in each; no less than that
 */
record MeetingPartitions(int partitions, int suitable) {

    private static final int MEGABYTES = 128;

    /** Bytes that suit a partition. */
    private static final long SUITABLE = (long) MEGABYTES << 20;

    /** Bytes from which on there are more partitions than Spark's setting says. */
    private static final long LARGE = 1L << 30;

    /** Directories that are looked at; if there are more, the others' files are taken to be as large. */
    private static final int DIRECTORIES = 100;

    /** For the rows of sources, which are taken to be as large on their way as in their files. */
    static MeetingPartitions of(SparkSession spark, List<Dataset<?>> sources) {
        long bytes = 0;
        for (Dataset<?> source : sources) {
            OptionalLong own = bytes(source.inputFiles(), spark.sparkContext().hadoopConfiguration());
            if (own.isEmpty()) {
                return of(OptionalLong.empty(), parallelism(spark), setting(spark));
            }
            bytes += own.getAsLong();
        }
        return of(OptionalLong.of(bytes), parallelism(spark), setting(spark));
    }

    private static int parallelism(SparkSession spark) {
        return spark.sparkContext().defaultParallelism();
    }

    private static int setting(SparkSession spark) {
        return Integer.parseInt(spark.conf().get("spark.sql.shuffle.partitions"));
    }

    /**
     * One for every 128 MB, but as many as tasks run at once, and not more than Spark's setting unless they had more than
     * 1 GB each. The setting where the bytes are unknown.
     */
    static MeetingPartitions of(OptionalLong bytes, int parallelism, int setting) {
        if (bytes.isEmpty()) {
            int partitions = Math.max(parallelism, setting);
            return new MeetingPartitions(partitions, partitions);
        }
        long suitable = divided(bytes.getAsLong(), SUITABLE);
        long needed = divided(bytes.getAsLong(), LARGE);
        int partitions = whole(Math.max(parallelism, Math.max(Math.min(suitable, setting), needed)));
        return new MeetingPartitions(partitions, whole(Math.max(partitions, suitable)));
    }

    private static int whole(long count) {
        return (int) Math.min(Integer.MAX_VALUE, count);
    }

    private static long divided(long bytes, long size) {
        return (bytes + size - 1) / size;
    }

    /** Bytes of files; empty if there are none, as for tables of a database, or if they cannot be looked at. */
    static OptionalLong bytes(String[] files, Configuration configuration) {
        Map<Path, List<Path>> directories = new TreeMap<>();
        for (String file : files) {
            Path path = new Path(URI.create(file));
            Path parent = path.getParent();
            directories
                    .computeIfAbsent(parent == null ? path : parent, found -> new ArrayList<>())
                    .add(path);
        }
        long bytes = 0;
        long seen = 0;
        int left = DIRECTORIES;
        for (Map.Entry<Path, List<Path>> directory : directories.entrySet()) {
            if (left-- == 0) {
                break;
            }
            try {
                bytes += bytes(directory.getKey(), directory.getValue(), configuration);
            } catch (IOException e) {
                // What is wrong with the files is said when they are read.
                return OptionalLong.empty();
            }
            seen += directory.getValue().size();
        }
        return seen == 0 ? OptionalLong.empty() : OptionalLong.of((long) ((double) bytes / seen * files.length));
    }

    private static long bytes(Path directory, List<Path> files, Configuration configuration) throws IOException {
        FileSystem system = directory.getFileSystem(configuration);
        if (files.size() == 1) {
            return system.getFileStatus(files.get(0)).getLen();
        }
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.add(file.getName()));
        long bytes = 0;
        for (FileStatus file : system.listStatus(directory)) {
            bytes += names.contains(file.getPath().getName()) ? file.getLen() : 0;
        }
        return bytes;
    }
}
