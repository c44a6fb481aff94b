package io.assay.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.submit.Launch.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher, jar and Spark on a real dataset. */
@Tag("packaged")
class LauncherEvaluationTest {

    private static final String EVALUATION =
            EmbeddedSpark.PROJECT.resolve("conf/gsm8k-solutions.yaml").toString();

    @TempDir
    Path folder;

    private Launch launch() {
        return EmbeddedSpark.launch(folder);
    }

    /** In the JVM as it starts without options of ours, with its optimising compiler and its own collector. */
    @Test
    void aBetterCandidatePassesFromAnyWorkingDirectory() {
        Outcome outcome = launch().without("SPARK_SUBMIT_OPTS")
                .run("--master", "local[2]", "evaluate", EVALUATION, "--output", "results");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        Path result = folder.resolve("results/evaluation=gsm8k-solutions/run_date=undated");
        assertThat(result.resolve("verdict.json")).exists();
        assertThat(result.resolve("report.html")).exists();
        assertThat(folder).isDirectoryNotContaining("glob:**spark-warehouse");
    }

    @Test
    void aWorseCandidateFailsAndTheVerdictIsReadWithoutSpark() {
        Outcome outcome = launch().run(
                        "--master=local[2]",
                        "evaluate",
                        EVALUATION,
                        "--set",
                        "baseline=175b_verification",
                        "--output",
                        "results");
        Outcome check = launch().with("SPARK_HOME", "/nowhere")
                .run("check-verdict", "results/evaluation=gsm8k-solutions/run_date=undated");

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(30);
        assertThat(check.code()).as(check.err()).isEqualTo(30);
        assertThat(check.out().lines()).hasSize(5);
    }

    /** |ln 2|, |ln ½| and 0 of the old model, 0, min(ln 4, 1) and 0 of the new one, over three rows. */
    @Test
    void aLossInAJarOfItsOwnIsALossLikeOthers() throws IOException {
        Path jar = OwnLossProject.jar(folder);
        Outcome outcome = launch().run(
                        "--master=local[2]",
                        "--jars",
                        jar.toString(),
                        "evaluate",
                        OwnLossProject.PROJECT
                                .resolve("evaluation.yaml")
                                .toAbsolutePath()
                                .toString(),
                        "--output",
                        "results");

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(31);
        assertThat(outcome.out()).contains("absolute_log_ratio(cap=1.0) over all rows", "0.4621", "0.3333");
        assertThat(launch().run("--jars=" + jar, "losses", "absolute_log_ratio").out())
                .contains("By how many factors of e a prediction is off, either way, at most cap.");
    }

    @Test
    void whatIsWrongWithTheConfigurationIsToldWithItsOwnExitCode() {
        Outcome outcome = launch().run("--master=local[2]", "evaluate", EVALUATION, "--set", "basline=6b_finetuning");

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(78);
        assertThat(outcome.err()).contains("basline");
    }

    @Test
    void aResultThatAnotherRunIsMakingIsRefusedWithoutAStackTrace() throws IOException {
        Path result = Files.createDirectories(folder.resolve("results/evaluation=gsm8k-solutions/run_date=undated"));
        Files.writeString(
                result.resolve("_lock-1"),
                """
                {"token": "t", "host": "build-7", "machine": "", "process": 4711, "user": "anna",
                 "taken": "2026-01-01T06:00:00Z", "expires": "2126-01-01T06:01:00Z"}
                """);
        Outcome outcome = launch().run("--master=local[2]", "evaluate", EVALUATION, "--output", "results");

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(70);
        assertThat(outcome.err())
                .contains("process 4711 of anna on build-7 holds its lock since 2026-01-01T06:00:00Z")
                .doesNotContain("\tat ")
                .doesNotContain("Assay failed");
        assertThat(result).isDirectoryContaining("glob:**_lock-1").isDirectoryNotContaining("glob:**verdict.json");
    }

    @Test
    void aDistributionRunsTheSameJobAndPlainFunctionsGiveTheSameBytes() throws IOException {
        String midterms =
                EmbeddedSpark.PROJECT.resolve("conf/midterms-2018.yaml").toString();
        String csv = "--set=output.formats=[csv]";

        Outcome theirs = launch().with("SPARK_HOME", distribution().toString())
                .run("--master=local[2]", "evaluate", midterms, csv, "--output=theirs");
        Outcome plain = launch().run(
                        "--master=local[2]",
                        "--conf=spark.assay.functions=plain",
                        "evaluate",
                        midterms,
                        csv,
                        "--output=plain");

        Files.delete(folder.resolve("spark distribution/jars"));
        assertThat(theirs.code()).as(theirs.err()).isEqualTo(31);
        assertThat(theirs.err()).contains("distribution starts").doesNotContain("plain functions");
        assertThat(plain.code()).as(plain.err()).isEqualTo(31);
        assertThat(plain.err()).contains("losses as plain functions");
        String result = "evaluation=midterms-2018/run_date=undated";
        for (String table : List.of("cost.csv", "comparison.csv", "metrics.csv")) {
            assertThat(folder.resolve("plain").resolve(result).resolve(table))
                    .hasSameBinaryContentAs(
                            folder.resolve("theirs").resolve(result).resolve(table));
        }
    }

    /** A Spark of its own as far as the launcher can tell: the embedded jars behind the least of a spark-submit. */
    private Path distribution() throws IOException {
        Path distribution = folder.resolve("spark distribution");
        ScratchHome.program(
                distribution.resolve("bin/spark-submit"),
                """
                echo 'distribution starts' >&2
                home=$(dirname "$0")/..
                eval set -- %s "$SPARK_SUBMIT_OPTS" -cp '"$home/jars/*"' org.apache.spark.deploy.SparkSubmit '"$@"'
                exec "$JAVA_HOME/bin/java" "$@"
                """
                        .formatted(JavaModuleOptions.defaultModuleOptions()));
        Files.createSymbolicLink(
                distribution.resolve("jars"), EmbeddedSpark.home(folder).resolve("jars"));
        return distribution;
    }
}
