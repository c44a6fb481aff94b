package io.assay.benchmark;

import org.apache.spark.sql.SparkSession;

/** Where measurements were made. */
record Machine(String master, int cores, String java, String spark, String system, long heap) {

    static Machine of(SparkSession spark) {
        return new Machine(
                spark.sparkContext().master(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                spark.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().maxMemory());
    }

    /** One line. */
    String text() {
        return cores + " cores, " + system + ", " + java + ", heap of " + (heap >> 20) + " MiB, Spark " + spark + ", "
                + master;
    }
}
