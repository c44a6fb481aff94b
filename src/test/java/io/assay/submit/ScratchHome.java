package io.assay.submit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A fresh clone as far as the launcher can tell, in a folder whose name has a blank: the real launcher and the real jar,
 * with stand-ins for Maven and for a Spark distribution that record how they are called.
 */
final class ScratchHome {

    private static final Path PROJECT = Path.of("").toAbsolutePath();

    private final Path home;
    private final Path programs;
    private final Path mavenCalls;
    private final Path spark;

    ScratchHome(Path folder) throws IOException {
        this.home = folder.resolve("fresh clone");
        this.programs = folder.resolve("programs");
        this.mavenCalls = folder.resolve("maven-calls");
        this.spark = folder.resolve("spark distribution");
        copy("submit/assay");
        copy("conf/log4j2.properties");
        copy("pom.xml");
        Files.createDirectories(home.resolve("src/main/java"));
        Files.writeString(source(), "// any source\n");
        program(
                programs.resolve("mvn"),
                """
                echo "$*" >>"$MAVEN_CALLS"
                for argument in "$@"; do
                  case $argument in -Dassay.build=*) build=${argument#*=} ;; esac
                done
                sleep "${BUILD_SECONDS:-0}"
                [ "${BUILD_CODE:-0}" -eq 0 ] || exit "$BUILD_CODE"
                mkdir -p "$build" && cp "$BUILT_JAR" "$build/assay.jar"
                """);
        program(
                spark.resolve("bin/spark-submit"),
                """
                printf '%s\\n' "$@"
                printf 'opts %s\\nip %s\\n' "${SPARK_SUBMIT_OPTS-}" "${SPARK_LOCAL_IP-}" >&2
                exit "${SUBMIT_CODE:-0}"
                """);
        Files.createDirectories(folder.resolve("elsewhere"));
    }

    Path home() {
        return home;
    }

    Path script() {
        return home.resolve("submit/assay");
    }

    /** A source that the jar is built from. */
    Path source() {
        return home.resolve("src/main/java/Any.java");
    }

    Path jar() {
        return home.resolve("target/assay.jar");
    }

    /** The stand-in for a Spark distribution: prints its arguments, one a line, and ends with {@code SUBMIT_CODE}. */
    Path spark() {
        return spark;
    }

    /** A start from another folder than the clone's, with the stand-in for Maven. */
    Launch launch() {
        return launch(script());
    }

    Launch launch(Path script) {
        return new Launch(script, home.resolveSibling("elsewhere"))
                .with("PATH", programs + ":" + System.getenv("PATH"))
                .with("MAVEN_CALLS", mavenCalls.toString())
                .with("BUILT_JAR", PROJECT.resolve("target/assay.jar").toString());
    }

    List<String> mavenCalls() throws IOException {
        return Files.exists(mavenCalls) ? Files.readAllLines(mavenCalls) : List.of();
    }

    /** Writes an executable shell script. */
    static void program(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\n" + text);
        if (!path.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + path + " executable");
        }
    }

    private void copy(String name) throws IOException {
        Path target = home.resolve(name);
        Files.createDirectories(target.getParent());
        Files.copy(PROJECT.resolve(name), target, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
