package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.ClassMetrics.Average;
import io.assay.cost.ClassMetrics.Distance;
import io.assay.cost.ClassMetrics.OfClass;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Standard errors by leaving out buckets, against the delta method with gradients of plain formulas. */
class BucketMetricTest {

    static final BucketMetric MACRO_F1 =
            ofClasses(metrics -> metrics.average(OfClass.F_BETA, 1, Average.MACRO, Double.NaN));
    static final BucketMetric KAPPA = ofClasses(metrics -> metrics.kappa(Distance.NONE));

    /** 60 rows of three classes. */
    private static final double[] TABLE = {15, 3, 2, 2, 16, 2, 1, 3, 16};

    private static BucketMetric ofClasses(ToDoubleFunction<ClassMetrics> metric) {
        return new BucketMetric(
                tally -> Map.of(RowReading.WHOLE, metric.applyAsDouble(new ClassMetrics((ClassTally) tally))),
                Double.NaN);
    }

    /** The mean F1 of classes whose weights stand in a square, labels in rows. */
    static double macroF1(double... table) {
        int k = (int) Math.round(Math.sqrt(table.length));
        double sum = 0;
        for (int c = 0; c < k; c++) {
            double labels = 0;
            double predicted = 0;
            for (int other = 0; other < k; other++) {
                labels += table[k * c + other];
                predicted += table[k * other + c];
            }
            sum += 2 * table[k * c + c] / (labels + predicted);
        }
        return sum / k;
    }

    /** Cohen's kappa of the same. */
    static double kappa(double... table) {
        int k = (int) Math.round(Math.sqrt(table.length));
        double all = 0;
        double right = 0;
        double chance = 0;
        for (int c = 0; c < k; c++) {
            double labels = 0;
            double predicted = 0;
            for (int other = 0; other < k; other++) {
                labels += table[k * c + other];
                predicted += table[k * other + c];
            }
            all += labels;
            right += table[k * c + c];
            chance += labels * predicted;
        }
        return (right / all - chance / all / all) / (1 - chance / all / all);
    }

    private interface OfTable {
        double value(double... table);
    }

    /** √(n/(n−1) · Σ count · slope²): the delta method for a function of degree 0, with slopes by central differences. */
    private static double deltaError(OfTable metric, double... table) {
        double rows = 0;
        double sum = 0;
        for (int i = 0; i < table.length; i++) {
            double step = 1e-5;
            double[] more = table.clone();
            double[] less = table.clone();
            more[i] += step;
            less[i] -= step;
            double slope = (metric.value(more) - metric.value(less)) / (2 * step);
            sum += table[i] * slope * slope;
            rows += table[i];
        }
        return Math.sqrt(rows / (rows - 1) * sum);
    }

    /** With a bucket for each row the two differ by terms of the order of 1/n. */
    @Test
    void errorsAreThoseOfTheDeltaMethodWhereEachRowHasItsBucket() {
        BucketTally tally = new BucketTally(MetricBasis.CLASSES);
        int bucket = 0;
        for (int cell = 0; cell < TABLE.length; cell++) {
            String label = "" + cell / 3;
            String predicted = "" + cell % 3;
            for (int i = 0; i < TABLE[cell]; i++) {
                tally.addRow(bucket++, 1, rows -> ((ClassTally) rows).add(label, predicted, 1));
                tally.addUnit(1);
            }
        }
        MetricEstimate f1 = MACRO_F1.of(tally);
        MetricEstimate agreement = KAPPA.of(tally);
        assertThat(f1.value()).isCloseTo(macroF1(TABLE), within(1e-15));
        assertThat(agreement.value()).isCloseTo(kappa(TABLE), within(1e-15));
        assertThat(f1.standardError() / deltaError(BucketMetricTest::macroF1, TABLE))
                .isCloseTo(1, within(0.03));
        assertThat(agreement.standardError() / deltaError(BucketMetricTest::kappa, TABLE))
                .isCloseTo(1, within(0.03));
        assertThat(f1.spread()).isEqualTo(new Spread("jackknife over 60 buckets, t", 59, ""));
        assertThat(f1.units()).isEqualTo(60);
    }

    /** Labels 0 in all buckets but one, which alone has the label 1: kappa needs both. */
    @Test
    void aMetricThatHangsOnOneBucketHasNoErrorAndSaysSo() {
        BucketTally tally = new BucketTally(MetricBasis.CLASSES);
        for (int bucket = 0; bucket < 40; bucket++) {
            String label = bucket == 7 ? "1" : "0";
            tally.addRow(bucket, 1, rows -> ((ClassTally) rows).add(label, label, 1));
            tally.addUnit(1);
        }
        MetricEstimate kappa = KAPPA.of(tally);
        assertThat(kappa.value()).isEqualTo(1);
        assertThat(kappa.standardError()).isNaN();
        assertThat(kappa.spread().flaw()).isEqualTo("undefined without one of 40 buckets of units");
    }

    @Test
    void bucketsWithoutWeightAreNoGroups() {
        BucketTally tally = new BucketTally(MetricBasis.CLASSES);
        for (int bucket = 0; bucket < 10; bucket++) {
            double weight = bucket < 4 ? 2 : 0;
            String predicted = "" + bucket % 2;
            tally.addRow(bucket, weight, rows -> ((ClassTally) rows).add("0", predicted, weight));
            tally.addUnit(weight);
        }
        MetricEstimate recall = ofClasses(ClassMetrics::accuracy).of(tally);
        // 1, 0, 1, 0 of equal weight: s² = 1/3, s²/n = 1/12.
        assertThat(recall.standardError()).isCloseTo(Math.sqrt(1.0 / 12), within(1e-15));
        assertThat(recall.spread().degreesOfFreedom()).isEqualTo(3);
        assertThat(recall.units()).isEqualTo(4);
        assertThat(recall.rows()).isEqualTo(10);
    }
}
