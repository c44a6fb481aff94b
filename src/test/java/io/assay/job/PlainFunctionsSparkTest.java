package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.aggregation.PlainRegistration;
import io.assay.loss.Catalogue;
import io.assay.spark.Sessions;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job where the losses are plain functions, as on a Spark whose internals do not fit. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class PlainFunctionsSparkTest {

    private static SparkSession plain;

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void aSessionWithoutTheExtensions() {
        plain = Sessions.with(extensions -> {});
        io.assay.job.Sessions.rules().forEach(plain.conf()::set);
        assertThat(plain.catalog().functionExists("huber")).isFalse();
        PlainRegistration.complete(plain, Catalogue.standard());
    }

    @ParameterizedTest
    @ValueSource(strings = {"midterms-2018", "human-vs-dnn", "gsm8k-solutions", "flusight-2021-22"})
    void everyTableHasTheSameBytes(String example) throws IOException {
        Path plainly = evaluated(plain, example, "plain");
        Path quickly = evaluated(SharedSession.session(), example, "quick");

        for (String table : new String[] {"cost.csv", "comparison.csv", "metrics.csv"}) {
            assertThat(plainly.resolve(table)).hasSameBinaryContentAs(quickly.resolve(table));
        }
    }

    private Path evaluated(SparkSession spark, String example, String output) throws IOException {
        Configuration configuration = ConfigurationReader.read(
                Path.of("conf/" + example + ".yaml"),
                Map.of("output.path", folder.resolve(output).toString(), "output.formats", "[csv]"),
                null);
        return Path.of(new Evaluator(spark, configuration, "test")
                .run(Evaluator.Overwrite.REFUSE)
                .folder());
    }
}
