package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests run under one of the JVM's two compilers and jobs under both: a number has the same bits whichever made it. */
class CompilersTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void lossesTalliesAndWhatIsReadFromThemHaveTheSameBitsUnderEitherCompiler() throws Exception {
        String quick = digest("-XX:TieredStopAtLevel=1");
        String optimising = digest("-XX:-TieredCompilation", "-XX:CompileThreshold=1200");

        assertThat(quick).matches("[0-9a-f]{16}");
        assertThat(optimising).isEqualTo(quick);
    }

    /** What {@link CompiledBits} prints in a process of its own that waits for its compiler. */
    private String digest(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-Xbatch", "-Xmx256m", "-XX:+UseSerialGC", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(CompiledBits.class.getName());
        Path out = Files.createTempFile(folder, "digest", "");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as(command.toString()).isTrue();
        return Files.readString(out).strip();
    }
}
