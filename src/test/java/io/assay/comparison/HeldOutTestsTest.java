package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.DiscoveredSlice.Outcome;
import io.assay.comparison.HeldOutTests.Proposed;
import io.assay.cost.Aggregate;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeldOutTestsTest {

    private static final ComparisonSettings SETTINGS = new ComparisonSettings(0.05, Margin.absolute(0.1), 30);

    private static Proposed slice(int rank, Direction direction, PairTally tally) {
        return new Proposed(
                rank,
                new ComparisonKey(
                        new Cell("all", "f=" + rank), "loss", Aggregate.MEAN, direction, "baseline", "candidate"),
                tally);
    }

    private static PairTally pairs(int pairs, double difference) {
        Random random = new Random(pairs);
        PairTally tally = new PairTally();
        for (int i = 0; i < pairs; i++) {
            double baseline = random.nextGaussian();
            tally.addPair(baseline + difference + random.nextGaussian() / 2, baseline, 1);
        }
        return tally;
    }

    private static List<DiscoveredSlice> judged(Direction direction, PairTally... tallies) {
        List<Proposed> slices = new ArrayList<>();
        for (PairTally tally : tallies) {
            slices.add(slice(slices.size() + 1, direction, tally));
        }
        return new HeldOutTests(SETTINGS).judge(slices, Units.ROWS);
    }

    @Test
    void harmIsToldFromItsSizeAndFromChance() {
        List<DiscoveredSlice> judged =
                judged(Direction.LOWER, pairs(400, 0.5), pairs(900, 0.09), pairs(401, 0), pairs(402, -0.5));
        assertThat(judged)
                .extracting(DiscoveredSlice::outcome)
                .containsExactly(Outcome.MATERIALLY_WORSE, Outcome.WORSE, Outcome.NOT_CONFIRMED, Outcome.NOT_CONFIRMED);
        assertThat(judged).extracting(DiscoveredSlice::tests).containsOnly(4);
        assertThat(judged.get(3).comparison().finding()).isEqualTo(Finding.BETTER_MATERIAL);
    }

    @Test
    void harmFollowsTheDirection() {
        assertThat(judged(Direction.HIGHER, pairs(400, 0.5), pairs(402, -0.5)))
                .extracting(DiscoveredSlice::outcome)
                .containsExactly(Outcome.NOT_CONFIRMED, Outcome.MATERIALLY_WORSE);
    }

    @Test
    void pValuesAreAdjustedForTheNumberOfSlicesAndFindingsWithThem() {
        PairTally barely = pairs(200, 0.115);
        DiscoveredSlice alone = judged(Direction.LOWER, barely).get(0);
        assertThat(alone.outcome()).isEqualTo(Outcome.MATERIALLY_WORSE);
        PairTally[] many = new PairTally[20];
        many[0] = barely;
        for (int i = 1; i < many.length; i++) {
            many[i] = pairs(300 + i, -0.2);
        }
        DiscoveredSlice among = judged(Direction.LOWER, many).get(0);
        assertThat(among.adjustedWorsePValue()).isEqualTo(20 * alone.worsePValue(), within(1e-15));
        assertThat(among.comparison().adjustedPValue())
                .isEqualTo(Math.min(1, 20 * alone.comparison().harmPValue()), within(1e-15));
        assertThat(among.comparison().adjustedPValue()).isGreaterThan(0.05);
        assertThat(among.outcome()).isEqualTo(Outcome.WORSE);
        assertThat(among.comparison().finding()).isEqualTo(Finding.WORSE_SIZE_UNKNOWN);
        assertThat(among.comparison().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aSliceWithTooFewUnitsCountsAndIsNotSaidToBeAnything() {
        List<DiscoveredSlice> judged = judged(Direction.LOWER, pairs(400, 0.5), pairs(12, 5), new PairTally());
        assertThat(judged)
                .extracting(DiscoveredSlice::outcome)
                .containsExactly(Outcome.MATERIALLY_WORSE, Outcome.UNRELIABLE, Outcome.UNRELIABLE);
        assertThat(judged).extracting(DiscoveredSlice::tests).containsOnly(3);
    }
}
