package io.assay.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.submit.Launch.Outcome;
import io.assay.submit.Launch.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How spark-submit is called when the driver is to run elsewhere. */
@Tag("packaged")
class LauncherDeployModeTest {

    @TempDir
    Path folder;

    private ScratchHome scratch;
    private String configuration;

    @BeforeEach
    void freshClone() throws IOException {
        scratch = new ScratchHome(folder);
        Files.createSymbolicLink(
                scratch.spark().resolve("jars"), EmbeddedSpark.home(folder).resolve("jars"));
        configuration = Files.writeString(
                        folder.resolve("own.yaml"),
                        """
                        input: {path: rows.csv}
                        columns: {id: id, version: version, label: label, prediction: prediction}
                        baseline: a
                        losses: [squared_error]
                        output: {path: "s3a://bucket/out"}
                        """)
                .toString();
    }

    /** JUnit warns of links that lead out of the folder. */
    @AfterEach
    void unlink() throws IOException {
        Files.delete(scratch.spark().resolve("jars"));
    }

    private Launch withDistribution() {
        return scratch.launch().with("SPARK_HOME", scratch.spark().toString());
    }

    private static List<String> lines(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out().lines().toList();
    }

    @Test
    void theDriverIsGivenTheConfigurationAndIsWaitedForAndThenItsReceiptIsReadHere() {
        List<String> lines = lines(withDistribution()
                .run(
                        "--master=yarn",
                        "--deploy-mode",
                        "cluster",
                        "--conf",
                        "spark.hadoop.a=b c",
                        "evaluate",
                        configuration,
                        "--overwrite"));

        int second = lines.lastIndexOf("spark.standalone.submit.waitAppCompletion=true") - 1;
        List<String> submitted = lines.subList(0, second);
        assertThat(submitted.subList(0, submitted.size() - 1))
                .containsExactly(
                        "--conf",
                        "spark.standalone.submit.waitAppCompletion=true",
                        "--conf",
                        "spark.yarn.submit.waitAppCompletion=true",
                        "--conf",
                        "spark.kubernetes.submission.waitAppCompletion=true",
                        "--master=yarn",
                        "--deploy-mode",
                        "cluster",
                        "--conf",
                        "spark.hadoop.a=b c",
                        "--class",
                        "io.assay.job.Assay",
                        scratch.jar().toString(),
                        "evaluate",
                        configuration,
                        "--overwrite");
        assertThat(submitted.get(submitted.size() - 1)).matches("--shipment=[A-Za-z0-9_-]{100,}");
        List<String> received = lines.subList(second, lines.size());
        assertThat(received.subList(6, received.size() - 1))
                .containsExactly(
                        "--master=yarn",
                        "--deploy-mode",
                        "cluster",
                        "--conf",
                        "spark.hadoop.a=b c",
                        "--master",
                        "local[1]",
                        "--deploy-mode",
                        "client",
                        "--driver-memory",
                        "512m",
                        "--driver-java-options",
                        "",
                        "--class",
                        "io.assay.job.Assay",
                        scratch.jar().toString(),
                        "receive");
        assertThat(received.get(received.size() - 1)).startsWith("s3a://bucket/out/_submission-");
    }

    @Test
    void aJarThatTheClusterHasIsNamedForTheDriverAlone() {
        List<String> lines = lines(withDistribution()
                .with("ASSAY_JAR", "local:///opt/assay.jar")
                .run("--deploy-mode=cluster", "evaluate", configuration));

        assertThat(lines)
                .containsOnlyOnce("local:///opt/assay.jar")
                .containsOnlyOnce(scratch.jar().toString());
        assertThat(lines.indexOf("local:///opt/assay.jar"))
                .isLessThan(lines.indexOf(scratch.jar().toString()));
    }

    @Test
    void theReceiptIsAskedForAlthoughSparkSubmitFailed() {
        Outcome outcome =
                withDistribution().with("SUBMIT_CODE", "1").run("--deploy-mode=cluster", "evaluate", configuration);

        assertThat(outcome.err()).contains("spark-submit ended with code 1");
        assertThat(outcome.out().lines()).contains("receive");
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void whoeverDoesNotWaitIsToldHowToAskLater() {
        Outcome outcome = withDistribution()
                .run(
                        "--deploy-mode=cluster",
                        "--conf=spark.yarn.submit.waitAppCompletion=false",
                        "evaluate",
                        configuration);

        List<String> lines = lines(outcome);
        assertThat(lines).doesNotContain("receive");
        assertThat(lines.lastIndexOf("spark.yarn.submit.waitAppCompletion=true"))
                .isLessThan(lines.indexOf("--conf=spark.yarn.submit.waitAppCompletion=false"));
        assertThat(outcome.err()).contains("submit/assay receive s3a://bucket/out/_submission-");
    }

    @Test
    void aSignalEndsSparkSubmitAndLeavesTheClusterAlone() throws Exception {
        Path started = folder.resolve("started");
        ScratchHome.program(
                scratch.spark().resolve("bin/spark-submit"), "echo $$ >\"" + started + "\"\nexec sleep 60\n");
        Running running = withDistribution().start("--deploy-mode=cluster", "evaluate", configuration);
        while (running.process().isAlive()
                && (!Files.exists(started) || Files.readString(started).isBlank())) {
            Thread.sleep(20);
        }

        running.process().destroy();
        Outcome outcome = Launch.outcome(running);

        assertThat(outcome.code()).isEqualTo(143);
        assertThat(outcome.err()).contains("submit/assay receive s3a://bucket/out/_submission-");
        long submit = Long.parseLong(Files.readString(started).strip());
        ProcessHandle.of(submit).ifPresent(process -> process.onExit().join());
    }

    @Test
    void theModeIsFoundWhereSparkSubmitFindsIt() throws IOException {
        String setting = "spark.submit.deployMode   cluster\n";
        Path properties = Files.writeString(folder.resolve("own.conf"), setting);
        Path other = Files.writeString(folder.resolve("other.conf"), "spark.x y\n");

        assertThat(asksForReceipt(withDistribution(), "--conf=spark.submit.deployMode=cluster"))
                .isTrue();
        assertThat(asksForReceipt(withDistribution(), "--properties-file=" + properties))
                .isTrue();
        assertThat(asksForReceipt(withDistribution().with("DEPLOY_MODE", "cluster"), "--verbose"))
                .isTrue();
        Files.createDirectories(scratch.spark().resolve("conf"));
        Files.writeString(scratch.spark().resolve("conf/spark-defaults.conf"), setting);
        assertThat(asksForReceipt(withDistribution(), "--verbose")).isTrue();
        assertThat(asksForReceipt(withDistribution(), "--properties-file=" + other))
                .isFalse();
        assertThat(asksForReceipt(withDistribution(), "--deploy-mode=client")).isFalse();
    }

    private boolean asksForReceipt(Launch launch, String option) {
        return lines(launch.run(option, "evaluate", configuration)).contains("receive");
    }

    @Test
    void onlyEvaluateHasAClusterMode() {
        Outcome outcome = withDistribution().run("--deploy-mode", "cluster", "explain", configuration);

        assertThat(outcome.code()).isEqualTo(64);
        assertThat(outcome.err()).contains("No cluster mode for explain");
    }

    @Test
    void aVerdictOnAnotherFileSystemIsReadWithTheSettingsOfSpark() {
        assertThat(lines(withDistribution()
                        .run("--conf", "spark.hadoop.a=b", "check-verdict", "s3a://bucket/out", "--candidate", "v2")))
                .containsExactly(
                        "--conf",
                        "spark.hadoop.a=b",
                        "--class",
                        "io.assay.job.Assay",
                        scratch.jar().toString(),
                        "check-verdict",
                        "s3a://bucket/out",
                        "--candidate",
                        "v2");
    }
}
