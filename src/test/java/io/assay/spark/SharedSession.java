package io.assay.spark;

import io.assay.AssayExtensions;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives every Spark test the one local session of the process: two cores, two shuffle partitions, no user interface,
 * loopback only. It ends with the JVM.
 */
public final class SharedSession implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return session();
    }

    /** The session, with the settings that the job gives its own. */
    public static synchronized SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("assay-tests")
                .withExtensions(new AssayExtensions())
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.default.parallelism", 2)
                .config("spark.sql.warehouse.dir", warehouse())
                .config("spark.sql.ansi.enabled", false)
                .config("spark.sql.mapKeyDedupPolicy", "LAST_WIN")
                .config("spark.sql.sources.partitionColumnTypeInference.enabled", false)
                .config("spark.sql.csv.parser.columnPruning.enabled", false)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.ui.showConsoleProgress", false)
                .getOrCreate();
    }

    /** Tables of its own for each of the processes that tests run in side by side. */
    private static String warehouse() {
        return System.getProperty("java.io.tmpdir") + "/assay-test-warehouse-" + System.getProperty("assay.fork", "1");
    }
}
