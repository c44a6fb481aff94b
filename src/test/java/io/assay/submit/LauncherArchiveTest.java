package io.assay.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.submit.Launch.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts with the embedded Spark take its classes from an archive. */
@Tag("packaged")
class LauncherArchiveTest {

    private static final String CONFIGURATION =
            EmbeddedSpark.PROJECT.resolve("conf/midterms-2018.yaml").toString();

    @TempDir
    Path folder;

    @Test
    void sparksClassesComeFromTheArchive() throws IOException {
        Outcome outcome = explain(launch());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(archived()).isGreaterThan(3_000);
    }

    @Test
    void withoutItTheyAreRead() throws IOException {
        Outcome outcome = explain(launch().with("ASSAY_ARCHIVE", "no"));

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(archived()).isZero();
    }

    /** Another class path than that of the archive: the JVM does without, and prints nothing of it. */
    @Test
    void anArchiveThatDoesNotFitIsPassedOverInSilence() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Outcome outcome = explain(launch(), "--driver-class-path", classes.toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(archived()).isZero();
        assertThat(outcome.out() + outcome.err()).doesNotContain("[cds]").doesNotContain(".jsa");
    }

    /** Spark's settings are the user's, who may have any. */
    @Test
    void settingsOfSparkAreFoundWhereTheyWere() throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("spark-defaults.conf"), "spark.master local[0]\n");
        Outcome outcome = launch().with("SPARK_CONF_DIR", conf.toString()).run("explain", CONFIGURATION);

        assertThat(outcome.code()).isNotZero();
        assertThat(outcome.err()).contains("0 threads");
    }

    /** The project's own folder of settings stays in use as soon as it has one of Spark's. */
    @Test
    void settingsOfSparkInTheProjectAreFoundToo() throws IOException {
        Path embedded = EmbeddedSpark.home(folder);
        ScratchHome scratch = new ScratchHome(folder);
        Files.createDirectories(scratch.home().resolve(".assay"));
        Files.createSymbolicLink(scratch.home().resolve(".assay").resolve(embedded.getFileName()), embedded);
        Files.writeString(scratch.home().resolve("conf/spark-defaults.conf"), "spark.master local[0]\n");
        Outcome outcome =
                scratch.launch().with("SPARK_SUBMIT_OPTS", EmbeddedSpark.JVM).run("explain", CONFIGURATION);

        assertThat(outcome.code()).isNotZero();
        assertThat(outcome.err()).contains("0 threads");
    }

    private Launch launch() {
        return EmbeddedSpark.launch(folder)
                .with("SPARK_SUBMIT_OPTS", EmbeddedSpark.JVM + " -Xlog:class+load:file=" + log());
    }

    private static Outcome explain(Launch launch, String... options) {
        return launch.run(Stream.concat(Stream.of(options), Stream.of("--master=local[1]", "explain", CONFIGURATION))
                .toArray(String[]::new));
    }

    private Path log() {
        return folder.resolve("loaded");
    }

    /** Spark's classes that the JVM of the last start found in the archive. */
    private long archived() throws IOException {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(
                            line -> line.contains("org.apache.spark.") && line.contains("shared objects file (top)"))
                    .count();
        }
    }
}
