package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.loss.Catalogue;
import io.assay.loss.SparseCategoricalCrossEntropy;
import io.assay.loss.SparseSoftmaxCrossEntropy;
import io.assay.spark.Sessions;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows that their label marks to be left out, through SQL on both roads. */
@Tag("spark")
class IgnoredRowsSparkTest {

    private static final Catalogue CATALOGUE =
            Catalogue.of(List.of(new SparseSoftmaxCrossEntropy(), new SparseCategoricalCrossEntropy()));
    private static final String ARGUMENTS = "(label, x, 0D, CAST(NULL AS ARRAY<DOUBLE>), -100)";

    private static SparkSession session;
    private static SparkSession plain;

    @BeforeAll
    static void sessions() {
        session = Sessions.with(extensions -> LossFunctions.register(extensions, CATALOGUE));
        plain = Sessions.with(extensions -> {});
        PlainRegistration.complete(plain, CATALOGUE);
    }

    @Test
    void theyAreNullInEveryFormAndTheirReasonSaysSo() {
        for (SparkSession road : List.of(session, plain)) {
            Row row = rows(road)
                    .where("label = -100")
                    .selectExpr(
                            "sparse_softmax_cross_entropy" + ARGUMENTS,
                            "try_sparse_softmax_cross_entropy" + ARGUMENTS,
                            "denominator_sparse_softmax_cross_entropy" + ARGUMENTS,
                            "check_sparse_softmax_cross_entropy" + ARGUMENTS)
                    .head();

            assertThat(row.isNullAt(0) && row.isNullAt(1) && row.isNullAt(2)).isTrue();
            assertThat(row.getString(3)).isEqualTo("ignored");
        }
    }

    @Test
    void theMeanLeavesThemOut() {
        for (SparkSession road : List.of(session, plain)) {
            Row row = rows(road)
                    .selectExpr("avg(sparse_softmax_cross_entropy" + ARGUMENTS + ")", "count(*)")
                    .head();

            assertThat(row.getDouble(0)).isEqualTo(Math.log(2));
            assertThat(row.getLong(1)).isEqualTo(3);
        }
    }

    @Test
    void anotherLabelOutsideOfTheClassesIsAnErrorStill() {
        for (SparkSession road : List.of(session, plain)) {
            Dataset<Row> wrong = rows(road).selectExpr("sparse_categorical_cross_entropy(label, p, 0D, -7, 0)");

            assertThatThrownBy(wrong::collectAsList)
                    .hasStackTraceContaining("Invalid label for sparse_categorical_cross_entropy: -100.0");
        }
    }

    /** Two rows of two even classes, and one of padding whose logits are garbage. */
    private static Dataset<Row> rows(SparkSession road) {
        return road.sql("SELECT * FROM VALUES (0, array(2D, 2D), array(0.5D, 0.5D)),"
                        + " (1, array(-7D, -7D), array(0.5D, 0.5D)),"
                        + " (-100, array(double('NaN'), 1D), array(0.5D, 0.5D)) AS t(label, x, p)")
                .repartition(1);
    }
}
