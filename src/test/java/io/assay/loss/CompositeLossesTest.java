package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Penalties, compositions, critics, logged decisions and values by hand. */
class CompositeLossesTest {

    private static final double ULPS = 1e-14;
    private static final double NONE = Double.NaN;

    @Test
    void groupsArePenalisedByTheirLength() {
        // √2·5 + √1·1, times 0.5.
        assertThat(new GroupLassoPenalty().loss(Matrix.of(new double[] {3, 4}, new double[] {-1}), 0.5))
                .isCloseTo((Math.sqrt(2) * 5 + 1) / 2, within(ULPS));
        assertThat(new GroupLassoPenalty().loss(Matrix.of(), 0.5)).isZero();
    }

    @Test
    void anElasticNetIsBetweenItsEnds() {
        Doubles parameters = Doubles.of(3, -4);

        assertThat(new ElasticNetPenalty().loss(parameters, 0.5, 1))
                .isEqualTo(new L1Penalty().loss(parameters, 0.5))
                .isEqualTo(3.5);
        assertThat(new ElasticNetPenalty().loss(parameters, 0.5, 0)).isEqualTo(new L2Penalty().loss(parameters, 0.25));
        assertThat(new L2Penalty().loss(parameters, 0.25)).isEqualTo(6.25);
    }

    @Test
    void aPenaltyIsTakenOncePerModel() {
        for (Loss penalty :
                new Loss[] {new L1Penalty(), new L2Penalty(), new ElasticNetPenalty(), new GroupLassoPenalty()}) {
            assertThat(penalty.definition().aggregate()).isEqualTo("max");
            assertThat(penalty.definition().summary()).contains("never averaged with rows");
        }
    }

    @Test
    void theGeometricMeanSeesRatiosOnly() {
        assertThat(new GeometricMeanLoss().loss(Doubles.of(2, 8))).isCloseTo(4, within(ULPS));
        assertThat(new GeometricMeanLoss().loss(Doubles.of(1e-200, 1e200))).isCloseTo(1, within(1e-12));
        assertThat(new GeometricMeanLoss().loss(Doubles.of(0, 8))).isZero();
    }

    @Test
    void aSmoothedLabelSpreadsAShare() {
        assertThat(new LabelSmoothing().loss(1, 0.1, 2)).isCloseTo(0.95, within(ULPS));
        assertThat(new LabelSmoothing().loss(0, 0.1, 2)).isCloseTo(0.05, within(ULPS));
        assertThat(new LabelSmoothing().loss(1, 0.1, 10)).isCloseTo(0.91, within(ULPS));
        // Over all classes it sums to 1.
        assertThat(new LabelSmoothing().loss(1, 0.3, 4) + 3 * new LabelSmoothing().loss(0, 0.3, 4))
                .isCloseTo(1, within(ULPS));
    }

    @Test
    void criticsTellRealFromMade() {
        assertThat(new GanBce().loss(1, 0)).isCloseTo(Math.log(2), within(ULPS));
        assertThat(new GanBce().loss(0, 1000)).isEqualTo(1000);
        assertThat(new Lsgan().loss(1, -0.5)).isEqualTo(2.25);
        assertThat(new WassersteinCritic().loss(1, 2)).isEqualTo(-2);
        assertThat(new WassersteinCritic().loss(-1, 2)).isEqualTo(2);
        assertThat(new HingeGan().loss(1, 0.25)).isEqualTo(0.75);
        assertThat(new HingeGan().loss(0, 0.25)).isEqualTo(1.25);
        assertThat(new HingeGan().loss(0, -3)).isZero();
    }

    @Test
    void aToleranceIsAbsoluteOrRelativeWhicheverIsLarger() {
        WithinToleranceError error = new WithinToleranceError();

        assertThat(error.loss(100, 100, 0, 0)).isZero();
        assertThat(error.loss(100, 101, 0, 0)).isEqualTo(1);
        assertThat(error.loss(100, 101, 1, 0)).isZero();
        assertThat(error.loss(-100, -105, 0, 0.05)).isZero();
        assertThat(error.loss(-100, -105.5, 0, 0.05)).isEqualTo(1);
        assertThat(error.loss(100, 105.5, 6, 0.05)).isZero();
        assertThat(error.loss(0, 1e-9, 0, 0.5)).isEqualTo(1);
    }

    @Test
    void whatFollowsAnEndHasNoValue() {
        TemporalDifferenceError error = new TemporalDifferenceError();

        // 1 + 0.5·4 − 2
        assertThat(error.loss(1, 4, 0, 2, 0.5)).isEqualTo(1);
        assertThat(error.loss(1, 4, 1, 3, 0.5)).isEqualTo(4);
    }

    @Test
    void sharedDecisionsStandForThoseNotTaken() {
        InversePropensityWeightedLoss loss = new InversePropensityWeightedLoss();

        assertThat(loss.loss(3, 2, 0.25, 2, NONE)).isEqualTo(12);
        assertThat(loss.loss(3, 2, 0.25, 1, NONE)).isZero();
        assertThat(loss.loss(3, 2, 0.25, 2, 2.5)).isEqualTo(7.5);
        assertThat(loss.loss(-3, "buy", 0.5, "buy", NONE)).isEqualTo(-6);
        assertThat(loss.loss(-3, "buy", 0.5, "sell", NONE)).isEqualTo(0.0);
        assertThat(LossFunction.of(loss).violation(3, 2, 1.5, 2).map(Violation::reason))
                .contains("propensity_too_large");
    }

    @Test
    void theMeanOverAllDecisionsIsUnbiasedAndTheSelfNormalisedOneStaysAmongTheLosses() {
        InversePropensityWeightedLoss plain = new InversePropensityWeightedLoss();
        SelfNormalisedPropensityLoss normalised = new SelfNormalisedPropensityLoss();
        // Action 0 costs 4 and is taken with 0.8, action 1 costs 10 and is taken with 0.2; the policy takes action 1.
        double expected = 0.8 * plain.loss(4, 0, 0.8, 1, NONE) + 0.2 * plain.loss(10, 1, 0.2, 1, NONE);
        double weights =
                0.8 * normalised.denominator(4, 0, 0.8, 1, NONE) + 0.2 * normalised.denominator(10, 1, 0.2, 1, NONE);

        assertThat(expected).isEqualTo(10);
        assertThat(weights).isEqualTo(1);
        assertThat(normalised.loss(10, "b", 0.2, "b", NONE) / normalised.denominator(10, "b", 0.2, "b", NONE))
                .isEqualTo(10);
    }
}
