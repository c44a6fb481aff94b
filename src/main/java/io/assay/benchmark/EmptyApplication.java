package io.assay.benchmark;

import org.apache.spark.sql.SparkSession;

/** Starts Spark, counts one row and ends: what any application costs, to be held against the start of Assay. */
public final class EmptyApplication {

    private EmptyApplication() {}

    public static void main(String... arguments) {
        SparkSession spark =
                SparkSession.builder().appName("assay: empty application").getOrCreate();
        spark.range(1).count();
        spark.stop();
    }
}
