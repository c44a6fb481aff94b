package io.assay.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.submit.Launch.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words of a command line go to spark-submit and which to Assay, and whose exit code comes back. */
@Tag("packaged")
class LauncherArgumentsTest {

    @TempDir
    Path folder;

    private ScratchHome scratch;

    @BeforeEach
    void freshClone() throws IOException {
        scratch = new ScratchHome(folder);
    }

    private Launch withDistribution() {
        return scratch.launch().with("SPARK_HOME", scratch.spark().toString());
    }

    private List<String> submitted(String... arguments) {
        Outcome outcome = withDistribution().run(arguments);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out().lines().toList();
    }

    @Test
    void optionsBeforeTheCommandGoToSparkAndAllAfterItToAssay() {
        assertThat(submitted(
                        "--master",
                        "yarn",
                        "--conf=spark.x=a b",
                        "--conf",
                        "spark.y='c' \"d\"",
                        "--verbose",
                        "evaluate",
                        "a file.yaml",
                        "--master",
                        "--set",
                        "x=$HOME *",
                        ""))
                .containsExactly(
                        "--master",
                        "yarn",
                        "--conf=spark.x=a b",
                        "--conf",
                        "spark.y='c' \"d\"",
                        "--verbose",
                        "--class",
                        "io.assay.job.Assay",
                        scratch.jar().toString(),
                        "evaluate",
                        "a file.yaml",
                        "--master",
                        "--set",
                        "x=$HOME *",
                        "");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30, 31, 32, 64, 66, 70, 78, 101, 137})
    void theExitCodeIsThatOfSparkSubmit(int code) {
        Outcome outcome =
                withDistribution().with("SUBMIT_CODE", Integer.toString(code)).run("evaluate", "a.yaml");

        assertThat(outcome.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "--run-date 2026-01-01 evaluate a.yaml, Unknown option before the command: --run-date",
        "--class=a.B evaluate a.yaml, Unknown option before the command: --class",
        "--master, Missing value: --master"
    })
    void whatIsNoOptionOfSparkIsRefusedBeforeTheCommand(String line, String message) {
        Outcome outcome = withDistribution().run(line.split(" "));

        assertThat(outcome.code()).isEqualTo(64);
        assertThat(outcome.err()).contains(message);
    }

    @Test
    void aJarThatIsNotThereIsNamedBeforeSparkStarts() throws IOException {
        Path jar = Files.createFile(folder.resolve("mine.jar"));
        Outcome outcome =
                withDistribution().run("--jars", jar + ",s3a://bucket/theirs.jar,gone.jar", "evaluate", "a.yaml");

        assertThat(outcome.code()).isEqualTo(66);
        assertThat(outcome.err()).contains("No such jar: gone.jar (named by --jars, looked for in ");
        assertThat(submitted("--jars", jar + ",s3a://bucket/theirs.jar", "evaluate"))
                .contains(jar + ",s3a://bucket/theirs.jar");
    }

    @Test
    void aFolderThatIsNoSparkIsRefused() {
        Outcome outcome = scratch.launch().with("SPARK_HOME", "/nowhere").run("evaluate", "a.yaml");

        assertThat(outcome.code()).isEqualTo(78);
        assertThat(outcome.err()).contains("No Spark in SPARK_HOME: /nowhere/bin/spark-submit");
    }

    @Test
    void logsAreQuietUnlessTheDistributionHasItsOwnConfiguration() throws IOException {
        String quiet = "-Dlog4j2.configurationFile=\"" + scratch.home().resolve("conf/log4j2.properties") + "\"";
        assertThat(withDistribution().run("evaluate").err()).contains(quiet);

        Files.createDirectories(scratch.spark().resolve("conf"));
        Files.writeString(scratch.spark().resolve("conf/log4j2.properties"), "status = warn\n");

        assertThat(withDistribution().run("evaluate").err()).doesNotContain("log4j2");
        assertThat(withDistribution()
                        .with("ASSAY_LOG4J", "/my/log4j2.properties")
                        .run("evaluate")
                        .err())
                .contains("-Dlog4j2.configurationFile=\"/my/log4j2.properties\"");
    }

    @Test
    void theUsersJvmOptionsComeAfterOurs() {
        Outcome outcome = withDistribution()
                .with("SPARK_SUBMIT_OPTS", "-Dspark.ui.enabled=true")
                .run("--master=local[2]", "evaluate");

        assertThat(outcome.err()).containsPattern("opts .*-Dspark.ui.enabled=false .*-Dspark.ui.enabled=true");
    }

    @Test
    void thoroughCompilationWaitsUnlessTheUserWantsItSooner() {
        Outcome outcome = withDistribution()
                .with("SPARK_SUBMIT_OPTS", "-XX:Tier4InvocationThreshold=5000")
                .run("--master=yarn", "evaluate");

        assertThat(outcome.err())
                .containsPattern("opts .*-XX:Tier4InvocationThreshold=100000 .*-XX:Tier4InvocationThreshold=5000");
    }

    @Test
    void garbageIsLookedForLateUnlessTheUserWantsItSooner() {
        Outcome outcome = withDistribution()
                .with("SPARK_SUBMIT_OPTS", "-XX:InitiatingHeapOccupancyPercent=30")
                .run("--master=yarn", "evaluate");

        assertThat(outcome.err())
                .containsPattern(
                        "opts .*-XX:InitiatingHeapOccupancyPercent=70 .*-XX:InitiatingHeapOccupancyPercent=30");
    }

    @Test
    void onlyALocalMasterIsBoundToThisMachine() {
        assertThat(withDistribution().run("--master", "local[2]", "evaluate").err())
                .contains("ip 127.0.0.1");
        assertThat(withDistribution()
                        .run("--conf", "spark.master=local", "evaluate")
                        .err())
                .contains("ip 127.0.0.1");
        assertThat(withDistribution().run("--master", "yarn", "evaluate").err()).endsWith("ip \n");
        assertThat(withDistribution().run("evaluate").err()).endsWith("ip \n");
    }

    @Test
    void itRunsThroughLinksFromAnotherFolder() throws IOException {
        Path first = Files.createSymbolicLink(folder.resolve("assay"), Path.of("fresh clone/submit/assay"));
        Path second = Files.createSymbolicLink(folder.resolve("elsewhere/again"), first);

        Outcome outcome = scratch.launch(second).run("--version");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).startsWith("Assay ");
        assertThat(scratch.jar()).exists();
    }

    @Test
    void helpIsNoFailureAndAMissingCommandIsOne() {
        Outcome help = scratch.launch().run("--help");

        assertThat(help.code()).as(help.err()).isZero();
        assertThat(help.out()).contains("evaluate").contains("check-verdict");
        for (String[] none : new String[][] {{}, {"--master", "local[1]"}}) {
            Outcome missing = scratch.launch().run(none);
            assertThat(missing.code()).isEqualTo(64);
            assertThat(missing.out()).isEmpty();
            assertThat(missing.err()).contains("Missing command\nUsage: assay").contains("check-verdict");
        }
    }
}
