package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.report.Evaluation;
import io.assay.spark.ScanCounter;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SharedSession.class)
class SmokeSparkTest {

    @Test
    void theSourceIsReadOnce(SparkSession spark, @TempDir Path out) throws Exception {
        Evaluation evaluation;
        try (ScanCounter counter = ScanCounter.on(spark)) {
            evaluation =
                    Runs.file(Path.of("conf/midterms-2018.yaml"), out, Map.of()).evaluation();
            // The names of the columns cost one record more, read from the header by Spark.
            assertThat(counter.rowsRead()).isBetween(1518L, 1521L);
        }
        assertThat(evaluation.provenance().scans()).isEqualTo(1);
    }
}
