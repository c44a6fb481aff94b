package io.assay.submit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The example project for a loss in a jar of its own, built as its {@code pom.xml} says: classes, then resources. */
public final class OwnLossProject {

    static final Path PROJECT = Path.of("src/examples/own-loss");

    /** The loss that the documentation shows. */
    public static final Path SOURCE = PROJECT.resolve("src/main/java/com/example/AbsoluteLogRatio.java");

    private OwnLossProject() {}

    /** Loads what {@link #jar} made. */
    public static URLClassLoader build(Path folder) throws IOException {
        URL jar = jar(folder).toUri().toURL();
        return new URLClassLoader(new URL[] {jar}, Thread.currentThread().getContextClassLoader());
    }

    /** Makes the jar in a folder. */
    static Path jar(Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-proc:none",
                        "-cp",
                        "target/classes",
                        "-d",
                        classes.toString(),
                        SOURCE.toString());
        if (failures != 0) {
            throw new AssertionError("Cannot compile " + SOURCE + ": see the messages above");
        }
        Path jar = folder.resolve("own-loss.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            addAll(classes, out);
            addAll(PROJECT.resolve("src/main/resources"), out);
        }
        return jar;
    }

    private static void addAll(Path root, JarOutputStream out) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(root.relativize(file).toString()));
                Files.copy(file, (OutputStream) out);
                out.closeEntry();
            }
        }
    }
}
