package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.input.Source;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What rows are sliced by is computed once for each of them, in however many slices and partitions it counts. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class OnceARowSparkTest {

    private static final int EXAMPLES = 2_000;
    private static final List<String> VERSIONS = List.of("a", "b", "c");

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void anyRoad(SparkSession spark) {
        spark.conf().unset(OnePass.ROAD);
    }

    /** A function of SQL that gives back its argument, and counts its calls. */
    private static LongAccumulator counting(SparkSession spark, String name) {
        LongAccumulator calls = spark.sparkContext().longAccumulator();
        UDF1<Double, Double> function = value -> {
            calls.add(1);
            return value;
        };
        spark.udf().register(name, function, DataTypes.DoubleType);
        return calls;
    }

    private Source table(SparkSession spark) {
        String path = folder.resolve("table").toString();
        spark.range(0, EXAMPLES, 1, 3)
                .selectExpr(
                        "id",
                        "explode(array('a', 'b', 'c')) AS version",
                        "CAST(id % 2 AS DOUBLE) AS label",
                        "rand(1) AS prediction",
                        "rand(2) AS age",
                        "concat('kind ', id % 5) AS kind",
                        "concat('day ', id % 3) AS day")
                .write()
                .parquet(path);
        return new Source("test", "parquet", path, Map.of(), Optional.empty(), Optional.empty());
    }

    /** A predicate and bins, each alone and crossed with all others. */
    private static TallyPlan plan() {
        List<Axis> axes = List.of(
                new Axis("kind", "kind", Axis.Kind.VALUE),
                new Axis("high", "counted_test(prediction) > 0.5", Axis.Kind.PREDICATE),
                new Axis("age", "CAST(floor(10 * counted_bin(age)) AS STRING)", Axis.Kind.VALUE));
        List<List<Integer>> sets = List.of(
                List.of(0), List.of(1), List.of(2), List.of(0, 1), List.of(1, 2), List.of(0, 2), List.of(0, 1, 2));
        return Passes.means(3, new Slicing(axes, sets));
    }

    @Test
    void predicatesAndBinsAreComputedOnceForEachRowOnEveryRoad(SparkSession spark) {
        Source source = table(spark);
        List<LongAccumulator> calls = List.of(counting(spark, "counted_test"), counting(spark, "counted_bin"));
        for (String road : List.of("", "rows", "plain")) {
            spark.conf().set(OnePass.ROAD, road);
            calls.forEach(LongAccumulator::reset);
            int cells = Passes.run(plan(), Passes.conformed(plan(), source), tallied -> tallied.cells()
                    .size());
            assertThat(cells).as(road).isGreaterThan(200);
            assertThat(IntStream.range(0, calls.size())
                            .mapToObj(i -> calls.get(i).sum()))
                    .as("road %s", road)
                    .containsOnly((long) EXAMPLES * VERSIONS.size());
        }
    }
}
