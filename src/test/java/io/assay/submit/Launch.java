package io.assay.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One start of {@code submit/assay}: a process of its own, in a clean environment, ended by this test if need be. */
final class Launch {

    private static final long MINUTES = 5;

    private final Path script;
    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();

    /** A start of {@code script} with {@code directory} as working directory. */
    Launch(Path script, Path directory) {
        this.script = script;
        this.directory = directory;
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", System.getProperty("user.home"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /** What a process left. */
    record Outcome(int code, String out, String err) {}

    Launch with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Launch without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** Runs to the end. */
    Outcome run(String... arguments) {
        return outcome(start(arguments));
    }

    /** A process that is running, and where it writes. */
    record Running(Process process, Path out, Path err) {}

    Running start(String... arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile("assay", ".out");
            Path err = Files.createTempFile("assay", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        }
    }

    static Outcome outcome(Running running) {
        Process process = running.process();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new AssertionError("Not ended after " + MINUTES + " minutes: process " + process.pid() + "\n"
                        + Files.readString(running.err()));
            }
            Outcome outcome =
                    new Outcome(process.exitValue(), Files.readString(running.out()), Files.readString(running.err()));
            Files.delete(running.out());
            Files.delete(running.err());
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
