package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.spark.SharedSession;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@ExtendWith(SharedSession.class)
class GroupGuardSparkTest {

    /** Spark would run tasks on for minutes. */
    @Test
    @Timeout(120)
    void aTasksRefusalEndsTheOthersAndIsTheReasonOfTheFailure(SparkSession spark) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        try (GroupGuard guard = GroupGuard.over(spark.sparkContext())) {
            assertThatThrownBy(() -> guard.run(() -> context.parallelize(List.of(0, 1, 2, 3), 4)
                            .map(i -> {
                                if (i == 1) {
                                    throw new GroupLimitException("too many\nreally");
                                }
                                return runOn(i);
                            })
                            .count()))
                    .isInstanceOf(GroupLimitException.class)
                    .hasMessage("too many\nreally");
        }
    }

    /** Until the task is told to end: it holds a place that other tests need. */
    private static int runOn(int result) throws InterruptedException {
        for (int i = 0; i < 12_000 && !TaskContext.get().isInterrupted(); i++) {
            Thread.sleep(10);
        }
        return result;
    }

    @Test
    void anyOtherFailureStaysWhatItIs(SparkSession spark) {
        RuntimeException other = new IllegalStateException("other");
        try (GroupGuard guard = GroupGuard.over(spark.sparkContext())) {
            assertThatThrownBy(() -> guard.run(() -> {
                        throw other;
                    }))
                    .isSameAs(other);
            assertThat(guard.run(() -> 1)).isEqualTo(1);
        }
    }
}
