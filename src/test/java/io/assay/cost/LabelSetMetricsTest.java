package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.ClassMetrics.OfClass;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Labels of sets, by hand. */
class LabelSetMetricsTest {

    /** Label 0: two hits, one false; label 1: a hit and a miss; label 2: a miss; label 3: never anywhere. */
    private static LabelSetTally tally(double weight) {
        LabelSetTally tally = new LabelSetTally();
        tally.add("1100", "1100", weight);
        tally.add("1010", "1000", weight);
        tally.add("0100", "1000", weight);
        return tally;
    }

    @Test
    void aLabelIsADecisionByItself() {
        LabelSetMetrics metrics = new LabelSetMetrics(tally(1));
        assertThat(metrics.perLabel(OfClass.PRECISION, 1)).containsExactly(2.0 / 3, 1.0, Double.NaN, Double.NaN);
        assertThat(metrics.perLabel(OfClass.RECALL, 1)).containsExactly(1.0, 0.5, 0.0, Double.NaN);
        assertThat(metrics.perLabel(OfClass.F_BETA, 1)).containsExactly(0.8, 2.0 / 3, 0.0, Double.NaN);
        // 5·2 / (5·2 + 4·0 + 1) and 5·1 / (5·1 + 4·1)
        assertThat(metrics.perLabel(OfClass.F_BETA, 2)).containsExactly(10.0 / 11, 5.0 / 9, 0.0, Double.NaN);
        assertThat(metrics.perLabel(OfClass.JACCARD, 1)).containsExactly(2.0 / 3, 0.5, 0.0, Double.NaN);
    }

    @Test
    void meansOverLabelsLeaveOutWhatIsUndefinedUnlessToldOtherwise() {
        for (double weight : new double[] {1, 0.1, 3}) {
            LabelSetMetrics metrics = new LabelSetMetrics(tally(weight));
            assertThat(metrics.macro(OfClass.PRECISION, 1, Double.NaN)).isCloseTo(5.0 / 6, within(1e-15));
            assertThat(metrics.macro(OfClass.PRECISION, 1, 0)).isCloseTo(5.0 / 12, within(1e-15));
            assertThat(metrics.macro(OfClass.RECALL, 1, Double.NaN)).isEqualTo(0.5);
            // Labels 0, 1 and 2 are there in two, two and one row.
            assertThat(metrics.weighted(OfClass.RECALL, 1, Double.NaN)).isCloseTo(3.0 / 5, within(1e-15));
            assertThat(metrics.weighted(OfClass.PRECISION, 1, Double.NaN)).isCloseTo(5.0 / 6, within(1e-15));
            assertThat(metrics.weighted(OfClass.PRECISION, 1, 0)).isCloseTo(2.0 / 3, within(1e-15));
        }
        assertThat(new LabelSetMetrics(new LabelSetTally()).macro(OfClass.RECALL, 1, 1))
                .isNaN();
    }

    @Test
    void theSameRowsGiveTheSameBytesInAnyOrderAndMerge() throws IOException {
        Random random = new Random(5);
        List<Integer> rows = IntStream.range(0, 60).boxed().collect(Collectors.toList());
        byte[] expected = bytes(merged(rows, 1, -1));
        for (int trial = 0; trial < 20; trial++) {
            Collections.shuffle(rows, random);
            assertThat(bytes(merged(rows, 1 + random.nextInt(7), -1)))
                    .as("trial " + trial)
                    .isEqualTo(expected);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(expected));
        assertThat(bytes(MetricBasis.LABEL_SETS.read(in))).isEqualTo(expected);
        byte[] full = bytes(merged(rows, 1, 0));
        for (int at : new int[] {1, 30, 59}) {
            assertThat(bytes(merged(rows, 4, at))).isEqualTo(full);
        }
    }

    /** So many tallies of rows, added together; one row more, at a place, has more labels than are held. */
    private static LabelSetTally merged(List<Integer> rows, int parts, int tooMany) {
        LabelSetTally all = new LabelSetTally();
        for (int part = 0; part < parts; part++) {
            LabelSetTally tally = new LabelSetTally();
            for (int i = part; i < rows.size(); i += parts) {
                Random row = new Random(rows.get(i));
                int labels = 1 + row.nextInt(5);
                tally.add(set(row, labels), set(row, labels), row.nextInt(4) * 0.3);
                if (i == tooMany) {
                    String many = "0".repeat(LabelSetTally.MOST_LABELS + 1);
                    tally.add(many, many, 1);
                }
            }
            all.add(tally);
        }
        assertThat(all.isFull()).isEqualTo(tooMany >= 0);
        return all;
    }

    private static String set(Random random, int labels) {
        return random.ints(labels, 0, 2).mapToObj(String::valueOf).collect(Collectors.joining());
    }

    private static byte[] bytes(MetricTally tally) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tally.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
