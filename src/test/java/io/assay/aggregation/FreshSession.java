package io.assay.aggregation;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** A program that knows nothing of Assay but the name in {@code spark.sql.extensions}. */
final class FreshSession {

    private FreshSession() {}

    public static void main(String[] arguments) throws IOException {
        try (SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .appName("fresh")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.extensions", "io.assay.AssayExtensions")
                .getOrCreate()) {
            double loss = spark.sql("SELECT huber(1, 3)").head().getDouble(0);
            System.out.println("huber(1, 3) = " + loss);
        }
    }
}
