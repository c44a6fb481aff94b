package io.assay.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assay.submit.Launch.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the application jar: Assay, and its libraries under names of their own, and no Spark. */
@Tag("packaged")
class PackagedJarTest {

    private static final String JAR = "target/assay.jar";

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyClassIsUnderAssaysOwnName() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            List<String> foreign = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
                    .filter(name -> !name.startsWith("io/assay/"))
                    .toList();

            assertThat(foreign).isEmpty();
            assertThat(jar.getEntry("io/assay/job/Assay.class")).isNotNull();
        }
    }

    @Test
    void servicesAreDeclaredUnderTheRelocatedNames() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            List<String> foreign = new ArrayList<>();
            for (JarEntry entry : jar.stream()
                    .filter(e -> e.getName().startsWith("META-INF/services/") && !e.isDirectory())
                    .toList()) {
                String text = entry.getName().substring("META-INF/services/".length()) + "\n"
                        + new String(jar.getInputStream(entry).readAllBytes(), UTF_8);
                text.lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty() && !line.startsWith("io.assay.") && !line.startsWith("java"))
                        .map(line -> entry.getName() + ": " + line)
                        .forEach(foreign::add);
            }

            assertThat(foreign).isEmpty();
        }
    }

    @Test
    void theManifestNamesProgramAndVersion() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            var attributes = jar.getManifest().getMainAttributes();

            assertThat(attributes.getValue("Main-Class")).isEqualTo("io.assay.job.Assay");
            assertThat(attributes.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+.*");
        }
    }

    /** The whole class path is the jar: what a machine has that only looks at verdicts. */
    @ParameterizedTest
    @CsvSource({
        "empty.json, '', Cannot read verdict: the file is empty",
        "cut.json, '{\"schema_version\": 1, \"ev', Cannot read verdict: not JSON:",
        "other.json, '{\"a\": 1}', Cannot read verdict: no key schema_version",
        "rows.csv, 'id,label', Cannot read verdict: not JSON:"
    })
    void whatIsNoVerdictIsToldInOneLineWithoutSpark(String name, String text, String message) throws IOException {
        Outcome ended = alone(
                "check-verdict", Files.writeString(folder.resolve(name), text).toString());

        assertThat(ended.code()).isEqualTo(66);
        assertThat(ended.err().lines()).hasSize(1).element(0).asString().startsWith(message);
    }

    @Test
    void anotherFileSystemThanTheLocalOneNeedsSparksLibraries() {
        Outcome ended = alone("check-verdict", "s3a://bucket/verdict.json");

        assertThat(ended.code()).isEqualTo(66);
        assertThat(ended.err())
                .isEqualTo("Cannot read verdict: s3a://bucket/verdict.json is on a file system that only"
                        + " Spark's libraries know; start check-verdict through spark-submit\n");
    }

    private Outcome alone(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1", "-cp", Path.of(JAR).toAbsolutePath().toString(), "io.assay.job.Assay"));
        words.addAll(List.of(arguments));
        return new Launch(Path.of(System.getProperty("java.home"), "bin", "java"), folder)
                .run(words.toArray(String[]::new));
    }
}
