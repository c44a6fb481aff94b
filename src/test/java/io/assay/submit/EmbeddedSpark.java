package io.assay.submit;

import io.assay.submit.Launch.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.package$;

/** The Spark that the launcher assembles for the project itself. */
final class EmbeddedSpark {

    static final Path PROJECT = Path.of("").toAbsolutePath();

    /** Shorter starts, for little data. */
    static final String JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private static final Path SCRIPT = PROJECT.resolve("submit/assay");

    private EmbeddedSpark() {}

    /** A start of the project's own launcher. */
    static Launch launch(Path directory) {
        Launch launch =
                new Launch(SCRIPT, directory).with("SPARK_DRIVER_MEMORY", "1g").with("SPARK_SUBMIT_OPTS", JVM);
        String repository = System.getProperty("maven.repo.local");
        return repository == null ? launch : launch.with("ASSAY_MAVEN_ARGS", "-Dmaven.repo.local=" + repository);
    }

    /** Its folder, assembled if need be. */
    static Path home(Path directory) {
        Path home = PROJECT.resolve(".assay/spark-" + package$.MODULE$.SPARK_VERSION());
        if (!Files.isDirectory(home)) {
            Outcome outcome = launch(directory)
                    .run("explain", PROJECT.resolve("conf/midterms-2018.yaml").toString());
            if (outcome.code() != 0) {
                throw new AssertionError(outcome.err());
            }
        }
        return home;
    }
}
