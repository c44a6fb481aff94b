package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Verdict;
import io.assay.report.Evaluation;
import io.assay.report.Provenance;
import io.assay.report.VerdictFile;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is killed between any two changes of its files leaves no result or a whole one, and the next one heals it. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class KilledRunsSparkTest {

    /** Ends at once, so that the next run need not wait, and is not renewed in between. */
    private static final RunLock.Lease SHORT = new RunLock.Lease(Duration.ofMillis(1), Duration.ofHours(1));

    private static final int IMMORTAL = Integer.MAX_VALUE;

    @TempDir
    private Path folder = Path.of("");

    private Path result() {
        return folder.resolve("out/evaluation=e/run_date=d");
    }

    /** Writes a small result; a life that is too short for it ends in one of Spark's exceptions or in one of files. */
    private void write(SparkSession spark, String scheme, String content, String life, int steps) throws IOException {
        Map<String, String> settings = MortalFileSystem.life(scheme, life, steps);
        Configuration hadoop = new Configuration();
        settings.forEach(hadoop::set);
        settings.forEach(spark.conf()::set);
        try (Attempt attempt =
                new OutputFolder(scheme + "://" + folder.resolve("out"), "e", "d", hadoop).attempt(SHORT)) {
            attempt.begin();
            attempt.table(
                    Attempt.QUARANTINE,
                    spark.range(1).selectExpr("'" + content + "' AS content").coalesce(1));
            attempt.file("cost.csv", content.getBytes(StandardCharsets.UTF_8));
            if (content.equals("old")) {
                attempt.file("report.html", content.getBytes(StandardCharsets.UTF_8));
            }
            attempt.commit(verdict(content, attempt.written()));
        } finally {
            settings.keySet().forEach(spark.conf()::unset);
        }
    }

    private static byte[] verdict(String digest, List<String> files) {
        Provenance provenance = new Provenance("Assay", "4.1.0", "evaluate", digest, List.of(), 1, Map.of());
        Evaluation evaluation = new Evaluation(
                "e",
                "d",
                0.05,
                List.of(),
                List.of(),
                List.of(),
                Verdict.PASS,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                provenance);
        return VerdictFile.bytes(evaluation, files);
    }

    @ParameterizedTest
    @CsvSource({"mortal, ''", "mortal, old", "s3a, ''", "s3a, old"})
    void noResultOrAWholeOneWhereverTheRunIsKilled(String scheme, String before, SparkSession spark) throws Exception {
        String lives = scheme + before;
        Set<String> seen = new TreeSet<>();
        boolean killed = true;
        Path earlier = folder.resolve("earlier");
        if (!before.isEmpty()) {
            write(spark, scheme, before, lives + "-before", IMMORTAL);
            Files.move(folder.resolve("out"), earlier);
        }
        for (int steps = 0; killed; steps++) {
            clear();
            if (!before.isEmpty()) {
                copy(earlier, folder.resolve("out"));
            }
            String life = lives + "-killed-" + steps;
            try {
                write(spark, scheme, "new", life, steps);
            } catch (Exception e) { // Spark throws SparkException without declaring it
                assertThat(MortalFileSystem.isDead(life)).as(life).isTrue();
            }
            killed = MortalFileSystem.isDead(life);
            if (scheme.equals("s3a")) {
                assertThat(MortalFileSystem.renames(life)).as(life).isZero();
            }
            seen.add(standing(life));

            write(spark, scheme, "next", lives + "-next-" + steps, IMMORTAL);
            assertThat(standing(life)).isEqualTo("next");
            assertThat(texts().keySet()).as(life).containsExactlyElementsOf(committed("_SUCCESS", "verdict.json"));
        }
        Set<String> allowed = before.isEmpty() ? Set.of("", "new") : Set.of("", before, "new");
        assertThat(seen).isEqualTo(new TreeSet<>(allowed));
    }

    /** The content of the result that stands, every file of it; empty if there is none. */
    private String standing(String life) throws IOException {
        Path verdict = result().resolve("verdict.json");
        if (!Files.exists(verdict)) {
            return "";
        }
        String digest = Contract.verdict(result()).get("configuration_digest").asText();
        SortedMap<String, String> texts = texts();
        for (String name : committed()) {
            String content = texts.get(name);
            assertThat(content).as("%s: %s", life, name).isNotNull();
            // The value stands in the pages and in the footer of a Parquet file, whose end is marked.
            assertThat(content).as("%s: %s", life, name).contains(digest);
            assertThat(content).as("%s: %s", life, name).endsWith(name.endsWith(".parquet") ? "PAR1" : digest);
        }
        return digest;
    }

    private List<String> committed(String... beside) throws IOException {
        Set<String> names = new TreeSet<>(List.of(beside));
        Contract.verdict(result()).get("data_files").forEach(file -> names.add(file.asText()));
        return List.copyOf(names);
    }

    /** All files there are, as if they were texts. */
    private SortedMap<String, String> texts() throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(result())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(
                        result().relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return texts;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void clear() throws IOException {
        if (Files.exists(folder.resolve("out"))) {
            try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
