package io.assay.aggregation;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Rows of every type that a source may have, with everything in them that a value can be. */
final class RandomFile {

    private static final StructType SCHEMA = StructType.fromDDL(
                    "id STRING, number LONG, version STRING, real DOUBLE,"
                            + " share DOUBLE, single FLOAT, whole INT, small SHORT, tiny BYTE, truth BOOLEAN, money DECIMAL(10,3),"
                            + " written STRING, kind STRING, many STRING, day DATE, moment TIMESTAMP, several ARRAY<DOUBLE>,"
                            + " singles ARRAY<FLOAT>, label INT, large DECIMAL(30,5), local TIMESTAMP_NTZ, bytes BINARY,"
                            + " matrix ARRAY<ARRAY<DOUBLE>>, detail STRUCT<inner: DOUBLE, name: STRING>, named MAP<STRING, DOUBLE>")
            .add("vector", SQLDataTypes.VectorType());

    private static final double[] ODD_REALS = {
        0.0,
        -0.0,
        1.0,
        0.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        1e300,
        -1e300
    };
    private static final List<String> WRITTEN =
            List.of("0.25", "1", "true", "False", "none", "", " 1e-3 ", "NaN", "Infinity", "-0.0", "1e400");
    private static final List<String> KINDS = List.of("a", "b", "c,d", "é=%", "", "A");

    private final Random random;
    private final double nulls;
    private final int distinct;

    RandomFile(Random random) {
        this.random = random;
        this.nulls = random.nextInt(3) * 0.05;
        this.distinct = 1 << random.nextInt(14);
    }

    /** So many rows, in so many Spark partitions. */
    Dataset<Row> rows(SparkSession spark, int count, int partitions) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(i));
        }
        return spark.createDataFrame(rows, SCHEMA).repartition(partitions);
    }

    private Row row(int i) {
        return RowFactory.create(
                orNull(() -> "id " + i / 2),
                orNull(() -> (long) i),
                orNull(() -> random.nextBoolean() ? "a" : "b"),
                orNull(this::real),
                orNull(random::nextDouble),
                orNull(() -> (float) real()),
                orNull(() -> random.nextInt(5) - 2),
                orNull(() -> (short) random.nextInt(3)),
                orNull(() -> (byte) random.nextInt(3)),
                orNull(random::nextBoolean),
                orNull(() -> BigDecimal.valueOf(random.nextInt(4_000) - 2_000, 3)),
                orNull(() -> of(WRITTEN)),
                orNull(() -> of(KINDS)),
                orNull(() -> "text number " + random.nextInt(distinct)),
                orNull(() -> Date.valueOf("2020-01-" + (10 + random.nextInt(20)))),
                orNull(() -> new Timestamp(random.nextInt(1_000_000) * 1_000L)),
                orNull(() -> reals(random.nextInt(20) == 0 ? 2 : 3)),
                orNull(() -> singles()),
                orNull(() -> random.nextInt(2)),
                orNull(() ->
                        BigDecimal.valueOf(random.nextLong(), 5).multiply(BigDecimal.valueOf(random.nextInt(999)))),
                orNull(() -> LocalDateTime.of(2020, 1, 1 + random.nextInt(9), 12, random.nextInt(60))),
                orNull(() -> new byte[] {(byte) random.nextInt(4), (byte) random.nextInt(2)}),
                orNull(this::matrix),
                orNull(() -> RowFactory.create(orNull(this::real), orNull(() -> of(KINDS)))),
                orNull(this::named),
                orNull(this::vector));
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return random.nextDouble() < nulls ? null : value.get();
    }

    private <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private double real() {
        return random.nextInt(4) == 0 ? ODD_REALS[random.nextInt(ODD_REALS.length)] : random.nextGaussian();
    }

    private List<@Nullable Double> reals(int size) {
        Double[] reals = new Double[size];
        Arrays.setAll(reals, i -> random.nextInt(30) == 0 ? null : random.nextDouble());
        return Arrays.asList(reals);
    }

    private List<Float> singles() {
        return List.of(random.nextFloat(), random.nextFloat(), random.nextFloat());
    }

    /** Mostly of three numbers in each row, so that it fits {@code several}. */
    private List<@Nullable List<@Nullable Double>> matrix() {
        List<@Nullable List<@Nullable Double>> rows = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            rows.add(random.nextInt(30) == 0 ? null : reals(3));
        }
        return rows;
    }

    private Map<String, Double> named() {
        Map<String, Double> named = new TreeMap<>(Map.of("y", real()));
        if (random.nextBoolean()) {
            named.put("x", real());
        }
        return named;
    }

    private Object vector() {
        return random.nextBoolean()
                ? Vectors.dense(random.nextDouble(), random.nextDouble(), random.nextDouble())
                : Vectors.sparse(3, new int[] {random.nextInt(3)}, new double[] {random.nextDouble()});
    }
}
