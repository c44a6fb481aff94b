package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** More groups than fit in the memory are refused before it is gone, whatever {@code limits.groups} says. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class GroupMemorySparkTest {

    private static final String HEAP = "spark.assay.heap";

    /** So that some 2,800 groups fit on the driver, and 11,000 in each of two tasks. */
    private static final int BYTES = 16 << 20;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void reckonWithASmallHeap(SparkSession spark) {
        spark.conf().set(HEAP, BYTES);
    }

    @AfterEach
    void reckonWithTheHeap(SparkSession spark) {
        spark.conf().unset(HEAP);
    }

    private long evaluated(int users) throws IOException {
        return Trial.of(
                        folder,
                        """
                        input: {format: sql, query: "SELECT id, 'a' AS version, 1D AS label, 0.5D AS prediction, 'u' || id AS user FROM range(0, %d, 1, 2)"}
                        columns: {id: id, version: version, label: label, prediction: prediction}
                        baseline: a
                        losses: [squared_error]
                        slices: [user]
                        limits: {groups: 1000000}
                        """
                                .formatted(users))
                .rows()
                .evaluated();
    }

    @Test
    void whatFitsIsTallied() throws IOException {
        assertThat(evaluated(1_000)).isEqualTo(1_000);
    }

    @Test
    void whatTheDriverCannotHoldIsRefusedBeforeItIsBroughtThere() {
        assertThatThrownBy(() -> evaluated(5_000))
                .hasMessageContaining("Too many groups for the driver's memory: there are 5,001, which take about ")
                .hasMessageContaining(" of a heap of 16 MB")
                .hasMessageContaining("  by user: 5,000 over all tasks")
                .hasMessageContaining("--driver-memory");
    }

    @Test
    void whatATaskCannotHoldIsRefusedAtOnce() {
        assertThatThrownBy(() -> evaluated(100_000))
                .hasMessageContaining("Too many groups for the memory of a task: ")
                .hasMessageContaining(" of a heap of 16 MB")
                .hasMessageContaining("  by user: ")
                .hasMessageContaining("--executor-memory");
    }
}
