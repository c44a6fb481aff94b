package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.SharedSession;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.vectorized.ConstantColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a Spark that lacks a class which the batch road needs, the plan is refused for that reason, and nothing fails. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class OtherInternalsSparkTest {

    @TempDir
    private Path folder = Path.of("");

    /** Loads the batch road's classes anew, and does not find one of Spark's. */
    private static final class Lacking extends ClassLoader {
        private static final String OWN = ColumnarScan.class.getPackageName() + ".";

        private final String hidden;

        Lacking(String hidden) {
            super(ColumnarScan.class.getClassLoader());
            this.hidden = hidden;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(hidden)) {
                throw new ClassNotFoundException(name);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : name.startsWith(OWN) ? own(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> own(String name) throws ClassNotFoundException {
            try (InputStream in = Objects.requireNonNull(getResourceAsStream(name.replace('.', '/') + ".class"))) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.spark.sql.classic.Dataset",
                "org.apache.spark.sql.execution.FileSourceScanExec",
                "org.apache.spark.sql.execution.UnionExec",
                "org.apache.spark.sql.execution.CollectMetricsExec",
                "org.apache.spark.sql.execution.ProjectExec",
                "org.apache.spark.sql.catalyst.expressions.GetArrayItem"
            })
    void refuseThePlan(String hidden, SparkSession spark) throws Throwable {
        String files = folder.resolve("files").toString();
        new RandomFile(new Random(1)).rows(spark, 100, 1).write().parquet(files);
        Dataset<Row> rows = spark.read().parquet(files).select("id", "kind");

        Class<?> scan = new Lacking(hidden).loadClass(ColumnarScan.class.getName());
        Class<?> finding = scan.getClassLoader().loadClass(ColumnarScan.Finding.class.getName());
        MethodHandle of = MethodHandles.privateLookupIn(scan, MethodHandles.lookup())
                .findStatic(scan, "of", MethodType.methodType(finding, Dataset.class));

        assertThat(of.invoke(rows)).hasToString("Refusal[reason=this Spark has other internals]");
    }

    @Test
    void lookTextsOfOrcUpByTheirBytes() throws Throwable {
        String hidden = "org.apache.spark.sql.execution.datasources.orc.OrcAtomicColumnVector";
        Class<?> door = new Lacking(hidden).loadClass(ColumnarScan.OrcDoor.class.getName());
        MethodHandle isTo = MethodHandles.privateLookupIn(door, MethodHandles.lookup())
                .findStatic(door, "isTo", MethodType.methodType(boolean.class, ColumnVector.class));

        assertThat((boolean) isTo.invoke((ColumnVector) new ConstantColumnVector(1, DataTypes.StringType)))
                .isFalse();
    }
}
