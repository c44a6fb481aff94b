package io.assay.job;

import io.assay.AssayExtensions;
import io.assay.aggregation.LossFunctions;
import io.assay.aggregation.PlainRegistration;
import io.assay.loss.Catalogue;
import io.assay.loss.DecodeMask;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens the session that the commands work in: the losses registered, and Spark set so that no value can stop a job. */
final class Sessions {

    /** What the job's promises rest on; a cluster's defaults must not undo it. */
    private static final Map<String, String> RULES = Map.of(
            // A bad cast or a division by zero in a user's expression is a null in that row, not the end of the job.
            "spark.sql.ansi.enabled",
            "false",
            // So is a date that Spark 2 would have read otherwise.
            "spark.sql.legacy.timeParserPolicy",
            "CORRECTED",
            // Of a key that stands twice in a map the last value counts.
            "spark.sql.mapKeyDedupPolicy",
            "LAST_WIN",
            // A day read from a folder's name stays the text that it is.
            "spark.sql.sources.partitionColumnTypeInference.enabled",
            "false",
            // Short and long records show only when every column is parsed.
            "spark.sql.csv.parser.columnPruning.enabled",
            "false",
            // A file that cannot be read ends the job; it is not left out.
            "spark.sql.files.ignoreCorruptFiles",
            "false",
            "spark.sql.files.ignoreMissingFiles",
            "false");

    private static final Map<String, String> DEFAULTS = Map.of(
            "spark.sql.session.timeZone",
            "UTC",
            "spark.ui.showConsoleProgress",
            "false",
            "spark.sql.optimizer.canChangeCachedPlanOutputPartitioning",
            "true",
            "spark.sql.debug.maxToStringFields",
            "1000");

    /** How the losses are registered: {@link #EXPRESSIONS}, the default, or {@link #PLAIN}. */
    private static final String FUNCTIONS = "spark.assay.functions";

    private static final String EXPRESSIONS = "expressions";

    /** By Spark's public API alone, with the same results: for a Spark whose internals give trouble. */
    private static final String PLAIN = "plain";

    private Sessions() {}

    /** The settings that every session of the job has. */
    static Map<String, String> rules() {
        return RULES;
    }

    /** A session named after {@code what}; a setting that the user gave wins over our defaults, though not our rules. */
    static SparkSession open(String what) {
        return open(what, Map.of());
    }

    /** The same with further defaults. */
    static SparkSession open(String what, Map<String, String> further) {
        SparkConf given = new SparkConf();
        SparkSession.Builder builder = SparkSession.builder().appName("assay " + what);
        if (functions(given).equals(EXPRESSIONS)) {
            builder.withExtensions(new AssayExtensions());
        }
        RULES.forEach(builder::config);
        Stream.of(DEFAULTS, further)
                .forEach(defaults -> defaults.forEach((key, value) -> {
                    if (!given.contains(key)) {
                        builder.config(key, value);
                    }
                }));
        SparkSession spark = builder.getOrCreate();
        spark.conf().set(LossFunctions.LENIENT, "true");
        // The extensions register all or nothing; to ask for each loss would take a second.
        if (!spark.catalog().functionExists(DecodeMask.definition().name())) {
            PlainRegistration.complete(spark, Catalogue.standard());
        }
        spark.conf().unset(LossFunctions.LENIENT);
        return spark;
    }

    private static String functions(SparkConf given) {
        String value = given.get(FUNCTIONS, EXPRESSIONS);
        if (!List.of(EXPRESSIONS, PLAIN).contains(value)) {
            throw new BadArgumentsException(
                    "Unknown " + FUNCTIONS + ": " + value + Nearest.hint(value, List.of(EXPRESSIONS, PLAIN)));
        }
        return value;
    }
}
