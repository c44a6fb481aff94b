package io.assay.spark;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import org.apache.spark.sql.SparkSession;

/** Lends spark-testing-base's comparisons of DataFrames to tests that share one session. */
public final class DataFrames extends JavaDatasetSuiteBase {

    @Override
    public SparkSession spark() {
        return SharedSession.session();
    }

    @Override
    public boolean enableHiveSupport() {
        return false;
    }
}
