package io.assay.benchmark;

import io.assay.dimension.Coordinate;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the generated data lie, and what their columns are called.
 *
 * @param folder holds the three tables as folders of Parquet
 * @param examples how many examples there are; the long table has a row for each of them and each version
 */
record GeneratedData(String folder, long examples) {

    static final List<String> VERSIONS = List.of("v1", "v2", "v3");
    static final String BASELINE = "v1";

    /** The columns to slice by, with how many values each has. */
    static final List<String> SLICES = List.of("device", "tier", "channel", "region", "product", "store");

    static final List<Integer> SLICE_VALUES = List.of(2, 5, 10, 50, 200, 1_000);

    static final int CLASSES = 10;

    /** The crosses that make ten sets of the six columns. */
    private static final List<List<String>> CROSSES = List.of(
            List.of("device", "tier"),
            List.of("device", "channel"),
            List.of("tier", "channel"),
            List.of("channel", "region"));

    /** One row per example and version. */
    String longTable() {
        return folder + "/long";
    }

    /** The long table in files of ORC. */
    String orcTable() {
        return folder + "/long-orc";
    }

    /** One row per example, with a column per version. */
    String wideTable() {
        return folder + "/wide";
    }

    /** As many rows as in the long table, nearly all of one version and of one store. */
    String skewedTable() {
        return folder + "/skewed";
    }

    /** The rows of the long table in buckets of their ids: a table of the session's catalogue by this name. */
    static final String BUCKETED = "assay_benchmark_bucketed";

    /** The rows of each version in as many buckets: tables of the session's catalogue. */
    static final List<String> BUCKETED_VERSIONS =
            VERSIONS.stream().map(version -> BUCKETED + "_" + version).toList();

    /** Where its files are. */
    String bucketedTable(String name) {
        return folder + "/" + name;
    }

    /** One row for every third of the examples, with the probabilities of ten classes in an array. */
    String classTable() {
        return folder + "/classes";
    }

    /** The first {@code count} of the ten sets of columns to slice by: first each column alone, then crosses. */
    static List<List<String>> sets(int count) {
        List<List<String>> sets = new ArrayList<>();
        SLICES.forEach(column -> sets.add(List.of(column)));
        sets.addAll(CROSSES);
        return sets.subList(0, count);
    }

    /** The name of a set of columns in results. */
    static String setName(List<String> set) {
        return set.isEmpty() ? Coordinate.ALL : String.join(",", set);
    }
}
