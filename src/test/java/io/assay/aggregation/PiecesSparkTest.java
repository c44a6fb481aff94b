package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.ScanCounter;
import io.assay.spark.SharedSession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** However many pieces rows are brought in, all of them come once. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class PiecesSparkTest {

    private static final int ROWS = 1_000;

    @Test
    void everyRowComesOnceAndFewPiecesAreOneJob(SparkSession spark) throws Exception {
        Dataset<Row> rows = spark.range(0, ROWS, 1, 3).toDF();
        for (int pieces : new int[] {0, 1, 2, 8, 9, 20}) {
            List<Long> come = new ArrayList<>();
            try (ScanCounter counter = ScanCounter.on(spark)) {
                Pieces.collect(rows, pieces, row -> come.add(row.getLong(0)));
                assertThat(counter.jobs()).as("%d pieces", pieces).isEqualTo(Math.max(1, (pieces + 7) / 8));
            }
            assertThat(come)
                    .as("%d pieces", pieces)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, ROWS).boxed().toList());
        }
    }

    @Test
    void fewBytesAreOnePiece(SparkSession spark) throws Exception {
        try (ScanCounter counter = ScanCounter.on(spark)) {
            Pieces.collect(spark.range(10).toDF(), 1L << 20, row -> {});
            assertThat(counter.jobs()).isEqualTo(1);
            Pieces.collect(spark.range(10).toDF(), 512L << 20, row -> {});
            assertThat(counter.jobs()).isEqualTo(1 + 2);
        }
    }
}
