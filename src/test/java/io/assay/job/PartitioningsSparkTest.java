package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The tables that are written do not depend on the order of the rows, on their files, or on how Spark distributes them. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class PartitioningsSparkTest {

    private static final int PARTITIONINGS = 20;
    private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";
    private static final String COALESCE = "spark.sql.adaptive.coalescePartitions.enabled";
    private static final String SPLIT = "spark.sql.files.maxPartitionBytes";
    private static final String HEADER = "id,version,label,prediction,weight,user,kind,day";

    private static final String YAML =
            """
            evaluation: twenty
            input: {path: "rows-*.csv", options: {header: true}}
            columns: {id: id, version: version, label: label, prediction: prediction, weight: weight,
              cluster: user, partition: [day]}
            slices: [kind]
            losses: [log_loss, rmse, wmape, {name: middle, loss: absolute_error, aggregate: median},
              {name: total, weighted-sum: {log_loss: 1, rmse: 0.5}}]
            metrics: [f1, roc_auc, debiased_calibration_error, "minimum_cost(fn_cost=5)"]
            compare: {minimum-units: 10, margin: {relative: 0.2}, slice-correction: %s}
            baseline: a
            output: {formats: [%s]}
            """;

    /** The tables that have text files. */
    private static final List<String> TABLES =
            List.of("cost", "comparison", "metrics", "exploration", "attribution", "contribution", "threshold");

    @TempDir
    private Path folder = Path.of("");

    /** 120 examples of 40 users, some of whose rows are on both days; numbers whose sums depend on their order. */
    private static List<String> lines() {
        Random random = new Random(20);
        List<String> lines = new ArrayList<>();
        for (int id = 0; id < 120; id++) {
            int label = random.nextInt(2);
            String rest = "%s,user %d,kind %d,day %d"
                    .formatted(0.1 + random.nextDouble(), id % 40, random.nextInt(3), random.nextInt(2));
            for (String version : List.of("a", "b", "c")) {
                double off = Math.pow(random.nextDouble(), 3) * 0.99;
                lines.add("%d,%s,%d,%s,%s".formatted(id, version, label, label == 1 ? 1 - off : off, rest));
            }
        }
        return lines;
    }

    private void write(List<String> lines, int files) throws IOException {
        for (int file = 0; file < 7; file++) {
            List<String> rows = new ArrayList<>(List.of(HEADER));
            for (int i = file; file < files && i < lines.size(); i += files) {
                rows.add(lines.get(i));
            }
            Files.write(folder.resolve("rows-" + file + ".csv"), rows);
        }
    }

    private Path run(String yaml, String output) throws IOException {
        Path file = Files.writeString(folder.resolve("twenty.yaml"), yaml);
        Path out = folder.resolve(output);
        Runs.file(file, out, Map.of());
        return out.resolve("evaluation=twenty/run_date=undated");
    }

    private static Map<String, byte[]> texts(Path result) throws IOException {
        Map<String, byte[]> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(result)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".csv")).toList()) {
                texts.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return texts;
    }

    private static List<String> rows(SparkSession spark, Path result, String table) {
        return spark.read().parquet(result.resolve(table).toString()).collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    @Test
    void twentyRandomPartitioningsGiveTheSameBytes(SparkSession spark) throws IOException {
        String yaml = YAML.formatted("bh", "csv");
        write(lines(), 1);
        Map<String, byte[]> first = texts(run(yaml, "first"));
        assertThat(first.keySet())
                .containsAll(TABLES.stream().map(name -> name + ".csv").toList());
        Random random = new Random(21);
        String before = spark.conf().get(SHUFFLE_PARTITIONS);
        try {
            for (int i = 0; i < PARTITIONINGS; i++) {
                List<String> shuffled = new ArrayList<>(lines());
                Collections.shuffle(shuffled, random);
                write(shuffled, 1 + random.nextInt(7));
                spark.conf().set(SHUFFLE_PARTITIONS, 1 + random.nextInt(5));
                spark.conf().set(COALESCE, random.nextBoolean());
                spark.conf().set(SPLIT, random.nextBoolean() ? "2k" : "128m");
                Map<String, byte[]> again = texts(run(yaml, "again"));
                assertThat(again.keySet()).isEqualTo(first.keySet());
                for (Map.Entry<String, byte[]> table : first.entrySet()) {
                    assertThat(again.get(table.getKey()))
                            .as("%s in partitioning %d", table.getKey(), i)
                            .isEqualTo(table.getValue());
                }
            }
        } finally {
            spark.conf().set(SHUFFLE_PARTITIONS, before);
            spark.conf().unset(COALESCE);
            spark.conf().unset(SPLIT);
        }
    }

    /** Parquet files hold when they were written, so that their rows are compared, in their order. */
    @Test
    void parquetHasTheSameRowsInTheSameOrderAndEveryReportSaysHowItTested(SparkSession spark) throws IOException {
        String yaml = YAML.formatted("by", "parquet, csv, markdown, html");
        write(lines(), 3);
        Path first = run(yaml, "first");
        List<String> reversed = new ArrayList<>(lines());
        Collections.reverse(reversed);
        write(reversed, 2);
        Path again = run(yaml, "again");
        for (String table : TABLES) {
            assertThat(rows(spark, again, table))
                    .as(table)
                    .isEqualTo(rows(spark, first, table))
                    .isNotEmpty();
        }
        assertThat(Files.readString(first.resolve("exploration.csv"))).contains(",Benjamini-Yekutieli");
        assertThat(Files.readString(first.resolve("comparison.csv"))).contains(",paired t-test,1,");
        for (String report : List.of("summary.md", "report.html")) {
            assertThat(Files.readString(first.resolve(report)))
                    .as(report)
                    .contains("at a false discovery rate of 10 % (Benjamini-Yekutieli); 1 look; 3 versions")
                    .containsPattern(
                            "Interval: paired CR1 t[^;]*; test: [^;]+, one of [0-9,]+ (hard gate|slice)s; 1 look")
                    .containsPattern("; p [0-9.e−-]+, paired t-test\\), 90 % interval")
                    .contains("The rate holds however slices depend on each other");
        }
    }
}
