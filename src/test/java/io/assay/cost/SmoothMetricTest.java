package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.MetricBasis.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics of decisions and of moments: their values by hand, their standard errors by other roads. */
class SmoothMetricTest {

    /** A unit of rows: outcome of the candidate, outcome of the baseline, weight. */
    private record Pair(int candidate, int baseline, double weight) {}

    private static VectorTally decisions(int trueNegatives, int falsePositives, int falseNegatives, int truePositives) {
        VectorTally tally = new VectorTally(MetricBasis.DECISIONS);
        int[] counts = {trueNegatives, falsePositives, falseNegatives, truePositives};
        for (int outcome = 0; outcome < counts.length; outcome++) {
            for (int i = 0; i < counts[outcome]; i++) {
                tally.addRow(1);
                tally.countOutcome(outcome);
                tally.addUnit(outcome);
            }
        }
        return tally;
    }

    /** Of 9 true negatives, 2 false positives, 3 false negatives and 6 true positives. */
    @ParameterizedTest
    @CsvSource({
        "accuracy, 15/20",
        "error_rate, 5/20",
        "precision, 6/8",
        "recall, 6/9",
        "specificity, 9/11",
        "negative_predictive_value, 9/12",
        "false_positive_rate, 2/11",
        "false_negative_rate, 3/9",
        "false_discovery_rate, 2/8",
        "f1, 12/17",
        "f_beta, 30/44",
        "jaccard, 6/11",
        "prevalence, 9/20",
        "predicted_positive_rate, 8/20",
        "balanced_accuracy, 147/198",
        "youden_j, 96/198",
        "cohen_kappa, 96/196"
    })
    void decisionsGiveTheFractionsOfTheirFormulas(String name, String fraction) {
        String[] parts = fraction.split("/");
        double expected = Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
        assertThat(MetricCatalogue.smooth(name, 2).value(decisions(9, 2, 3, 6))).isEqualTo(expected);
    }

    @Test
    void matthewsCorrelationIsThatOfItsFormula() {
        double expected = (6 * 9 - 2 * 3) / Math.sqrt(8.0 * 9 * 11 * 12);
        assertThat(MetricCatalogue.smooth("mcc", 1).value(decisions(9, 2, 3, 6)))
                .isCloseTo(expected, within(1e-16));
    }

    @Test
    void whatIsDividedByNothingIsUndefined() {
        assertThat(MetricCatalogue.smooth("precision", 1).value(decisions(3, 0, 2, 0)))
                .isNaN();
        assertThat(MetricCatalogue.smooth("precision", 1).standardError(decisions(3, 0, 2, 0)))
                .isNaN();
        assertThat(MetricCatalogue.smooth("recall", 1).value(decisions(3, 1, 0, 0)))
                .isNaN();
        assertThat(MetricCatalogue.smooth("mcc", 1).value(decisions(3, 0, 2, 0)))
                .isNaN();
        assertThat(MetricCatalogue.smooth("accuracy", 1).value(decisions(0, 0, 0, 0)))
                .isNaN();
        assertThat(MetricCatalogue.smooth("r2", 1).value(points(new double[] {2, 2}, new double[] {1, 3})))
                .isNaN();
    }

    /** Precision as a ratio of sums, whose standard error is tested elsewhere, weights and clusters included. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aRatioOfOutcomesHasTheStandardErrorOfARatioOfSums(long seed) {
        Random random = new Random(seed);
        VectorTally tally = new VectorTally(MetricBasis.DECISIONS);
        CostTally ratio = new CostTally();
        for (int unit = 0; unit < 40; unit++) {
            UnitVector vector = new UnitVector(MetricBasis.DECISIONS);
            UnitSums sums = new UnitSums();
            for (int row = 0, rows = 1 + random.nextInt(4); row < rows; row++) {
                int outcome = random.nextInt(4);
                double weight = 0.25 * (1 + random.nextInt(8));
                vector.addOutcome(outcome, weight);
                sums.add(
                        outcome == Outcome.TRUE_POSITIVE.ordinal() ? 1 : 0,
                        weight,
                        outcome == Outcome.TRUE_POSITIVE.ordinal() || outcome == Outcome.FALSE_POSITIVE.ordinal()
                                ? 1
                                : 0);
            }
            tally.addUnit(vector);
            ratio.addUnit(sums);
        }
        SmoothMetric precision = MetricCatalogue.smooth("precision", 1);
        assertThat(precision.value(tally)).as("seed %d", seed).isEqualTo(Aggregate.RATIO.value(ratio));
        assertThat(precision.standardError(tally))
                .as("seed %d", seed)
                .isCloseTo(Aggregate.RATIO.standardError(ratio), within(1e-15));
    }

    static List<String> names() {
        return MetricCatalogue.all().stream()
                .filter(metric -> metric.reading() == MetricDefinition.Reading.DECISIONS
                        || metric.reading() == MetricDefinition.Reading.MOMENTS)
                .map(MetricDefinition::name)
                .toList();
    }

    /** ∇gᵀ Q ∇g with the gradient by differences and Q in doubles, over units of several weighted rows. */
    @ParameterizedTest
    @MethodSource("names")
    void theStandardErrorIsThatOfANumericalGradient(String name) {
        SmoothMetric metric = MetricCatalogue.smooth(name, 1.5);
        Random random = new Random(7);
        VectorTally tally = new VectorTally(metric.basis());
        List<double[]> units = new ArrayList<>();
        for (int unit = 0; unit < 60; unit++) {
            UnitVector vector = unit(metric.basis(), random);
            tally.addUnit(vector);
            double[] z = new double[vector.sums().length];
            for (int i = 0; i < z.length; i++) {
                z[i] = vector.sums()[i].value();
            }
            units.add(z);
        }
        double expected = Math.sqrt(60.0
                / 59
                * units.stream()
                        .mapToDouble(z -> Math.pow(slope(metric, units, z), 2))
                        .sum());
        assertThat(metric.standardError(tally)).as(name).isCloseTo(expected, within(1e-6 * expected));
    }

    private static UnitVector unit(MetricBasis basis, Random random) {
        UnitVector vector = new UnitVector(basis);
        for (int row = 0, rows = 1 + random.nextInt(3); row < rows; row++) {
            double weight = 0.25 * (1 + random.nextInt(8));
            if (basis.oneOfSeveral()) {
                vector.addOutcome(random.nextInt(10) < 3 ? random.nextInt(4) : 3 * random.nextInt(2), weight);
            } else {
                double label = random.nextGaussian();
                vector.addPoint(label, 0.8 * label + random.nextGaussian() / 2 + 0.1, weight);
            }
        }
        return vector;
    }

    /** The derivative of the metric along a unit, by central differences. */
    private static double slope(SmoothMetric metric, List<double[]> units, double[] along) {
        double step = 1e-4;
        return (moved(metric, units, along, step) - moved(metric, units, along, -step)) / (2 * step);
    }

    private static double moved(SmoothMetric metric, List<double[]> units, double[] along, double step) {
        double[] totals = new double[along.length];
        for (double[] unit : units) {
            for (int i = 0; i < totals.length; i++) {
                totals[i] += unit[i];
            }
        }
        VectorMoments moments =
                new VectorMoments(totals.length, 1, metric.basis().oneOfSeveral());
        ExactSum[] sums = new ExactSum[totals.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new ExactSum();
            sums[i].add(totals[i] + step * along[i]);
        }
        moments.add(sums);
        return metric.valueOf(moments);
    }

    private static VectorTally points(double[] labels, double[] predictions) {
        VectorTally tally = new VectorTally(MetricBasis.MOMENTS);
        for (int i = 0; i < labels.length; i++) {
            UnitVector unit = new UnitVector(MetricBasis.MOMENTS);
            unit.addPoint(labels[i], predictions[i], 1);
            tally.addUnit(unit);
        }
        return tally;
    }

    /** The examples in scikit-learn's documentation of r2_score and explained_variance_score. */
    @Test
    void publishedValuesOfMomentsAreMet() {
        VectorTally tally = points(new double[] {3, -0.5, 2, 7}, new double[] {2.5, 0.0, 2, 8});
        assertThat(MetricCatalogue.smooth("r2", 1).value(tally)).isCloseTo(0.9486081370449679, within(1e-15));
        assertThat(MetricCatalogue.smooth("explained_variance", 1).value(tally))
                .isCloseTo(0.9571734475374732, within(1e-15));
        assertThat(MetricCatalogue.smooth("r2", 1).value(points(new double[] {1, 2, 3}, new double[] {3, 2, 1})))
                .isEqualTo(-3);
    }

    /** Power sums in doubles would lose all digits here. */
    @Test
    void aLargeOffsetDoesNotCostADigit() {
        double offset = 1e9;
        VectorTally near = points(new double[] {3, -0.5, 2, 7}, new double[] {2.5, 0.0, 2, 8});
        VectorTally far = points(
                new double[] {offset + 3, offset - 0.5, offset + 2, offset + 7},
                new double[] {offset + 2.5, offset, offset + 2, offset + 8});
        for (String name : List.of("r2", "explained_variance", "pearson", "concordance")) {
            assertThat(MetricCatalogue.smooth(name, 1).value(far))
                    .as(name)
                    .isEqualTo(MetricCatalogue.smooth(name, 1).value(near));
        }
    }

    @Test
    void pearsonAndConcordanceAreTheirTextbookFormulas() {
        double[] y = {1, 2, 4, 7};
        double[] p = {2, 2, 5, 6};
        // Means 3.5 and 3.75; Σ(y−ȳ)² = 21, Σ(p−p̄)² = 12.75, Σ(y−ȳ)(p−p̄) = 15.5.
        VectorTally tally = points(y, p);
        assertThat(MetricCatalogue.smooth("pearson", 1).value(tally))
                .isCloseTo(15.5 / Math.sqrt(21 * 12.75), within(1e-15));
        assertThat(MetricCatalogue.smooth("concordance", 1).value(tally))
                .isCloseTo(2 * 15.5 / (21 + 12.75 + 4 * 0.0625), within(1e-15));
    }

    @ParameterizedTest
    @MethodSource("names")
    void weightsInAnotherUnitChangeNothing(String name) {
        SmoothMetric metric = MetricCatalogue.smooth(name, 1.5);
        VectorTally plain = new VectorTally(metric.basis());
        VectorTally scaled = new VectorTally(metric.basis());
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            int outcome = random.nextInt(4);
            double label = random.nextGaussian();
            double prediction = label + random.nextGaussian();
            double weight = 0.5 + random.nextInt(3);
            for (double factor : new double[] {1, 1024}) {
                UnitVector unit = new UnitVector(metric.basis());
                if (metric.basis().oneOfSeveral()) {
                    unit.addOutcome(outcome, weight * factor);
                } else {
                    unit.addPoint(label, prediction, weight * factor);
                }
                (factor == 1 ? plain : scaled).addUnit(unit);
            }
        }
        assertThat(metric.value(scaled)).as(name).isEqualTo(metric.value(plain));
        assertThat(metric.standardError(scaled)).as(name).isEqualTo(metric.standardError(plain));
    }

    @ParameterizedTest
    @CsvSource({
        "precision, negative_predictive_value",
        "recall, specificity",
        "mcc, mcc",
        "balanced_accuracy, balanced_accuracy",
        "cohen_kappa, cohen_kappa",
        "accuracy, accuracy"
    })
    void classesSwappedGiveTheMirroredMetric(String one, String mirrored) {
        assertThat(MetricCatalogue.smooth(one, 1).value(decisions(9, 2, 3, 6)))
                .isEqualTo(MetricCatalogue.smooth(mirrored, 1).value(decisions(6, 3, 2, 9)));
    }

    /** The variance of a difference is that of the units' differences: checked where it is s²/n of 0/1 hits. */
    @Test
    void thePairedErrorOfAccuracyIsThatOfTheDifferencesOfHits() {
        Random random = new Random(11);
        VectorPairTally tally = new VectorPairTally(MetricBasis.DECISIONS);
        PairTally hits = new PairTally();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            int label = 2 * random.nextInt(2);
            pairs.add(new Pair(label + random.nextInt(2), label + random.nextInt(2), 1));
        }
        for (Pair pair : pairs) {
            tally.addUnit(pair.candidate(), pair.baseline());
            hits.addPair(isHit(pair.candidate()), isHit(pair.baseline()), 1);
        }
        SmoothMetric accuracy = MetricCatalogue.smooth("accuracy", 1);
        assertThat(accuracy.estimate(tally).difference())
                .isEqualTo(Aggregate.MEAN.estimate(hits).difference());
        assertThat(accuracy.estimate(tally).standardError())
                .isCloseTo(Aggregate.MEAN.estimate(hits).standardError(), within(1e-16));
        assertThat(accuracy.of(tally).shares()).contains(hits.discordance());
    }

    private static double isHit(int outcome) {
        return outcome == Outcome.TRUE_POSITIVE.ordinal() || outcome == Outcome.TRUE_NEGATIVE.ordinal() ? 1 : 0;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void talliesAddToTheSameBytesInAnyOrder(long seed) {
        for (MetricBasis basis : List.of(MetricBasis.DECISIONS, MetricBasis.MOMENTS)) {
            Random random = new Random(seed);
            List<UnitVector> units = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                units.add(unit(basis, random));
            }
            VectorTally whole = new VectorTally(basis);
            units.forEach(whole::addUnit);
            VectorTally[] parts = new VectorTally[4];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = new VectorTally(basis);
            }
            Collections.shuffle(units, random);
            units.forEach(unit -> parts[random.nextInt(parts.length)].addUnit(unit));
            VectorTally merged = new VectorTally(basis);
            for (int i = parts.length - 1; i >= 0; i--) {
                merged.add(Bytes.read(Bytes.of(parts[i]::writeTo), in -> VectorTally.readFrom(in, basis)));
            }
            assertThat(Bytes.of(merged::writeTo)).as("seed %d %s", seed, basis).isEqualTo(Bytes.of(whole::writeTo));
        }
    }
}
