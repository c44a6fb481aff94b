package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.AssayExtensions;
import io.assay.loss.Catalogue;
import io.assay.loss.Loss;
import io.assay.spark.Sessions;
import io.assay.submit.OwnLossProject;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adds a loss from outside: one class, and one line that names it. */
@Tag("spark")
class OwnLossSparkTest {

    @Test
    void oneClassAndOneLineInACatalogueMakeAnSqlFunction(@TempDir Path folder) throws Exception {
        try (URLClassLoader built = OwnLossProject.build(folder)) {
            Loss loss = (Loss) built.loadClass("com.example.AbsoluteLogRatio")
                    .getConstructor()
                    .newInstance();
            Catalogue catalogue = Catalogue.of(List.of(loss));
            SparkSession session = Sessions.with(extensions -> LossFunctions.register(extensions, catalogue));

            assertItWorks(session);
        }
    }

    @Test
    void aJarOnTheClassPathAddsALossByNamingItForTheServiceLoader(@TempDir Path folder) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader withJar = OwnLossProject.build(folder)) {
            thread.setContextClassLoader(withJar);
            SparkSession session = Sessions.with(extensions -> new AssayExtensions().apply(extensions));

            assertItWorks(session);
            assertThat(session.catalog().functionExists("huber")).isTrue();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void assertItWorks(SparkSession session) {
        Row row = session.sql(
                        "SELECT absolute_log_ratio(y, p), absolute_log_ratio(p, y), absolute_log_ratio(y, p, cap => 0.5),"
                                + " try_absolute_log_ratio(-y, p), check_absolute_log_ratio(-y, p)"
                                + " FROM VALUES (3D, 6D) AS t(y, p)")
                .head();

        assertThat(row.getDouble(0)).isCloseTo(0.6931471805599453, within(1e-15));
        assertThat(row.getDouble(1)).isEqualTo(row.getDouble(0));
        assertThat(row.getDouble(2)).isEqualTo(0.5);
        assertThat(row.isNullAt(3)).isTrue();
        assertThat(row.getString(4)).isEqualTo("label_not_positive");
    }

    @Test
    void thePageThatExplainsItShowsThisVeryClass() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/adding-a-loss.md"));
        String source = Files.readString(OwnLossProject.SOURCE);

        assertThat(page)
                .contains(source.substring(source.indexOf("import static")).strip());
    }
}
