package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same rows give the same buckets, and the same bytes, however they come together. */
class BucketTallyLawsTest {

    private static final List<MetricBasis> BASES =
            List.of(MetricBasis.CLASSES, MetricBasis.LABEL_SETS, MetricBasis.reliability(7));

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    /** A row of a unit; a few random numbers that every basis makes its own of. */
    private record Row(String unit, int label, int predicted, double probability, double weight) {

        void addTo(RowTally tally) {
            if (tally instanceof ClassTally classes) {
                classes.add("c" + label, "c" + predicted, weight);
            } else if (tally instanceof LabelSetTally sets) {
                sets.add(Integer.toBinaryString(8 + label), Integer.toBinaryString(8 + predicted), weight);
            } else {
                ((ReliabilityTally) tally).add(label % 2, probability, weight);
            }
        }

        Row flipped() {
            return new Row(unit, label, label, 1 - probability, weight);
        }
    }

    private static List<Row> rows(Random random, int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> new Row(
                        "u" + random.nextInt(40),
                        random.nextInt(8),
                        random.nextInt(8),
                        random.nextDouble(),
                        random.nextInt(3) * 0.7))
                .toList();
    }

    private static void add(BucketTally tally, Row row) {
        tally.addRow(Buckets.of(row.unit), row.weight, row::addTo);
        tally.addUnit(row.weight);
    }

    private static void add(BucketPairTally tally, Row row) {
        if (row.weight == 0) {
            tally.addRowWithoutWeight();
            return;
        }
        tally.addRow(Buckets.of(row.unit), row.weight, row::addTo, row.flipped()::addTo);
        tally.addDifferingUnit(row.weight);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void talliesHaveTheSameBytesInEveryPartitioning(long seed) {
        Random random = new Random(seed);
        List<Row> rows = rows(random, 200);
        for (MetricBasis basis : BASES) {
            BucketTally whole = new BucketTally(basis);
            BucketPairTally pairs = new BucketPairTally(basis);
            rows.forEach(row -> add(whole, row));
            rows.forEach(row -> add(pairs, row));
            BucketTally merged = Partitionings.merged(
                    rows,
                    random,
                    () -> new BucketTally(basis),
                    BucketTallyLawsTest::add,
                    BucketTally::add,
                    state -> Bytes.read(Bytes.of(state::writeTo), in -> BucketTally.readFrom(in, basis)));
            BucketPairTally mergedPairs = Partitionings.merged(
                    rows,
                    random,
                    () -> new BucketPairTally(basis),
                    BucketTallyLawsTest::add,
                    BucketPairTally::add,
                    state -> Bytes.read(Bytes.of(state::writeTo), in -> BucketPairTally.readFrom(in, basis)));
            assertThat(Bytes.of(merged::writeTo)).as("seed %d, %s", seed, basis).isEqualTo(Bytes.of(whole::writeTo));
            assertThat(Bytes.of(mergedPairs::writeTo))
                    .as("seed %d, pairs, %s", seed, basis)
                    .isEqualTo(Bytes.of(pairs::writeTo));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void rowsTakenAwayWereNeverThere(long seed) {
        Random random = new Random(seed);
        List<Row> kept = rows(random, 60);
        List<Row> away = rows(random, 60);
        for (MetricBasis basis : BASES) {
            RowTally expected = basis.rowTally();
            RowTally tally = basis.rowTally();
            RowTally other = basis.rowTally();
            kept.forEach(row -> row.addTo(expected));
            kept.forEach(row -> row.addTo(tally));
            away.forEach(row -> row.addTo(other));
            tally.add(other);
            tally.subtract(other);
            assertThat(Bytes.of(tally::writeTo)).as("seed %d, %s", seed, basis).isEqualTo(Bytes.of(expected::writeTo));
        }
    }

    /**
     * 120,000 rows of classes of their own in 64 buckets: too many for two, so that nothing is held; 60,000 fit, whatever
     * the number of buckets. With classes that every bucket has, 2,000 of them, there is room for 32 buckets only.
     */
    @Test
    void bucketsAreHalvedUntilTheyFitWhateverTheOrder() {
        assertThat(buckets(120_000, i -> "own" + i)).isEqualTo("1 full");
        assertThat(buckets(60_000, i -> "own" + i)).isEqualTo("64");
        assertThat(buckets(60_000, i -> "c" + Math.floorMod(i * 7919, 4))).isEqualTo("64");
        assertThat(buckets(800_000, i -> "c" + i % 2000)).isEqualTo("32");
    }

    private interface Naming {
        String of(int row);
    }

    private static String buckets(int rows, Naming naming) {
        BucketedRows whole = new BucketedRows(MetricBasis.CLASSES, 1);
        List<BucketedRows> parts = new ArrayList<>();
        IntStream.range(0, 7).forEach(i -> parts.add(new BucketedRows(MetricBasis.CLASSES, 1)));
        Random random = new Random(rows);
        for (int i = 0; i < rows; i++) {
            String name = naming.of(i);
            Consumer<RowTally> adding = tally -> ((ClassTally) tally).add(name, "x", 1);
            int bucket = Buckets.of("u" + i);
            whole.add(bucket, 1, List.of(adding));
            parts.get(random.nextInt(7)).add(bucket, 1, List.of(adding));
        }
        Collections.shuffle(parts, random);
        BucketedRows merged = parts.get(0);
        parts.subList(1, 7).forEach(merged::add);
        assertThat(Bytes.of(merged::writeTo)).isEqualTo(Bytes.of(whole::writeTo));
        return whole.buckets() + (whole.isFull() ? " full" : "");
    }

    @Test
    void bothSidesOfAPairHaveTheRoomOfAVersion() {
        BucketedRows pairs = new BucketedRows(MetricBasis.CLASSES, 2);
        for (int i = 0; i < 90_000; i++) {
            String name = "own" + i;
            Consumer<RowTally> adding = tally -> ((ClassTally) tally).add(name, "x", 1);
            pairs.add(i % Buckets.MOST, 1, List.of(adding, adding));
        }
        assertThat(pairs.buckets()).isEqualTo(Buckets.MOST);
    }

    @Test
    void aClassMayHaveANameOfAnyLength() {
        BucketTally tally = new BucketTally(MetricBasis.CLASSES);
        String name = "ä".repeat(70_000);
        tally.addRow(0, 1, rows -> ((ClassTally) rows).add(name, "", 1));
        BucketTally read = Bytes.read(Bytes.of(tally::writeTo), in -> BucketTally.readFrom(in, MetricBasis.CLASSES));
        assertThat(((ClassTally) read.whole()).classes()).containsExactly("", name);
    }

    @Test
    void aRowWithTooManyLabelsIsNotHeld() {
        BucketTally tally = new BucketTally(MetricBasis.LABEL_SETS);
        String many = "0".repeat(200_000);
        tally.addRow(3, 1, rows -> ((LabelSetTally) rows).add(many, many, 1));
        assertThat(tally.isFull()).isTrue();
        assertThat(tally.rows()).isEqualTo(1);
        assertThat(new BucketMetric(rows -> Map.of("", 1.0), 0).of(tally).value())
                .isNaN();
    }
}
