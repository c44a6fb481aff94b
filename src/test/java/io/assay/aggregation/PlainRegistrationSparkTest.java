package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.loss.Catalogue;
import io.assay.loss.LossFunction;
import io.assay.spark.DataFrames;
import io.assay.spark.Sessions;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.Function1;

/** The public road: the same names and the same values on a Spark whose internals do not fit. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class PlainRegistrationSparkTest {

    private static SparkSession plain;

    private static List<String> told;

    private final DataFrames frames = new DataFrames();

    @BeforeAll
    static void extensionsThatDoNotLink(SparkSession shared) throws ReflectiveOperationException {
        Function1<SparkSessionExtensions, ?> extensions = new OtherSpark().extensions();
        try (Told log = new Told()) {
            plain = Sessions.with(given -> extensions.apply(given));
            assertThat(plain.catalog().functionExists("huber")).isFalse();
            PlainRegistration.complete(plain, Catalogue.standard());
            PlainRegistration.complete(plain, Catalogue.standard());
            told = log.lines;
        }
    }

    static List<List<ReferenceRows>> losses() {
        return ReferenceRows.all();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyRowHasTheValueOfThePlainLoop(List<ReferenceRows> losses) {
        // Computed once, since the comparison runs several queries over it.
        Dataset<Row> actual = ReferenceRows.actual(plain, losses).localCheckpoint();

        frames.assertDataFrameDataEquals(ReferenceRows.expected(plain, losses), actual);
    }

    @Test
    void itIsToldInOneLineForTheExtensionsAndOneForTheSession() {
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).contains("NaNvl").contains("PlainRegistration");
        assertThat(told.get(1)).contains("plain functions").contains("by position");
    }

    @Test
    void everyFormIsThere() {
        for (LossFunction function : Catalogue.standard().all()) {
            for (SqlForm form : SqlForm.of(function)) {
                assertThat(plain.catalog().functionExists(form.name(function)))
                        .as(form.name(function))
                        .isTrue();
            }
        }
    }

    @Test
    void aSessionThatHasTheLossesIsLeftAsItIs(SparkSession shared) {
        PlainRegistration.complete(shared, Catalogue.standard());

        // With a default and a name, which a plain function has not.
        assertThat(shared.sql("SELECT huber(0, prediction => 3)").head().getDouble(0))
                .isEqualTo(2.5);
    }

    @Test
    void typesAreReadAsTheOtherRoadReadsThem() {
        Row row = plain.sql("SELECT squared_error(true, '0.25'), squared_error(1.5BD, 2L), check_squared_error('x', 1),"
                        + " squared_error(' inf ', null), check_squared_error('inf', 1),"
                        + " mean_squared_error_vec(array(1, 2), array(1, null)), try_squared_error('x', 1)")
                .head();

        assertThat(row.getDouble(0)).isEqualTo(0.5625);
        assertThat(row.getDouble(1)).isEqualTo(0.25);
        assertThat(row.getString(2)).isEqualTo("label_not_a_number");
        assertThat(row.isNullAt(3)).isTrue();
        assertThat(row.getString(4)).isEqualTo("label_infinite");
        assertThat(row.getDouble(5)).isNaN();
        assertThat(row.isNullAt(6)).isTrue();
    }

    @Test
    void theWordsTrueAndFalseAreNumbersAsOnTheOtherRoad(SparkSession shared) {
        String query =
                "SELECT squared_error('TRUE', 0.5), squared_error(' false ', '0.5'), try_squared_error('yes', 1),"
                        + " check_squared_error('yes', 1), try_mean_squared_error_vec(array('true', 'False', '3'), array(0, 0, 0)),"
                        + " check_mean_squared_error_vec(array('true', 'no'), array(0, 0)),"
                        + " check_mean_squared_error_vec(array('true', null), array(0, 0)),"
                        + " multiclass_zero_one_loss('true', 'true')";
        Row row = plain.sql(query).head();

        assertThat(row.getDouble(0)).isEqualTo(0.25);
        assertThat(row.getDouble(1)).isEqualTo(0.25);
        assertThat(row.isNullAt(2)).isTrue();
        assertThat(row.getString(3)).isEqualTo("label_not_a_number");
        assertThat(row.getDouble(4)).isEqualTo(10.0 / 3);
        assertThat(row.getString(5)).isEqualTo("label_nan");
        assertThat(row.getString(6)).isEqualTo("label_nan");
        assertThat(row.getDouble(7)).isZero();
        assertThat(shared.sql(query).head()).isEqualTo(row);
    }

    /** Assay's classes where one class of Spark's is missing. */
    private static final class OtherSpark extends ClassLoader {

        private OtherSpark() {
            super(PlainRegistrationSparkTest.class.getClassLoader());
        }

        @SuppressWarnings("unchecked")
        Function1<SparkSessionExtensions, ?> extensions() throws ReflectiveOperationException {
            return (Function1<SparkSessionExtensions, ?>)
                    loadClass("io.assay.AssayExtensions").getConstructor().newInstance();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.endsWith(".expressions.NaNvl")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.assay.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream stream = getParent().getResourceAsStream(file)) {
                if (stream == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = stream.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** What Assay logs as a warning while this is open. */
    private static final class Told implements AutoCloseable {

        private final List<String> lines = new ArrayList<>();
        private final LoggerContext context = LoggerContext.getContext(false);
        private final AbstractAppender appender =
                new AbstractAppender("told", null, null, false, Property.EMPTY_ARRAY) {
                    @Override
                    public void append(LogEvent event) {
                        lines.add(event.getMessage().getFormattedMessage());
                    }
                };

        Told() {
            appender.start();
            LoggerConfig logger = new LoggerConfig("io.assay", Level.WARN, false);
            logger.addAppender(appender, Level.WARN, null);
            context.getConfiguration().addLogger("io.assay", logger);
            context.updateLoggers();
        }

        @Override
        public void close() {
            context.getConfiguration().removeLogger("io.assay");
            context.updateLoggers();
        }
    }
}
