package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A result stands whole or not at all, and is the same when it is made again. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class CommitSparkTest {

    private static final String EVALUATION =
            """
            evaluation: "commit: it"
            run-date: 2026-01-01T06:00
            input: {path: rows.csv, options: {header: true}}
            columns: {id: id, version: v, label: y, prediction: p, partition: [day]}
            baseline: a
            losses: [absolute_error, brier_loss]
            metrics: [accuracy]
            limits: {quarantined: 1}
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void writeRows() throws Exception {
        new Workspace(folder)
                .with(
                        "rows.csv",
                        "id,v,y,p,day",
                        "1,a,1,0.75,x",
                        "1,b,1,0.5,x",
                        "2,a,0,0.25,y",
                        "2,b,0,0.5,y",
                        "3,a,0,,y",
                        "4,b,0,1,y",
                        "4,b,0,1,y");
    }

    private Path run(SparkSession spark, String yaml, Evaluator.Overwrite overwrite) throws IOException {
        Path file = Files.writeString(folder.resolve("evaluation.yaml"), yaml);
        var configuration = ConfigurationReader.read(
                file, Map.of("output.path", folder.resolve("out").toString()), null);
        return Path.of(
                new Evaluator(spark, configuration, "test").run(overwrite).folder());
    }

    /** The text files of a result by name, without the seconds that every stage took. */
    private static SortedMap<String, String> texts(Path result) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        for (String name : Contract.dataFiles(result)) {
            if (!name.contains("/")) {
                texts.put(name, untimed(name, Files.readString(result.resolve(name))));
            }
        }
        texts.put("verdict.json", untimed("verdict.json", Files.readString(result.resolve("verdict.json"))));
        return texts;
    }

    private static String untimed(String name, String text) throws IOException {
        if (name.endsWith(".json")) {
            JsonNode json = new ObjectMapper().readTree(text);
            json.findParents("timings").forEach(timed -> ((ObjectNode) timed).remove("timings"));
            return json.toPrettyString();
        }
        return name.equals("report.html") ? text.replaceAll("(?m)^<dt>Time</dt>.*$", "") : text;
    }

    private static List<Row> table(Path folder, String name) {
        return Contract.table(folder.resolve("out"), name).collectAsList();
    }

    @Test
    void theSameInputsGiveTheSameFiles(SparkSession spark) throws Exception {
        Path result = run(spark, EVALUATION, Evaluator.Overwrite.REFUSE);
        SortedMap<String, String> first = texts(result);
        List<Row> costs = table(folder, "cost");
        List<Row> quarantined = table(folder, "quarantine");
        assertThat(first).containsKeys("cost.csv", "comparison.csv", "metrics.csv", "report.html", "verdict.json");
        assertThat(quarantined).hasSize(3);

        Path again = run(spark, EVALUATION, Evaluator.Overwrite.REFUSE);
        assertThat(again).isEqualTo(result);
        assertThat(texts(again)).isEqualTo(first);
        assertThat(table(folder, "cost")).isEqualTo(costs);
        assertThat(table(folder, "quarantine")).isEqualTo(quarantined);
    }

    /** Quantiles are found by a scan of their own, and once: a rerun uses the same edges. */
    @Test
    void aRerunThatNeedsFewerScansGivesTheSameFiles(SparkSession spark) throws Exception {
        String quantiles = EVALUATION + "slices: [{column: p, quantiles: 2}]\n";
        Path result = run(spark, quantiles, Evaluator.Overwrite.REFUSE);
        SortedMap<String, String> first = texts(result);
        assertThat(Contract.verdict(result).at("/timings/scans").asInt()).isEqualTo(3);
        run(spark, quantiles, Evaluator.Overwrite.REFUSE);
        assertThat(Contract.verdict(result).at("/timings/scans").asInt()).isEqualTo(2);
        assertThat(texts(result)).isEqualTo(first);
    }

    @Test
    void anotherConfigurationIsRefusedUnlessItMayOverwrite(SparkSession spark) throws Exception {
        Path result = run(spark, EVALUATION, Evaluator.Overwrite.REFUSE);
        String other = EVALUATION.replace("losses: [absolute_error, brier_loss]", "losses: [brier_loss]");
        String before = Files.readString(result.resolve("verdict.json"));
        assertThatThrownBy(() -> run(spark, other, Evaluator.Overwrite.REFUSE))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("--overwrite")
                .hasMessageContaining(result.toString());
        assertThat(Files.readString(result.resolve("verdict.json"))).isEqualTo(before);

        run(spark, other, Evaluator.Overwrite.ALLOW);
        assertThat(Contract.verdict(result).get("losses").toString()).isEqualTo("[\"brier_loss\"]");
        assertThat(Files.readString(result.resolve("cost.csv"))).doesNotContain("absolute_error");
    }

    @Test
    void anotherOutputOrAnotherDateIsAnotherResult(SparkSession spark) throws Exception {
        run(spark, EVALUATION, Evaluator.Overwrite.REFUSE);
        Path next = run(spark, EVALUATION.replace("01T06:00", "02T06:00"), Evaluator.Overwrite.REFUSE);
        run(spark, EVALUATION + "output: {formats: [csv]}\n", Evaluator.Overwrite.REFUSE);
        assertThat(next.getFileName().toString()).isEqualTo("run_date=2026-01-02T06%3A00");
        assertThat(Contract.table(folder.resolve("out"), "quarantine")
                        .select("evaluation", "run_date")
                        .distinct()
                        .orderBy("run_date")
                        .collectAsList())
                .map(Row::toString)
                .containsExactly("[commit: it,2026-01-01T06:00]", "[commit: it,2026-01-02T06:00]");
    }

    @Test
    void whatIsNoLongerWrittenIsRemoved(SparkSession spark) throws Exception {
        Path result = run(spark, EVALUATION, Evaluator.Overwrite.REFUSE);
        run(spark, EVALUATION + "output: {formats: [csv]}\n", Evaluator.Overwrite.REFUSE);
        assertThat(Contract.dataFiles(result))
                .contains("cost.csv", "comparison.csv", "metrics.csv", "attribution.csv", "state.json")
                .doesNotContain("report.html", "summary.md", "junit.xml")
                .noneMatch(name -> name.startsWith("cost/"));
        assertThat(Contract.verdict(result).get("data_files")).hasSize(7);

        run(spark, EVALUATION + "output: {formats: [csv], state: false}\n", Evaluator.Overwrite.REFUSE);
        assertThat(Contract.dataFiles(result)).contains("cost.csv").noneMatch(name -> name.startsWith("state"));
        assertThat(Contract.verdict(result).get("data_files")).hasSize(5);
    }

    @Test
    void anAttemptThatWasKilledLeavesTheFormerResultAndNothingBehindTheNextOne(SparkSession spark) throws Exception {
        Path result = run(spark, EVALUATION, Evaluator.Overwrite.REFUSE);
        SortedMap<String, String> whole = texts(result);

        OutputFolder output = new OutputFolder(
                folder.resolve("out").toString(), "commit: it", "2026-01-01T06:00", new Configuration());
        Attempt killed = output.attempt();
        killed.begin();
        killed.table("cost", spark.range(5).toDF("half"));
        killed.file("cost.csv", "half".getBytes(StandardCharsets.UTF_8));
        letDie(result);
        assertThat(texts(result)).isEqualTo(whole);
        Contract.verdict(result).get("data_files").forEach(file -> assertThat(result.resolve(file.asText()))
                .exists());

        Files.writeString(result.resolve("_summary.md.part"), "half");
        Files.createDirectories(result.resolve("cost/_temporary/0"));
        Files.writeString(result.resolve("cost/part-00007-0.snappy.parquet"), "half");

        assertThat(run(spark, EVALUATION, Evaluator.Overwrite.REFUSE)).isEqualTo(result);
        assertThat(texts(result)).isEqualTo(whole);
        try (Stream<Path> left = Files.list(result)) {
            assertThat(left.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("_")))
                    .containsExactly("_SUCCESS");
        }
        assertThat(result.resolve("cost/_temporary")).doesNotExist();
        List<String> committed = new java.util.ArrayList<>();
        Contract.verdict(result).get("data_files").forEach(file -> committed.add(file.asText()));
        assertThat(Contract.dataFiles(result)).containsExactlyElementsOf(committed);
        assertThat(output.committed()).isPresent();
    }

    /** Makes the lock one of a process of this machine that is no more. */
    private static void letDie(Path result) throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Instant now = Instant.now();
        LockHolder here = LockHolder.here(now, now.plusSeconds(3600));
        LockHolder dead = new LockHolder(
                here.token(), here.host(), here.machine(), ended.pid(), here.user(), here.taken(), here.expires());
        assertThat(result.resolve("_lock-1")).exists();
        Files.write(result.resolve("_lock-1"), dead.bytes());
    }

    @Test
    void aVerdictThatWasCutShortIsNoResult(SparkSession spark) throws Exception {
        Path result = run(spark, EVALUATION, Evaluator.Overwrite.REFUSE);
        SortedMap<String, String> whole = texts(result);
        Path verdict = result.resolve("verdict.json");
        String text = Files.readString(verdict);
        for (String cut : List.of("", text.substring(0, text.length() / 2))) {
            Files.delete(verdict);
            Files.deleteIfExists(result.resolve(".verdict.json.crc"));
            Files.writeString(verdict, cut);
            run(spark, EVALUATION, Evaluator.Overwrite.REFUSE);
            assertThat(texts(result)).isEqualTo(whole);
        }
    }
}
