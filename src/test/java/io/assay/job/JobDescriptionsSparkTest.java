package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.ScanCounter;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whoever watches a run, in its log or in Spark's user interface, is told what each job does. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class JobDescriptionsSparkTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyJobSaysWhatItDoes(SparkSession spark) throws Exception {
        Trial.write(
                folder,
                "rows.csv",
                "id,version,label,prediction",
                "1,a,1,0.5",
                "1,b,1,0.25",
                "2,a,0,0.5",
                "2,b,0,0.75");
        spark.sparkContext().setJobDescription(null);
        try (ScanCounter counter = ScanCounter.on(spark)) {
            Trial.of(folder, Trial.PLAIN + "metrics: [roc_auc]\n");

            assertThat(counter.descriptions())
                    .allSatisfy(description -> assertThat(description).startsWith("assay: "))
                    .contains(
                            "assay: look at the columns of the input",
                            "assay: read, score and tally",
                            "assay: write the tables");
        }
    }
}
