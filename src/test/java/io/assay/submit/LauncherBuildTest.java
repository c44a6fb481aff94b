package io.assay.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.submit.Launch.Outcome;
import io.assay.submit.Launch.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher builds, and when. */
@Tag("packaged")
class LauncherBuildTest {

    @TempDir
    Path folder;

    private ScratchHome scratch;

    @BeforeEach
    void freshClone() throws IOException {
        scratch = new ScratchHome(folder);
    }

    @Test
    void theFirstStartBuildsAndSaysSoTheSecondDoesNeither() throws IOException {
        Outcome first = scratch.launch().run("--version");
        Outcome second = scratch.launch().run("--version");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("Assay ");
        assertThat(first.err()).contains("building target/assay.jar");
        assertThat(second.code()).isZero();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err()).isEmpty();
        assertThat(scratch.mavenCalls()).hasSize(1);
    }

    @Test
    void aChangedSourceIsBuiltAgain() throws IOException {
        scratch.launch().run("--version");
        Files.setLastModifiedTime(scratch.source(), FileTime.from(Instant.now().plusSeconds(1)));

        Outcome next = scratch.launch().run("--version");

        assertThat(next.code()).as(next.err()).isZero();
        assertThat(scratch.mavenCalls()).hasSize(2);
    }

    @Test
    void startsAtTheSameTimeBuildOnce() throws IOException {
        List<Running> starts = Stream.generate(
                        () -> scratch.launch().with("BUILD_SECONDS", "2").start("--version"))
                .limit(3)
                .toList();

        List<Outcome> outcomes = starts.stream().map(Launch::outcome).toList();

        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.out()).startsWith("Assay ");
        });
        assertThat(scratch.mavenCalls()).hasSize(1);
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void theLockOfAnEndedProcessIsTakenOver() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path lock = Files.createDirectories(scratch.home().resolve(".assay/lock"));
        Files.writeString(lock.resolve("owner"), ended.pid() + "\n");

        Outcome outcome = scratch.launch().run("--version");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void aFailedBuildIsAFailureAndLeavesNothing() throws IOException {
        Outcome outcome = scratch.launch().with("BUILD_CODE", "1").run("--version");

        assertThat(outcome.code()).isEqualTo(70);
        assertThat(outcome.err()).contains("The build failed");
        assertThat(scratch.jar()).doesNotExist();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void aStartThatIsEndedWhileItBuildsLeavesNothing() throws Exception {
        Running running = scratch.launch().with("BUILD_SECONDS", "60").start("--version");
        while (scratch.mavenCalls().isEmpty()) {
            Thread.sleep(20);
        }

        running.process().destroy();
        Outcome outcome = Launch.outcome(running);

        assertThat(outcome.code()).isEqualTo(143);
        assertThat(scratch.jar()).doesNotExist();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void mavenGetsTheExtraArguments() throws IOException {
        scratch.launch()
                .with("ASSAY_MAVEN_ARGS", "-o -Dmaven.repo.local=/somewhere")
                .run("--version");

        assertThat(scratch.mavenCalls())
                .singleElement()
                .asString()
                .contains(" -o -Dmaven.repo.local=/somewhere ")
                .endsWith(" package");
    }

    @Test
    void withoutMavenItSaysWhatIsMissing() {
        Outcome outcome = scratch.launch().with("MAVEN_HOME", "/nowhere").run("--version");

        assertThat(outcome.code()).isEqualTo(70);
        assertThat(outcome.err()).contains("No Maven: /nowhere/bin/mvn");
    }

    @Test
    void anOldJavaIsRefused() throws IOException {
        ScratchHome.program(folder.resolve("old/bin/java"), "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");

        Outcome outcome = scratch.launch()
                .with("JAVA_HOME", folder.resolve("old").toString())
                .run("--version");

        assertThat(outcome.code()).isEqualTo(70);
        assertThat(outcome.err()).contains("Java 11 is too old").contains("must be 17 to 21");
        assertThat(scratch.mavenCalls()).isEmpty();
    }

    @Test
    void aJavaHomeWithoutJavaIsRefused() {
        Outcome outcome = scratch.launch().with("JAVA_HOME", "/nowhere").run("--version");

        assertThat(outcome.code()).isEqualTo(70);
        assertThat(outcome.err()).contains("No Java in JAVA_HOME: /nowhere/bin/java");
    }

    private List<Path> leftOvers() throws IOException {
        try (Stream<Path> files = Files.list(scratch.home().resolve(".assay"))) {
            return files.toList();
        }
    }
}
