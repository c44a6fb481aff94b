package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Losses of embeddings by hand, at extremes, and against scipy 1.17.1. */
class EmbeddingLossesTest {

    private static final double ULPS = 1e-14;

    @Test
    void theMahalanobisDistanceIsThatOfItsMetric() {
        MahalanobisLoss loss = new MahalanobisLoss();
        Matrix identity = Matrix.of(new double[] {1, 0}, new double[] {0, 1});

        assertThat(loss.loss(Doubles.of(0, 0), Doubles.of(3, 4), identity)).isEqualTo(5);
        // 2 + 1 + 1 + 2
        assertThat(loss.loss(Doubles.of(0, 0), Doubles.of(1, 1), Matrix.of(new double[] {2, 1}, new double[] {1, 2})))
                .isCloseTo(Math.sqrt(6), within(ULPS));
        // scipy mahalanobis: 6.928203230275509, that is √48.
        Matrix precision = Matrix.of(new double[] {2, 0.5, 0}, new double[] {0.5, 1, 0.25}, new double[] {0, 0.25, 3});
        assertThat(loss.loss(Doubles.of(0, 4, -1), Doubles.of(1, 2, 3), precision))
                .isCloseTo(Math.sqrt(48), within(ULPS));
        assertThat(loss.loss(Doubles.of(0, 0), Doubles.of(3e200, 4e200), identity))
                .isCloseTo(5e200, within(1e187));
    }

    @Test
    void aMatrixThatIsNoMetricIsRefused() {
        LossFunction loss = LossFunction.of(new MahalanobisLoss());
        Matrix negative = Matrix.of(new double[] {1, 0}, new double[] {0, -1});

        assertThat(loss.violation(Doubles.of(0, 0), Doubles.of(0, 1), negative).map(Violation::reason))
                .contains("precision_not_positive");
        assertThat(loss.violation(Doubles.of(0), Doubles.of(1), negative).map(Violation::reason))
                .contains("precision_of_other_size");
    }

    @Test
    void theCentreOfAClassIsHalfTheSquareAway() {
        assertThat(new CenterLoss().loss(Doubles.of(1, 1), Doubles.of(4, 5))).isEqualTo(12.5);
    }

    @Test
    void similaritiesAreWeightedByHowFarTheyAreOff() {
        CircleLoss loss = new CircleLoss();

        // With margin 0 and gamma 1: log(1 + exp(n²)·exp(−(1 − p)(p − 1))) = log(1 + exp(n² + (1 − p)²)).
        assertThat(loss.loss(Doubles.of(0.5), Doubles.of(0.5), 1, 0))
                .isCloseTo(Math.log1p(Math.exp(0.5)), within(ULPS));
        // Two equal negatives double their sum.
        assertThat(loss.loss(Doubles.of(1), Doubles.of(0, 0), 80, 0)).isCloseTo(Math.log(3), within(ULPS));
        // Similarities beyond 1 + margin and below −margin have no weight.
        assertThat(loss.loss(Doubles.of(2), Doubles.of(-1), 80, 0.4)).isCloseTo(Math.log(2), within(ULPS));
        // 80·(0.9 + 0.4)·(0.9 − 0.4) + 80·(1 + 0.4 − 0.1)·(1 − 0.4 − 0.1) = 52 + 52
        assertThat(loss.loss(Doubles.of(0.1), Doubles.of(0.9), 80, 0.4)).isCloseTo(104, within(1e-12));
    }

    @Test
    void theMatchIsOneOfTheCandidates() {
        InfoNceLoss loss = new InfoNceLoss();

        // All of four alike.
        assertThat(loss.loss(7, Doubles.of(7, 7, 7), 0.07)).isCloseTo(Math.log(4), within(ULPS));
        // Far behind: the lead over temperature.
        assertThat(loss.loss(-1e300, Doubles.of(1e300), 1)).isEqualTo(2e300);
        assertThat(loss.loss(1e300, Doubles.of(-1e300), 1e-9)).isZero();
    }

    @Test
    void aPowerOtherThanTwoMeasuresTriplets() {
        // |e|₃ = (1 + 8)^(1/3) and |e|₁ = 1.
        assertThat(new TripletMarginLoss().loss(Doubles.of(0, 0), Doubles.of(1, 2), Doubles.of(1, 0), 0, 3, 0))
                .isCloseTo(Math.cbrt(9) - 1, within(ULPS));
        assertThat(new TripletMarginLoss().loss(Doubles.of(0, 0), Doubles.of(3e200, 4e200), Doubles.of(0, 0), 0, 2, 0))
                .isCloseTo(5e200, within(1e187));
    }

    @Test
    void aPairOfTwoKindsCostsItsCosineAboveTheMargin() {
        Doubles one = Doubles.of(1, 0);
        Doubles diagonal = Doubles.of(1, 1);

        assertThat(new CosineEmbeddingLoss().loss(-1, one, diagonal, 0.5))
                .isCloseTo(Math.sqrt(0.5) - 0.5, within(ULPS));
        assertThat(new CosineEmbeddingLoss().loss(0, one, diagonal, 0.5))
                .isEqualTo(new CosineEmbeddingLoss().loss(-1, one, diagonal, 0.5));
        assertThat(new CosineEmbeddingLoss().loss(1, one, diagonal, 0.5)).isCloseTo(1 - Math.sqrt(0.5), within(ULPS));
    }

    @Test
    void lengthsAreRightAtTheEndsOfTheRange() {
        assertThat(new EuclideanDistance().loss(Doubles.of(0, 0), Doubles.of(3e-200, 4e-200)))
                .isCloseTo(5e-200, within(1e-213));
        assertThat(new CosineDistance().loss(Doubles.of(3e200, 0), Doubles.of(0, 1e-200)))
                .isEqualTo(1);
    }
}
