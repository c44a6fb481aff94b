package io.assay.job;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.input.Conformed;
import io.assay.input.Expressions;
import io.assay.job.Configuration.MetricEntry;
import io.assay.job.Configuration.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The edges of slices by quantiles, and of the bins of scores that metrics are read off ({@link BinnedScores}). They are found once, from the baseline's rows, those of scores from all versions, in a read of their own, and frozen
 * under {@code OUTPUT/evaluation=NAME/_frozen}, so that the slices of two run dates are the same.
 */
final class QuantileEdges {

    private final SparkSession spark;
    private final Configuration configuration;
    private final Map<String, List<Double>> edges = new TreeMap<>();
    private int scans;
    private boolean foundAny;

    QuantileEdges(SparkSession spark, Configuration configuration) {
        this.spark = spark;
        this.configuration = configuration;
    }

    /** The inner edges that an earlier run date has frozen. */
    Map<String, List<Double>> frozen() throws IOException {
        if (!wanted().isEmpty() || !BinnedScores.of(configuration).isEmpty()) {
            edges.putAll(kept());
        }
        return edges;
    }

    /** Whether some slice by quantiles has no edges yet. */
    boolean areMissing() {
        return !missing().isEmpty() || !unbinned().isEmpty();
    }

    /** The inner edges of every slice by quantiles, after a read of the rows for those that are missing. */
    Map<String, List<Double>> found(Conformed conformed) {
        if (!missing().isEmpty()) {
            find(conformed, missing());
        }
        if (!unbinned().isEmpty()) {
            findScores(conformed, unbinned());
        }
        return edges;
    }

    /** The metrics in bins whose edges are not known, one for each list of edges. */
    private List<MetricEntry> unbinned() {
        Map<String, MetricEntry> first = new LinkedHashMap<>();
        BinnedScores.of(configuration).stream()
                .filter(metric -> !edges.containsKey(BinnedScores.key(metric)))
                .forEach(metric -> first.putIfAbsent(BinnedScores.key(metric), metric));
        return List.copyOf(first.values());
    }

    /** Of all versions together: scores of one may lie elsewhere than those of another. */
    private void findScores(Conformed conformed, List<MetricEntry> metrics) {
        scans++;
        spark.sparkContext().setJobDescription("assay: find edges of scores");
        Dataset<Row> rows = conformed.rows();
        MetricPlanner planner = new MetricPlanner(rows, configuration.columns(), new ArrayList<>(), Map.of());
        Column[] columns = new Column[metrics.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = functions
                    .expr(planner.score(metrics.get(i)).orElse("CAST(NULL AS DOUBLE)"))
                    .as("score_" + i);
        }
        Dataset<Row> scores =
                rows.filter(col(Conformed.STATUS).isNull()).select(columns).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            for (int i = 0; i < columns.length; i++) {
                MetricEntry metric = metrics.get(i);
                Dataset<Double> numbers = numbers(scores.select(scores.col("score_" + i)));
                List<Double> found = BinnedScores.edges(starts(numbers, BinnedScores.bins(metric)));
                foundAny |= !found.isEmpty();
                if (!found.isEmpty()) {
                    edges.put(BinnedScores.key(metric), found);
                }
            }
        } finally {
            scores.unpersist(false);
        }
    }

    private static Dataset<Double> numbers(Dataset<Row> values) {
        Column one = values.col(values.columns()[0]);
        return values.filter(one.isNotNull().and(functions.not(functions.isnan(one))))
                .as(Encoders.DOUBLE());
    }

    private List<Slice> wanted() {
        return configuration.slices().stream()
                .filter(slice -> slice.kind() == Slice.Kind.QUANTILES)
                .toList();
    }

    private List<Slice> missing() {
        return wanted().stream()
                .filter(slice -> !edges.containsKey(SlicePlanner.edgesKey(slice)))
                .toList();
    }

    /** How often the sources were read for it. */
    int scans() {
        return scans;
    }

    /** Keeps the edges for the next run date. */
    void freeze() throws IOException {
        if (!foundAny) {
            return;
        }
        Path file = file();
        storage(file)
                .write(file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(edges));
    }

    /** Reads the baseline's values of all slices once. Without any, nothing is found, and so nothing is frozen. */
    private void find(Conformed conformed, List<Slice> missing) {
        scans++;
        spark.sparkContext().setJobDescription("assay: find quantile edges");
        List<String> baselines = PreviousRun.others(TrivialBaseline.others(configuration.baselines()));
        Column usable = col(Conformed.STATUS).isNull();
        if (configuration.trivial().isPresent()) {
            usable = usable.and(col(Conformed.VERSION).notEqual(TrivialBaseline.NAME));
        }
        // Held against their previous runs alone, all versions are alike.
        Column baseline =
                baselines.isEmpty() ? usable : usable.and(col(Conformed.VERSION).equalTo(baselines.get(0)));
        Dataset<Row> values = conformed
                .rows()
                .filter(baseline)
                .select(values(conformed, missing))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            for (int i = 0; i < missing.size(); i++) {
                Slice slice = missing.get(i);
                Column one = values.col(values.columns()[i]);
                List<Double> found = edges(numbers(values.select(one)), slice.quantiles());
                foundAny |= !found.isEmpty();
                if (!found.isEmpty()) {
                    edges.put(SlicePlanner.edgesKey(slice), found);
                }
            }
        } finally {
            values.unpersist(false);
        }
    }

    private static Column[] values(Conformed conformed, List<Slice> slices) {
        Column[] values = new Column[slices.size()];
        for (int i = 0; i < values.length; i++) {
            String column = slices.get(i).columns().get(0);
            String sql = Expressions.sql(column, conformed.rows().schema());
            values[i] = functions.expr("try_cast((" + sql + ") AS DOUBLE)").as("value_" + i);
        }
        return values;
    }

    /** Every value at which a further share of the rows begins; an infinite one begins no bin. */
    private static List<Double> edges(Dataset<Double> values, int quantiles) {
        return starts(values, quantiles).stream().distinct().toList();
    }

    /** The same in ascending order, a value with which several shares begin as often. */
    private static List<Double> starts(Dataset<Double> values, int quantiles) {
        long rows = values.count();
        Set<Long> ranks = new HashSet<>();
        for (int i = 1; i < quantiles && rows > 0; i++) {
            ranks.add(rows * i / quantiles);
        }
        return values
                .sort(values.columns()[0])
                .toJavaRDD()
                .zipWithIndex()
                .filter(ranked -> ranks.contains(ranked._2()))
                .map(Tuple2::_1)
                .collect()
                .stream()
                .filter(Double::isFinite)
                .map(edge -> edge + 0.0)
                .sorted()
                .toList();
    }

    @SuppressWarnings("unchecked")
    private Map<String, List<Double>> kept() throws IOException {
        Path file = file();
        Optional<byte[]> bytes = storage(file).read(file);
        return bytes.isPresent() ? new ObjectMapper().readValue(bytes.get(), Map.class) : Map.of();
    }

    private Storage storage(Path file) throws IOException {
        return Storage.of(file, spark.sparkContext().hadoopConfiguration());
    }

    private Path file() {
        String folder = OutputFolder.ofEvaluation(configuration.evaluation()) + "/_frozen";
        return new Path(new Path(configuration.output().path(), folder), "edges.json");
    }
}
