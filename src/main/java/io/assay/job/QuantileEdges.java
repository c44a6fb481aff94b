package io.assay.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.input.Conformed;
import io.assay.input.Expressions;
import io.assay.job.Configuration.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * The edges of slices by quantiles. They are found once, from the baseline's rows, in a read of their own, and frozen
 * under {@code OUTPUT/evaluation=NAME/_frozen}, so that the slices of two run dates are the same.
 */
final class QuantileEdges {

    private final SparkSession spark;
    private final Configuration configuration;
    private final Map<String, List<Double>> edges = new TreeMap<>();
    private int scans;

    QuantileEdges(SparkSession spark, Configuration configuration) {
        this.spark = spark;
        this.configuration = configuration;
    }

    /** The inner edges of every slice by quantiles, frozen or found now. */
    Map<String, List<Double>> edges(Planner planner) throws IOException {
        List<Slice> wanted = configuration.slices().stream()
                .filter(slice -> slice.kind() == Slice.Kind.QUANTILES)
                .toList();
        if (wanted.isEmpty()) {
            return Map.of();
        }
        edges.putAll(frozen());
        List<Slice> missing = wanted.stream()
                .filter(slice -> !edges.containsKey(SlicePlanner.edgesKey(slice)))
                .toList();
        if (!missing.isEmpty()) {
            planner.plan(Map.of());
            Conformed conformed = planner.conformed();
            for (Slice slice : missing) {
                edges.put(SlicePlanner.edgesKey(slice), found(conformed, slice));
            }
        }
        return edges;
    }

    /** How often the sources were read for it. */
    int scans() {
        return scans;
    }

    /** Keeps the edges for the next run date. */
    void freeze() throws IOException {
        if (scans == 0) {
            return;
        }
        FileSystem files = files();
        Path temporary = new Path(file().getParent(), ".edges.part");
        try (OutputStream out = files.create(temporary, true)) {
            out.write(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(edges));
        }
        files.delete(file(), false);
        files.rename(temporary, file());
    }

    private List<Double> found(Conformed conformed, Slice slice) {
        scans++;
        spark.sparkContext()
                .setJobDescription(
                        "assay: find quantile edges of " + slice.columns().get(0));
        String sql = "try_cast("
                + Expressions.sql(slice.columns().get(0), conformed.rows().schema()) + " AS DOUBLE)";
        Dataset<Double> values = conformed
                .rows()
                .filter(functions
                        .col(Conformed.STATUS)
                        .isNull()
                        .and(functions
                                .col(Conformed.VERSION)
                                .equalTo(configuration.baselines().get(0))))
                .select(functions.expr(sql).as("value"))
                .filter("value IS NOT NULL AND NOT isnan(value)")
                .as(Encoders.DOUBLE())
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            long rows = values.count();
            List<Long> ranks = new ArrayList<>();
            for (int i = 1; i < slice.quantiles() && rows > 0; i++) {
                ranks.add(Math.min(rows - 1, rows * i / slice.quantiles()));
            }
            JavaPairRDD<Double, Long> ranked = values.sort("value").toJavaRDD().zipWithIndex();
            Map<Long, Double> byRank = new LinkedHashMap<>();
            ranked.filter(pair -> ranks.contains(pair._2()))
                    .collect()
                    .forEach(pair -> byRank.put(pair._2(), pair._1()));
            return ranks.stream().map(byRank::get).distinct().toList();
        } finally {
            values.unpersist(false);
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, List<Double>> frozen() throws IOException {
        if (!files().exists(file())) {
            return Map.of();
        }
        try (InputStream in = files().open(file())) {
            return new ObjectMapper().readValue(in, Map.class);
        }
    }

    private FileSystem files() throws IOException {
        return file().getFileSystem(spark.sparkContext().hadoopConfiguration());
    }

    private Path file() {
        String folder = "evaluation=" + configuration.evaluation() + "/_frozen";
        return new Path(new Path(configuration.output().path(), folder), "edges.json");
    }
}
