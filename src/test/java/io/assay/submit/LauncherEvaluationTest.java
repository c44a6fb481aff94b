package io.assay.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.submit.Launch.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher, jar and Spark on a real dataset. */
@Tag("packaged")
class LauncherEvaluationTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path SCRIPT = PROJECT.resolve("submit/assay");
    private static final String EVALUATION =
            PROJECT.resolve("conf/gsm8k-solutions.yaml").toString();

    @TempDir
    Path folder;

    private Launch launch() {
        Launch launch = new Launch(SCRIPT, folder).with("SPARK_DRIVER_MEMORY", "1g");
        String repository = System.getProperty("maven.repo.local");
        return repository == null ? launch : launch.with("ASSAY_MAVEN_ARGS", "-Dmaven.repo.local=" + repository);
    }

    @Test
    void aBetterCandidatePassesFromAnyWorkingDirectory() {
        Outcome outcome = launch().run("--master", "local[2]", "evaluate", EVALUATION, "--output", "results");

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
}
