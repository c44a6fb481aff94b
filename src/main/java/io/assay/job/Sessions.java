package io.assay.job;

import io.assay.AssayExtensions;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens the session that the commands work in: the losses registered, and Spark set so that no value can stop a job. */
final class Sessions {

    private static final String[][] DEFAULTS = {
        // A bad cast or a division by zero in a user's expression is a null in that row, not the end of the job.
        {"spark.sql.ansi.enabled", "false"},
        // A day read from a folder's name stays the text that it is.
        {"spark.sql.sources.partitionColumnTypeInference.enabled", "false"},
        // Short and long records show only when every column is parsed.
        {"spark.sql.csv.parser.columnPruning.enabled", "false"},
        {"spark.sql.session.timeZone", "UTC"},
        {"spark.ui.showConsoleProgress", "false"},
        {"spark.sql.optimizer.canChangeCachedPlanOutputPartitioning", "true"},
        {"spark.sql.debug.maxToStringFields", "1000"},
    };

    private Sessions() {}

    /** A session named after {@code what}; a setting that the user gave wins over ours. */
    static SparkSession open(String what) {
        SparkConf given = new SparkConf();
        SparkSession.Builder builder =
                SparkSession.builder().appName("assay " + what).withExtensions(new AssayExtensions());
        for (String[] setting : DEFAULTS) {
            if (!given.contains(setting[0])) {
                builder = builder.config(setting[0], setting[1]);
            }
        }
        return builder.getOrCreate();
    }
}
