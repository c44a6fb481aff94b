package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs that meet in one result: one is at work, and one that lost its lock keeps its hands off. */
@Tag("spark")
@Timeout(300)
@ExtendWith(SharedSession.class)
class ConcurrentRunsSparkTest {

    /** Whatever a test wants to happen while the rows of an evaluation are read. */
    private static final AtomicReference<Callable<String>> WHILE_READING = new AtomicReference<>(() -> "");

    private static final String EVALUATION =
            """
            evaluation: NAME
            run-date: 2026-01-01
            input: {path: rows.csv, options: {header: true}, where: while_reading(id)}
            columns: {id: id, version: v, label: y, prediction: p}
            baseline: a
            losses: [squared_error]
            output: {formats: [csv, json]}
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void writeRows(SparkSession spark) throws IOException {
        Files.write(folder.resolve("rows.csv"), List.of("id,v,y,p", "1,a,1,0.5", "1,b,1,0.75"));
        register(spark);
    }

    private static void register(SparkSession spark) {
        UDF1<String, Boolean> hook = id -> {
            WHILE_READING.getAndSet(() -> "").call();
            return true;
        };
        spark.udf().register("while_reading", hook, DataTypes.BooleanType);
    }

    private Path run(SparkSession spark, String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), EVALUATION.replace("NAME", name));
        var configuration = ConfigurationReader.read(
                file, Map.of("output.path", folder.resolve("out").toString()), null);
        return Path.of(new Evaluator(spark, configuration, "test")
                .run(Evaluator.Overwrite.REFUSE)
                .folder());
    }

    private Path result(String name) {
        return folder.resolve("out/evaluation=" + name + "/run_date=2026-01-01");
    }

    private OutputFolder output(String name) throws IOException {
        return new OutputFolder(folder.resolve("out").toString(), name, "2026-01-01", new Configuration());
    }

    private List<String> locks() throws IOException {
        if (!Files.exists(folder.resolve("out"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            return files.map(file -> folder.resolve("out").relativize(file).toString())
                    .filter(name -> name.contains("_lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void ofTwoRunsOfOneDateOneCommitsAndTheOtherIsRefused(SparkSession spark) throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        WHILE_READING.set(() -> {
            reading.countDown();
            return String.valueOf(goOn.await(200, TimeUnit.SECONDS));
        });
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Path> first = other.submit(() -> run(spark, "twice"));
            assertThat(reading.await(100, TimeUnit.SECONDS)).isTrue();
            SparkSession second = spark.newSession();
            register(second);
            assertThatThrownBy(() -> run(second, "twice"))
                    .isInstanceOf(LockException.class)
                    .hasMessageStartingWith("Another run is at work in " + result("twice") + ": process "
                            + ProcessHandle.current().pid() + " of ");
            assertThat(locks()).containsExactly("evaluation=twice/run_date=2026-01-01/_lock-1");
            assertThat(output("twice").committed()).isEmpty();
            goOn.countDown();
            assertThat(first.get()).isEqualTo(result("twice"));
        } finally {
            goOn.countDown();
            other.shutdown();
        }
        assertThat(output("twice").committed()).isPresent();
        assertThat(locks()).isEmpty();
        assertThat(Contract.verdict(result("twice")).toString()).doesNotContain("lock");
    }

    @Test
    void aRunWhoseLockWasTakenOverDoesNotCommit(SparkSession spark) throws Exception {
        List<Attempt> others = new ArrayList<>();
        WHILE_READING.set(() -> {
            expire(result("late").resolve("_lock-1"));
            others.add(output("late").attempt());
            return "";
        });
        assertThatThrownBy(() -> run(spark, "late"))
                .isInstanceOf(LockException.class)
                .hasMessageStartingWith("Lost the lock of " + result("late"))
                .hasMessageContaining("process " + ProcessHandle.current().pid() + " of ")
                .hasMessageContaining("took it over")
                .hasMessageEndingWith("Nothing of this run was committed.");
        assertThat(output("late").committed()).isEmpty();
        assertThat(locks()).containsExactly("evaluation=late/run_date=2026-01-01/_lock-2");
        assertThat(Contract.dataFiles(result("late"))).isEmpty();
        others.get(0).close();
    }

    /** As if its owner had not renewed it for long. */
    private static void expire(Path lock) throws IOException {
        LockHolder holder = LockHolder.read(Files.readAllBytes(lock), LockHolder.unknown(Instant.MIN, Instant.MIN));
        Files.write(lock, holder.until(Instant.now().minusSeconds(1)).bytes());
    }

    @Test
    void whatTheNextOwnerCommittedStaysWhenTheFormerOneComesBackBetweenItsSteps() throws Exception {
        for (int steps = 0; steps < 3; steps++) {
            String name = "steps-" + steps;
            Attempt late = output(name).attempt();
            late.begin();
            if (steps > 0) {
                late.file("cost.csv", "late".getBytes(StandardCharsets.UTF_8));
            }
            if (steps > 1) {
                late.file("metrics.csv", "late".getBytes(StandardCharsets.UTF_8));
            }
            expire(result(name).resolve("_lock-1"));
            try (Attempt next = output(name).attempt()) {
                next.begin();
                next.file("cost.csv", "next".getBytes(StandardCharsets.UTF_8));
                next.commit("{}".getBytes(StandardCharsets.UTF_8));
            }
            assertThatThrownBy(() -> late.commit("{\"late\": 1}".getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(LockException.class);
            late.close();
            assertThat(result(name).resolve("verdict.json")).hasContent("{}");
            assertThat(result(name).resolve("cost.csv")).hasContent("next");
            assertThat(result(name)).isDirectoryNotContaining("glob:**{_lock,_attempt,metrics}*");
        }
    }

    @Test
    void severalEvaluationsTakeTheirLocksOneByOne(SparkSession spark) throws Exception {
        List<List<String>> seen = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            WHILE_READING.set(() -> {
                seen.add(locks());
                return "";
            });
            run(spark, name);
        }
        assertThat(seen)
                .containsExactly(
                        List.of("evaluation=one/run_date=2026-01-01/_lock-1"),
                        List.of("evaluation=two/run_date=2026-01-01/_lock-1"));
        assertThat(locks()).isEmpty();
    }

    @Test
    void aRunThatFailsGivesItsLockBackAndLeavesNothing(SparkSession spark) {
        WHILE_READING.set(() -> {
            throw new IllegalStateException("broken while it was read");
        });
        assertThatThrownBy(() -> run(spark, "failing")).hasStackTraceContaining("broken while it was read");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aWrongConfigurationIsToldWithoutALock(SparkSession spark) throws Exception {
        try (Attempt other = output("wrong").attempt()) {
            Files.write(folder.resolve("rows.csv"), List.of("id,v,y", "1,a,1"));
            assertThatThrownBy(() -> run(spark, "wrong"))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("columns.prediction: p");
            other.begin();
        }
    }
}
