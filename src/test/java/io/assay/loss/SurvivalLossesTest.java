package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Survival losses by hand, and against mpmath 1.3.0 at 50 digits. */
class SurvivalLossesTest {

    private static final double ULPS = 1e-14;

    /** log Φ(z) by mpmath. */
    @ParameterizedTest
    @CsvSource({
        "-40, -804.608442013753788",
        "-10, -53.2312851505124706",
        "-3, -6.60772622151034954",
        "-1.5, -2.70594440082388981",
        "-1, -1.84102164500926351",
        "-0.5, -1.17591176159361861",
        "0, -0.693147180559945309",
        "0.5, -0.368946415288656393",
        "1, -0.17275377902344989",
        "1.5, -0.069143455612233983",
        "3, -0.0013508099647481938",
        "6, -9.86587645524375732e-10"
    })
    void theTailOfTheNormalDistributionKeepsItsDigits(double z, double expected) {
        assertThat(GaussianTail.logBelow(z) / expected).isCloseTo(1, within(ULPS));
    }

    /** −log of the density or of the difference of distribution functions, by mpmath. */
    @ParameterizedTest
    @CsvSource({
        "2, 2, 0.5, 1.5, normal, 2.02584100706350601",
        "2, 2, 0.5, 1.5, logistic, 2.48904888191261911",
        "2, 2, 0.5, 1.5, extreme, 2.10727005780113186",
        "2, Infinity, 0.5, 1.5, normal, 0.801240572249318864",
        "2, Infinity, 0.5, 1.5, logistic, 0.759600690142236478",
        "2, Infinity, 0.5, 1.5, extreme, 1.13742255617298571",
        "0, 2, 0.5, 1.5, normal, 0.595606553133606917",
        "0, 2, 0.5, 1.5, logistic, 0.630835903102272938",
        "0, 2, 0.5, 1.5, extreme, 0.386610578065135019",
        "2, 5, 0.5, 1.5, normal, 1.5186461790659556",
        "2, 5, 0.5, 1.5, logistic, 1.9326289182716483",
        "2, 5, 0.5, 1.5, extreme, 1.62154769903175605",
        "100, 101, 0, 0.5, normal, 47.3414352093126861",
        "100, 101, 0, 0.5, logistic, 13.1374745174003122",
        "0.001, 0.002, 3, 1, normal, 45.6069126998462916",
        "0.001, 0.002, 3, 1, logistic, 9.90790463399073041",
        "0.001, 0.002, 3, 1, extreme, 9.90782995948140751"
    })
    void intervalsOfTimeAreTakenFromTheTailThatHoldsThem(
            double lower, double upper, double prediction, double sigma, String distribution, double expected) {
        assertThat(new AftNll().loss(lower, upper, prediction, sigma, distribution) / expected)
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void anIntervalIsInOrderAndNotEmpty() {
        LossFunction loss = LossFunction.of(new AftNll());

        assertThat(loss.violation(3, 2, 0).map(Violation::reason)).contains("not_an_interval");
        assertThat(loss.violation(0, 0, 0).map(Violation::reason)).contains("not_an_interval");
        // Some time, whenever.
        assertThat(loss.evaluate(0, Double.POSITIVE_INFINITY, 5)).isZero();
    }

    @Test
    void anEventSurvivesTheBinsBeforeIt() {
        Doubles hazards = Doubles.of(0.5, 0.25, 0.2);
        DiscreteHazardNll loss = new DiscreteHazardNll();

        // 1/2 · 1/4, and 1/2 · 3/4 for no event until the end of the bin.
        assertThat(loss.loss(1, 1, hazards)).isCloseTo(Math.log(8), within(ULPS));
        assertThat(loss.loss(1, 0, hazards)).isCloseTo(Math.log(8.0 / 3), within(ULPS));
        assertThat(loss.loss(0, 1, hazards)).isCloseTo(Math.log(2), within(ULPS));
    }

    @Test
    void theProbabilitiesOfAllBinsAddToOne() {
        Doubles hazards = Doubles.of(0.1, 0.9, 0.4);
        double sum = Math.exp(-new DiscreteHazardNll().loss(2, 0, hazards));
        for (int bin = 0; bin < 3; bin++) {
            sum += Math.exp(-new DiscreteHazardNll().loss(bin, 1, hazards));
        }

        assertThat(sum).isCloseTo(1, within(ULPS));
    }

    @Test
    void eachEventIsDrawnFromThoseAtRisk() {
        CoxPartialNll loss = new CoxPartialNll();
        Doubles time = Doubles.of(3, 1, 2);
        Doubles all = Doubles.of(1, 1, 1);

        // At time 1 one of three, at 2 one of two, at 3 the last.
        assertThat(loss.loss(time, all, Doubles.of(0, 0, 0), "breslow")).isCloseTo(Math.log(6), within(ULPS));
        assertThat(loss.denominator(time, all, Doubles.of(0, 0, 0), "breslow")).isEqualTo(3);
        // Odds 1, 2, 3 in the order of time: 2/6 · 3/4.
        assertThat(loss.loss(time, all, Doubles.of(0, Math.log(2), Math.log(3)), "efron"))
                .isCloseTo(Math.log(4), within(ULPS));
        // The one without an event is at risk, but is not drawn.
        assertThat(loss.loss(time, Doubles.of(0, 1, 0), Doubles.of(0, 0, 0), "breslow"))
                .isCloseTo(Math.log(3), within(ULPS));
        // Nothing changes if all scores rise.
        assertThat(loss.loss(time, all, Doubles.of(700, 700, 700), "breslow")).isCloseTo(Math.log(6), within(1e-12));
    }

    @Test
    void tiesStayAtRiskOrLeaveOneByOne() {
        Doubles time = Doubles.of(1, 1, 2);
        Doubles event = Doubles.of(1, 1, 0);
        Doubles scores = Doubles.of(0, 0, 0);

        assertThat(new CoxPartialNll().loss(time, event, scores, "breslow")).isCloseTo(Math.log(9), within(ULPS));
        // log 3 + log(3 − 2/2)
        assertThat(new CoxPartialNll().loss(time, event, scores, "efron")).isCloseTo(Math.log(6), within(ULPS));
    }

    @Test
    void aStratumHasAnEvent() {
        assertThat(LossFunction.of(new CoxPartialNll())
                        .violation(Doubles.of(1), Doubles.of(0), Doubles.of(0))
                        .map(Violation::reason))
                .contains("no_event");
    }

    @Test
    void censoredRowsAreMadeUpForByTheOthers() {
        CensoredBrier loss = new CensoredBrier();

        assertThat(loss.loss(2, 1, 0.5, 3, 0.8)).isEqualTo(0.25 / 0.8);
        assertThat(loss.loss(4, 0, 0.25, 3, 0.5)).isEqualTo(0.5625 / 0.5);
        assertThat(loss.loss(4, 1, 0.25, 3, 0.5)).isEqualTo(0.5625 / 0.5);
        assertThat(loss.loss(2, 0, 0.5, 3, 0.8)).isZero();
    }
}
