package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.ClassMetrics.Average;
import io.assay.cost.ClassMetrics.Distance;
import io.assay.cost.ClassMetrics.OfClass;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics of several classes, against published examples and hand arithmetic. */
class ClassMetricsTest {

    private static ClassTally tally(List<String> labels, List<String> predicted) {
        ClassTally tally = new ClassTally();
        for (int i = 0; i < labels.size(); i++) {
            tally.add(labels.get(i), predicted.get(i), 1);
        }
        return tally;
    }

    private static ClassMetrics metrics(String labels, String predicted) {
        return new ClassMetrics(tally(List.of(labels.split(" ")), List.of(predicted.split(" "))));
    }

    /** The example in scikit-learn's documentation of precision_score, recall_score and f1_score. */
    @Test
    void averagesAreThePublishedOnes() {
        ClassMetrics metrics = metrics("0 1 2 0 1 2", "0 2 1 0 0 1");
        assertThat(metrics.average(OfClass.PRECISION, 1, Average.MACRO, Double.NaN))
                .isCloseTo(2.0 / 9, within(1e-16));
        assertThat(metrics.average(OfClass.PRECISION, 1, Average.MICRO, Double.NaN))
                .isCloseTo(1.0 / 3, within(1e-16));
        assertThat(metrics.average(OfClass.RECALL, 1, Average.MACRO, Double.NaN))
                .isCloseTo(1.0 / 3, within(1e-16));
        assertThat(metrics.average(OfClass.F_BETA, 1, Average.MACRO, Double.NaN))
                .isCloseTo(0.8 / 3, within(1e-16));
        assertThat(metrics.average(OfClass.F_BETA, 1, Average.WEIGHTED, Double.NaN))
                .isCloseTo(0.8 / 3, within(1e-16));
        assertThat(metrics.average(OfClass.F_BETA, 0.5, Average.MACRO, Double.NaN))
                .isCloseTo(0.23809523809523805, within(1e-15));
        assertThat(metrics.perClass(OfClass.F_BETA, 1)).containsEntry("0", 0.8).containsEntry("1", 0.0);
        assertThat(metrics.accuracy()).isCloseTo(1.0 / 3, within(1e-16));
    }

    /** The examples in scikit-learn's documentation of balanced_accuracy_score, matthews_corrcoef and cohen_kappa_score. */
    @Test
    void agreementIsThePublishedOne() {
        assertThat(metrics("0 1 0 0 1 0", "0 1 0 0 0 1").balancedAccuracy()).isEqualTo(0.625);
        assertThat(metrics("1 1 1 -1", "1 -1 1 1").matthews()).isCloseTo(-1.0 / 3, within(1e-16));
        assertThat(metrics("negative positive negative neutral positive", "negative positive negative neutral negative")
                        .kappa(Distance.NONE))
                .isEqualTo(0.6875);
    }

    /**
     * Labels 1 2 3 3, predicted 1 3 3 2: linear distances 0 1 0 1, so 2 observed; expected Σ t_i p_j |i−j| / n, with t =
     * (1, 1, 2) and p = (1, 1, 2): (1 + 4 + 1 + 2 + 4 + 2)/4 = 14/4. Quadratic: 2 observed, (1 + 8 + 1 + 2 + 8 + 2)/4.
     */
    @Test
    void kappaByDistanceIsThatOfHandArithmetic() {
        ClassMetrics metrics = metrics("1 2 3 3", "1 3 3 2");
        assertThat(metrics.kappa(Distance.LINEAR)).isCloseTo(1 - 2 / 3.5, within(1e-16));
        assertThat(metrics.kappa(Distance.QUADRATIC)).isCloseTo(1 - 2 / 5.5, within(1e-16));
    }

    @Test
    void classesAreInOrderOfTheirNumbersWhereTheyAreNumbers() {
        assertThat(tally(List.of("10", "9", "-1"), List.of("2", "9", "10")).classes())
                .containsExactly("-1", "2", "9", "10");
        assertThat(tally(List.of("b", "10"), List.of("9", "a")).classes()).containsExactly("10", "9", "a", "b");
    }

    /** A class that is predicted and is no label's: its recall is undefined and left out, or counts as told. */
    @Test
    void undefinedClassesAreLeftOutOrCountAsTold() {
        ClassMetrics metrics = metrics("a a b", "a c b");
        assertThat(metrics.perClass(OfClass.RECALL, 1)).containsEntry("c", Double.NaN);
        assertThat(metrics.average(OfClass.RECALL, 1, Average.MACRO, Double.NaN))
                .isEqualTo(0.75);
        assertThat(metrics.average(OfClass.RECALL, 1, Average.MACRO, 0)).isEqualTo(0.5);
        assertThat(metrics.average(OfClass.RECALL, 1, Average.WEIGHTED, 0)).isCloseTo(2.0 / 3, within(1e-16));
        assertThat(metrics.balancedAccuracy()).isEqualTo(0.75);
    }

    /** With two classes they are what metrics of decisions give. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void twoClassesAgreeWithDecisions(long seed) {
        Random random = new Random(seed);
        ClassTally classes = new ClassTally();
        VectorTally decisions = new VectorTally(MetricBasis.DECISIONS);
        for (int i = 0; i < 50; i++) {
            int label = random.nextInt(2);
            int predicted = random.nextInt(3) == 0 ? 1 - label : label;
            classes.add("" + label, "" + predicted, 1);
            decisions.addUnit(2 * label + predicted);
        }
        ClassMetrics metrics = new ClassMetrics(classes);
        assertThat(metrics.matthews())
                .as("seed %d", seed)
                .isEqualTo(MetricCatalogue.smooth("mcc", 1).value(decisions));
        assertThat(metrics.kappa(Distance.NONE))
                .as("seed %d", seed)
                .isCloseTo(MetricCatalogue.smooth("cohen_kappa", 1).value(decisions), within(1e-16));
        assertThat(metrics.perClass(OfClass.PRECISION, 1).get("1"))
                .as("seed %d", seed)
                .isEqualTo(MetricCatalogue.smooth("precision", 1).value(decisions));
        assertThat(metrics.balancedAccuracy())
                .as("seed %d", seed)
                .isEqualTo(MetricCatalogue.smooth("balanced_accuracy", 1).value(decisions));
    }

    /** Gorodkin's R_K is the correlation of the indicator vectors, summed over classes. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void matthewsIsTheCorrelationOfIndicators(long seed) {
        Random random = new Random(seed);
        int n = 40;
        int[] y = random.ints(n, 0, 4).toArray();
        int[] p = random.ints(n, 0, 4).toArray();
        ClassTally tally = new ClassTally();
        for (int i = 0; i < n; i++) {
            tally.add("" + y[i], "" + p[i], 2);
        }
        double expected = covariance(y, p) / Math.sqrt(covariance(y, y) * covariance(p, p));
        assertThat(new ClassMetrics(tally).matthews()).as("seed %d", seed).isCloseTo(expected, within(1e-14));
    }

    private static double covariance(int[] one, int[] other) {
        double sum = 0;
        for (int k = 0; k < 4; k++) {
            double both = 0;
            double first = 0;
            double second = 0;
            for (int i = 0; i < one.length; i++) {
                both += one[i] == k && other[i] == k ? 1 : 0;
                first += one[i] == k ? 1 : 0;
                second += other[i] == k ? 1 : 0;
            }
            sum += both / one.length - first * second / one.length / one.length;
        }
        return sum;
    }

    @Test
    void aSingleClassHasNoAgreementBeyondChance() {
        ClassMetrics metrics = metrics("a a", "a a");
        assertThat(metrics.matthews()).isNaN();
        assertThat(metrics.kappa(Distance.NONE)).isNaN();
        assertThat(metrics.accuracy()).isEqualTo(1);
        assertThat(new ClassMetrics(new ClassTally()).accuracy()).isNaN();
    }
}
