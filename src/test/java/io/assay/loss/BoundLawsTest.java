package io.assay.loss;

import static io.assay.loss.Called.loss;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Bounds that depend on parameters or on the number of classes, and that no definition can tell as two numbers. */
class BoundLawsTest {

    private static final int DRAWS = 500;
    private static final double ROUNDING = 1 + 1e-14;

    @RepeatedTest(4)
    void aRobustLossIsBoundedByItsConstants(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int draw = 0; draw < DRAWS; draw++) {
            double c = size(random);
            double label = random.nextGaussian();
            double prediction = label + (random.nextBoolean() ? 1 : -1) * c * size(random);

            atMost("tukey_biweight", c * c / 6, label, prediction, c);
            atMost("welsch_loss", c * c / 2, label, prediction, c);
            atMost("geman_mcclure_loss", c * c / 2, label, prediction, c);
            atMost("arctan_loss", Math.PI * c * c / 4, label, prediction, c);
            atMost("andrews_wave", 2 * c * c, label, prediction, c);
            atMost("trimmed_squared_error", c * c / 2, label, prediction, c);
            atMost("hampel_loss", c * (2 * c + 5 * c - c) / 2, label, prediction, c, 2 * c, 5 * c);
        }
    }

    @RepeatedTest(4)
    void aLossOfProbabilitiesIsBoundedByItsParametersAndClasses(RepetitionInfo repetition) {
        Random random = new Random(100 + repetition.getCurrentRepetition());
        for (int draw = 0; draw < DRAWS; draw++) {
            int classes = 2 + random.nextInt(6);
            Doubles p = distribution(random, classes);
            Doubles q = distribution(random, classes);
            int label = random.nextInt(classes);
            double power = 1e-6 + (1 - 1e-6) * random.nextDouble();
            double eps = Math.pow(10, -15 * random.nextDouble()) / 2;

            atMost("sparse_categorical_cross_entropy", -Math.log(eps), label, p, eps);
            atMost("generalized_cross_entropy", 1 / power, label, p, power);
            atMost("ranked_probability_score", classes - 1, label, p);
            atMost("prediction_entropy", Math.log(classes), p);
            atMost("jensen_shannon_divergence", Math.log(2), p, q);
            atMost("jensen_shannon_divergence", 1, p, q, 2);
            atMost("wasserstein_1d", classes - 1, p, q);
        }
    }

    @RepeatedTest(4)
    void anExpectedCostIsBetweenTheSmallestAndTheLargest(RepetitionInfo repetition) {
        Random random = new Random(200 + repetition.getCurrentRepetition());
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] row = random.doubles(3, -5, 5).toArray();
            Matrix cost = Matrix.of(new double[][] {row, {0, 0, 0}, {0, 0, 0}});
            double lowest = Arrays.stream(row).min().orElseThrow();
            double highest = Arrays.stream(row).max().orElseThrow();

            double expected = loss("expected_cost_matrix_loss", 0, distribution(random, 3), cost);

            assertThat(expected).isBetween(lowest - 1e-14, highest + 1e-14);
        }
    }

    @RepeatedTest(4)
    void aSumOfGapsIsNeverNegativeForAFairEnsembleEither(RepetitionInfo repetition) {
        Random random = new Random(300 + repetition.getCurrentRepetition());
        for (int draw = 0; draw < DRAWS; draw++) {
            Doubles members = Doubles.of(
                    random.ints(2 + random.nextInt(6), 0, 4).asDoubleStream().toArray());

            assertThat(loss("crps_ensemble", random.nextInt(4), members, 1)).isNotNegative();
        }
    }

    private static void atMost(String name, double bound, Object... arguments) {
        assertThat(loss(name, arguments))
                .as("%s(%s)", name, Arrays.toString(arguments))
                .isBetween(0.0, max(bound * ROUNDING, Double.MIN_VALUE));
    }

    /** From tiny to large, most of them near 1. */
    private static double size(Random random) {
        return Math.exp(3 * random.nextGaussian());
    }

    /** Some of the probabilities may be 0. */
    private static Doubles distribution(Random random, int classes) {
        double[] weights = new double[classes];
        for (int k = 0; k < classes; k++) {
            weights[k] = max(0, min(1, 1.5 * random.nextDouble() - 0.4));
        }
        weights[random.nextInt(classes)] += 0.1;
        double sum = Arrays.stream(weights).sum();
        return Doubles.of(Arrays.stream(weights).map(weight -> weight / sum).toArray());
    }
}
