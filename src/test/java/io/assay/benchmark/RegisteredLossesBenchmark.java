package io.assay.benchmark;

import io.assay.AssayExtensions;
import io.assay.loss.BinaryCrossEntropy;
import io.assay.loss.Huber;
import io.assay.loss.SquaredError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * What three losses cost in plain SQL, as registered functions, as Spark's own expressions and as classic user-defined
 * functions, against adding up the columns. Prints medians of the tasks' CPU time; the ways take turns in one JVM.
 *
 * <p>The first argument is the number of rows, 5 million if not given.
 */
public final class RegisteredLossesBenchmark {

    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 5;

    private final SparkSession spark;
    private final AtomicLong cpu = new AtomicLong();

    private RegisteredLossesBenchmark(SparkSession spark) {
        this.spark = spark;
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                cpu.addAndGet(end.taskMetrics().executorCpuTime());
            }
        });
    }

    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5_000_000;
        try (SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .appName("registered-losses")
                .withExtensions(new AssayExtensions())
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.adaptive.enabled", false)
                .getOrCreate()) {
            new RegisteredLossesBenchmark(spark).run(rows);
        }
    }

    private void run(long rows) throws Exception {
        Path data = Files.createTempDirectory("registered-losses");
        write(rows, data.resolve("rows").toString());
        registerClassic();
        Map<String, String> ways = ways();
        Map<String, List<Double>> cpuSeconds = new LinkedHashMap<>();
        Map<String, List<Double>> wallSeconds = new LinkedHashMap<>();
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (Map.Entry<String, String> way : ways.entrySet()) {
                double[] seconds = seconds(way.getValue());
                if (round >= 0) {
                    cpuSeconds
                            .computeIfAbsent(way.getKey(), k -> new ArrayList<>())
                            .add(seconds[0]);
                    wallSeconds
                            .computeIfAbsent(way.getKey(), k -> new ArrayList<>())
                            .add(seconds[1]);
                }
            }
        }
        print(rows, cpuSeconds, wallSeconds);
        delete(data);
    }

    private void write(long rows, String path) {
        spark.range(rows)
                .selectExpr("CAST(rand(1) < 0.3 AS DOUBLE) AS label", "rand(2) AS prediction")
                .write()
                .parquet(path);
        spark.read().parquet(path).createOrReplaceTempView("predictions");
    }

    private void registerClassic() {
        SquaredError squared = new SquaredError();
        Huber huber = new Huber();
        BinaryCrossEntropy entropy = new BinaryCrossEntropy();
        spark.udf()
                .register("classic_squared_error", (UDF2<Double, Double, Double>) squared::loss, DataTypes.DoubleType);
        spark.udf()
                .register(
                        "classic_huber",
                        (UDF2<Double, Double, Double>) (y, p) -> huber.loss(y, p, 1),
                        DataTypes.DoubleType);
        spark.udf()
                .register(
                        "classic_binary_cross_entropy",
                        (UDF2<Double, Double, Double>) (y, p) -> entropy.loss(y, p, 0x1p-52, 0, Double.NaN),
                        DataTypes.DoubleType);
    }

    private static Map<String, String> ways() {
        String clipped = "least(greatest(prediction, 2.220446049250313E-16D), 1 - 2.220446049250313E-16D)";
        Map<String, String> ways = new LinkedHashMap<>();
        ways.put("sum of the columns", "sum(label), sum(prediction)");
        ways.put("registered, strict", sums("", "(label, prediction)"));
        ways.put("registered, `try_`", sums("try_", "(label, prediction)"));
        ways.put(
                "Spark's expressions",
                "sum((prediction - label) * (prediction - label)),"
                        + " sum(CASE WHEN abs(prediction - label) <= 1 THEN (prediction - label) * (prediction - label) / 2"
                        + " ELSE abs(prediction - label) - 0.5D END),"
                        + " sum(- label * ln(" + clipped + ") - (1 - label) * ln(1 - " + clipped + "))");
        ways.put("classic functions (`UDF2`)", sums("classic_", "(label, prediction)"));
        return ways;
    }

    private static String sums(String prefix, String arguments) {
        return "sum(" + prefix + "squared_error" + arguments + "), sum(" + prefix + "huber" + arguments + "), sum("
                + prefix + "binary_cross_entropy" + arguments + ")";
    }

    /** CPU of all tasks and wall time. */
    private double[] seconds(String sums) throws Exception {
        drain();
        cpu.set(0);
        long start = System.nanoTime();
        Row row = spark.sql("SELECT " + sums + " FROM predictions").head();
        double wall = (System.nanoTime() - start) / 1e9;
        drain();
        if (row.anyNull()) {
            throw new IllegalStateException("No result for " + sums);
        }
        return new double[] {cpu.get() / 1e9, wall};
    }

    /** Waits until every task has been counted. */
    private void drain() throws Exception {
        Object bus = spark.sparkContext().getClass().getMethod("listenerBus").invoke(spark.sparkContext());
        bus.getClass().getMethod("waitUntilEmpty").invoke(bus);
    }

    private static void print(long rows, Map<String, List<Double>> cpuSeconds, Map<String, List<Double>> wallSeconds) {
        double reference = median(cpuSeconds.getOrDefault("sum of the columns", List.of()));
        System.out.printf(Locale.ROOT, "%,d rows, Java %s%n", rows, Runtime.version());
        System.out.println("| way | CPU s | wall s | CPU against the sum of the columns | spread of CPU s |");
        System.out.println("|---|---|---|---|---|");
        cpuSeconds.forEach((way, seconds) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.1f | %.2f to %.2f |%n",
                way,
                median(seconds),
                median(wallSeconds.getOrDefault(way, List.of())),
                median(seconds) / reference,
                seconds.stream().min(Double::compare).orElseThrow(),
                seconds.stream().max(Double::compare).orElseThrow()));
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
