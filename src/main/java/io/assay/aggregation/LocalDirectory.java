package io.assay.aggregation;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;

/**
 * Finds a directory on a local disk for a task's temporary files: one of those that the cluster gives to Spark, in the order
 * in which Spark looks for them, or else that of the JVM.
 */
final class LocalDirectory {

    private LocalDirectory() {}

    /** A directory for the task with a number; tasks take turns where there are several disks. */
    static Path of(long task) {
        SparkEnv environment = SparkEnv.get();
        return of(task, System.getenv(), environment == null ? new SparkConf(false) : environment.conf());
    }

    static Path of(long task, Map<String, String> environment, SparkConf conf) {
        List<Path> found = usable(environment.get("LOCAL_DIRS"), ",");
        if (found.isEmpty()) {
            found = usable(environment.get("SPARK_EXECUTOR_DIRS"), File.pathSeparator);
        }
        if (found.isEmpty()) {
            found = usable(environment.get("SPARK_LOCAL_DIRS"), ",");
        }
        if (found.isEmpty()) {
            found = usable(conf.get("spark.local.dir", ""), ",");
        }
        return found.isEmpty()
                ? Path.of(System.getProperty("java.io.tmpdir"))
                : found.get((int) Math.floorMod(task, (long) found.size()));
    }

    private static List<Path> usable(@Nullable String names, String separator) {
        List<Path> directories = new ArrayList<>();
        if (names != null) {
            for (String name : names.split(Pattern.quote(separator))) {
                Path directory = Path.of(name.trim());
                if (!name.isBlank() && Files.isDirectory(directory) && Files.isWritable(directory)) {
                    directories.add(directory);
                }
            }
        }
        return directories;
    }
}
