package io.assay.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is in the application jar: Assay, and its libraries under names of their own, and no Spark. */
@Tag("packaged")
class PackagedJarTest {

    private static final String JAR = "target/assay.jar";

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
}
