package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.SharedSession;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.vectorized.ConstantColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On a Spark that lacks a class which the batch road needs, the plan is refused for that reason, or texts are told by their
 * bytes, and nothing fails.
 */
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.spark.sql.execution.datasources.orc.OrcAtomicColumnVector",
                "org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector"
            })
    void lookTextsUpByTheirBytes(String hidden) throws Throwable {
        Lacking lacking = new Lacking(hidden);
        ConstantColumnVector texts = new ConstantColumnVector(3, DataTypes.StringType);
        texts.setNotNull();
        texts.setUtf8String(UTF8String.fromString("north"));

        assertThat(ColumnarScan.OrcDoor.isOpen()).isTrue();
        Class<?> door = lacking.loadClass(ColumnarScan.OrcDoor.class.getName());
        MethodHandle isOpen = MethodHandles.privateLookupIn(door, MethodHandles.lookup())
                .findStatic(door, "isOpen", MethodType.methodType(boolean.class));
        assertThat((boolean) isOpen.invoke()).isFalse();
        Object rows = made(lacking, BatchRows.class, 1, 0);
        call(lacking, BatchRows.class, rows, "next", new ColumnarBatch(new ColumnVector[] {texts}, 3));
        Object distinct = made(lacking, DistinctTexts.class, 0);
        int[] numbers = (int[]) call(lacking, DistinctTexts.class, distinct, "numbers", rows);
        assertThat(numbers).startsWith(1, 1, 1);
    }

    private static Object made(Lacking lacking, Class<?> like, Object... arguments)
            throws ReflectiveOperationException {
        Constructor<?> constructor = lacking.loadClass(like.getName()).getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }

    private static Object call(Lacking lacking, Class<?> like, Object on, String name, Object... arguments)
            throws ReflectiveOperationException {
        Method method = Arrays.stream(lacking.loadClass(like.getName()).getDeclaredMethods())
                .filter(own -> own.getName().equals(name))
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        return method.invoke(on, arguments);
    }
}
