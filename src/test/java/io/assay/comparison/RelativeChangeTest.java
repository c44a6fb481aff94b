package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.Interval;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairTally;
import io.assay.cost.StudentT;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds of relative differences. */
class RelativeChangeTest {

    private static final ComparisonKey KEY =
            new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, Direction.LOWER, "a", "b");

    /** Costs of about 1 and 1.2. */
    private static double[][] costs(long seed, int rows) {
        Random random = new Random(seed);
        double[][] costs = new double[2][rows];
        for (int i = 0; i < rows; i++) {
            double common = random.nextDouble();
            costs[0][i] = 0.7 + common + 0.3 * random.nextGaussian();
            costs[1][i] = 0.5 + common + 0.3 * random.nextGaussian();
        }
        return costs;
    }

    private static PairTally tally(double[] candidate, double[] baseline) {
        PairTally tally = new PairTally();
        for (int i = 0; i < candidate.length; i++) {
            tally.addPair(candidate[i], baseline[i], 1);
        }
        return tally;
    }

    private static Comparison compared(PairTally tally) {
        return new Comparer(ComparisonSettings.DEFAULT).paired(KEY, tally, Units.ROWS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theOtherWayRoundTheBoundsAreOneOverTheOtherBounds(long seed) {
        double[][] costs = costs(seed, 200);
        Interval forth = compared(tally(costs[0], costs[1])).grounds().relative();
        Interval back = compared(tally(costs[1], costs[0])).grounds().relative();
        assertThat((1 + forth.lower()) * (1 + back.upper())).as("seed %d", seed).isCloseTo(1, within(1e-12));
        assertThat((1 + forth.upper()) * (1 + back.lower())).as("seed %d", seed).isCloseTo(1, within(1e-12));
    }

    @Test
    void theyAreThoseOfALoopOverTheInfluencesOfTheLogarithm() {
        double[][] costs = costs(11, 150);
        PairTally tally = tally(costs[0], costs[1]);
        Comparison line = compared(tally);
        double candidate = line.candidateCost();
        double baseline = line.baselineCost();
        double squares = 0;
        for (int i = 0; i < 150; i++) {
            double u = costs[0][i] / candidate - costs[1][i] / baseline;
            squares += u * u;
        }
        double error = Math.sqrt(squares / 149 / 150);
        double far = StudentT.upperPoint(0.05, 149) * error;
        assertThat(line.grounds().relative().lower())
                .isCloseTo(candidate / baseline * Math.exp(-far) - 1, within(1e-12));
        assertThat(line.grounds().relative().upper())
                .isCloseTo(candidate / baseline * Math.exp(far) - 1, within(1e-12));
    }

    @Test
    void costsBelowZeroAreBoundedByTheirOwnDifference() {
        double[][] costs = costs(12, 150);
        for (double[] side : costs) {
            for (int i = 0; i < side.length; i++) {
                side[i] = -side[i];
            }
        }
        Comparison line = compared(tally(costs[0], costs[1]));
        Interval bounds = line.grounds().relative();
        assertThat(bounds.upper() - line.relativeDifference())
                .isCloseTo(line.relativeDifference() - bounds.lower(), within(1e-12))
                .isPositive();
    }

    @Test
    void noneIsBelowALossOfEverything() {
        PairEstimate wide = new PairEstimate(0.01, 1, -0.99, 0.4, 0.1, -0.99, 0.4, Double.NaN, Double.NaN);
        assertThat(RelativeChange.of(wide).bounds(2).lower()).isBetween(-1.0, -0.99);
    }

    @Test
    void whereThereIsNoRelativeDifferenceThereAreNoBounds() {
        Random random = new Random(13);
        PairTally nearZero = new PairTally();
        for (int i = 0; i < 200; i++) {
            nearZero.addPair(random.nextGaussian(), random.nextGaussian(), 1);
        }
        Comparison line = compared(nearZero);
        assertThat(line.relativeDifference()).isNaN();
        assertThat(line.grounds().relative().lower()).isNaN();
        assertThat(line.grounds().relative().upper()).isNaN();
    }

    @Test
    void atEveryLookTheyAreAsManyStandardErrorsAwayAsThoseOfTheDifference() {
        double[][] costs = costs(14, 400);
        PairTally tally = tally(costs[0], costs[1]);
        Looks looks = new Looks(
                List.of("mon", "tue"), Map.of(new Looks.Pair(Cell.ALL, "a", "b"), new Looks.First(0, 200)), Map.of());
        Comparison line = new Comparer(ComparisonSettings.DEFAULT.with(looks)).paired(KEY, tally, Units.ROWS);
        double reach = (line.upper() - line.difference()) / line.standardError();
        RelativeChange change = RelativeChange.of(Aggregate.MEAN.estimate(tally));
        assertThat(line.grounds().looks()).isEqualTo(2);
        assertThat(line.grounds().test()).isEqualTo("e-value, valid at every look");
        assertThat(Math.log1p(line.grounds().relative().upper()) - change.logRatio())
                .isCloseTo(reach * change.logRatioStandardError(), within(1e-12));
        assertThat(line.grounds().relative().upper())
                .isGreaterThan(compared(tally).grounds().relative().upper());
    }

    @Test
    void theyHoldTheTruthAsOftenAsTheySay() {
        int held = 0;
        int runs = 2_000;
        for (int run = 0; run < runs; run++) {
            Interval bounds = compared(tally(costs(1_000 + run, 80)[0], costs(1_000 + run, 80)[1]))
                    .grounds()
                    .relative();
            held += bounds.lower() <= 0.2 && 0.2 <= bounds.upper() ? 1 : 0;
        }
        // Two bounds of 5 % each.
        assertThat((double) held / runs).isCloseTo(0.9, within(3 * Math.sqrt(0.09 / runs)));
    }
}
