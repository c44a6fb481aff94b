package io.assay.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.submit.Launch.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher against a real cluster on the loopback interface, with the driver here and with the driver there. */
@Tag("packaged")
class LauncherClusterTest {

    private static final String JVM = EmbeddedSpark.JVM;

    @TempDir
    private static Path folder;

    private static StandaloneCluster cluster;
    private static Outcome local;
    private static Outcome remote;

    @BeforeAll
    static void evaluateOnThisMachineAndInClusterMode() throws IOException {
        Path project = EmbeddedSpark.PROJECT;
        Files.writeString(
                folder.resolve("evaluation.yaml"),
                """
                extends: %s/conf/human-vs-dnn.yaml
                input: {path: "%1$s/data-samples/human_vs_dnn/hvd_*.csv.gz"}
                slices: [condition]
                output: {path: "${env:RESULTS}", formats: [csv]}
                """
                        .formatted(project));
        cluster =
                StandaloneCluster.start(EmbeddedSpark.home(folder), Files.createDirectories(folder.resolve("cluster")));
        remote = inCluster(results("remote"), "evaluate", "evaluation.yaml");
        local = launch(results("local"))
                .run("--master=local[2]", "--driver-java-options", JVM, "evaluate", "evaluation.yaml");
    }

    @AfterAll
    static void endTheCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Path results(String name) {
        return folder.resolve("results " + name);
    }

    private static Path result(String name) {
        return results(name).resolve("evaluation=human-vs-dnn/run_date=undated");
    }

    private static Launch launch(Path results) {
        return EmbeddedSpark.launch(folder).with("RESULTS", results.toString()).with("SPARK_LOCAL_IP", "127.0.0.1");
    }

    private static Outcome onCluster(Path results, List<String> more, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                "--master=" + cluster.master(),
                "--driver-memory=1g",
                "--driver-java-options=" + JVM,
                "--executor-memory=1g",
                "--conf=spark.executor.cores=1",
                "--conf=spark.cores.max=2",
                "--conf=spark.executor.extraJavaOptions=" + JVM));
        words.addAll(more);
        words.addAll(List.of(arguments));
        return launch(results).run(words.toArray(String[]::new));
    }

    private static Outcome inCluster(Path results, String... arguments) {
        return onCluster(
                results,
                List.of("--deploy-mode", "cluster", "--conf", "spark.driver.extraJavaOptions=" + JVM),
                arguments);
    }

    private static void assertSameTables(String name) {
        for (String table : List.of("cost.csv", "comparison.csv", "metrics.csv")) {
            assertThat(result(name).resolve(table))
                    .hasSameBinaryContentAs(result("local").resolve(table));
        }
    }

    @Test
    void theVerdictOfADriverInTheClusterIsTheExitCode() throws IOException {
        assertThat(local.code()).as(local.err()).isEqualTo(30);
        assertThat(remote.code()).as(remote.err()).isEqualTo(30);
        assertThat(remote.out().lines())
                .hasSize(6)
                .anyMatch(line -> line.startsWith("Verdict: FAIL"))
                .endsWith("Report: " + result("remote"));
        assertThat(cluster.work())
                .anyMatch(work -> work.getFileName().toString().startsWith("driver-"));
    }

    @Test
    void itsResultIsThatOfADriverOnThisMachine() throws IOException {
        assertSameTables("remote");
        assertThat(result("remote").resolve("_SUCCESS")).exists();
        assertThat(result("remote").resolve("quarantine")).isNotEmptyDirectory();
        assertThat(untimed(result("remote").resolve("verdict.json")))
                .isEqualTo(untimed(result("local").resolve("verdict.json")));
        // The receipt has been read and removed.
        try (Stream<Path> names = Files.list(results("remote"))) {
            assertThat(names).containsExactly(results("remote").resolve("evaluation=human-vs-dnn"));
        }
    }

    /** A verdict file but for its timings, which come last. */
    private static String untimed(Path verdict) throws IOException {
        String text = Files.readString(verdict);
        assertThat(text).contains("\"timings\"");
        return text.substring(0, text.indexOf("\"timings\""));
    }

    @Test
    void twoExecutorsGiveTheBytesOfOneMachine() throws IOException {
        List<Path> before = cluster.work();

        Outcome outcome = onCluster(results("client"), List.of(), "evaluate", "evaluation.yaml");

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(30);
        assertSameTables("client");
        List<Path> executors = cluster.work();
        executors.removeAll(before);
        assertThat(executors).hasSize(2).allSatisfy(work -> {
            try (Stream<Path> files = Files.walk(work)) {
                assertThat(files.filter(file -> file.endsWith("stderr")))
                        .singleElement()
                        .satisfies(log -> assertThat(log).content().contains("Finished task"));
            }
        });
    }

    @Test
    void whatTheDriverFindsWrongIsToldHereAndNoEarlierVerdictIsTakenForItsOwn() throws IOException {
        Files.writeString(
                folder.resolve("wrong.yaml"),
                "extends: evaluation.yaml\nevaluation: human-vs-dnn\ncolumns: {label: categroy}\n");
        String before = Files.readString(result("remote").resolve("verdict.json"));

        Outcome outcome = inCluster(results("remote"), "evaluate", "wrong.yaml", "--overwrite");

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(78);
        assertThat(outcome.err())
                .contains("wrong.yaml:3: columns.label: categroy: unknown column (did you mean category?");
        assertThat(outcome.out()).isEmpty();
        assertThat(result("remote").resolve("verdict.json")).hasContent(before);
    }

    @Test
    void aDriverThatSaysNothingHasFailedWhateverVerdictStandsThere() {
        Outcome outcome = onCluster(
                results("remote"),
                List.of("--deploy-mode=cluster", "--driver-java-options=-XX:NoSuchOption"),
                "evaluate",
                "evaluation.yaml");

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(70);
        assertThat(outcome.err()).contains("it left no word of how it ended at " + results("remote") + "/_submission-");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void whatTheTextShowsToBeWrongIsToldBeforeAnythingIsSubmitted() throws IOException {
        List<Path> before = cluster.work();

        Outcome outcome = inCluster(Path.of("here"), "evaluate", "evaluation.yaml", "--set", "compare.alpha=2");

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(78);
        assertThat(outcome.err())
                .contains("--set compare.alpha: compare.alpha: 2: must be")
                .contains("evaluation.yaml:4: output.path: here: must be absolute");
        assertThat(cluster.work()).containsExactlyElementsOf(before);
    }
}
