package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class ExplorationTest {

    private static final ComparisonSettings SETTINGS = ComparisonSettings.DEFAULT.withMargin(Margin.absolute(0.1));
    private static final Exploration EXPLORATION = new Exploration(SETTINGS);

    private static Comparison slice(
            String slice, String loss, Direction direction, double mean, int pairs, Random random) {
        PairTally tally = new PairTally();
        for (int i = 0; i < pairs; i++) {
            double baseline = random.nextGaussian();
            tally.addPair(baseline + mean + random.nextGaussian(), baseline, 1);
        }
        ComparisonKey key = new ComparisonKey(new Cell("all", slice), loss, Aggregate.MEAN, direction, "a", "b");
        return new Comparer(SETTINGS).paired(key, tally, Units.ROWS);
    }

    /** Twenty slices, the first two of which are worse by a standard deviation. */
    private static List<Comparison> twoOfTwenty(Direction direction) {
        Random random = new Random(1);
        double harm = direction == Direction.HIGHER ? -1 : 1;
        List<Comparison> lines = new ArrayList<>();
        lines.add(slice("all", "loss", direction, 0, 2_000, random));
        for (int i = 0; i < 20; i++) {
            lines.add(slice("s=" + i, "loss", direction, i < 2 ? harm : 0, 100, random));
        }
        return lines;
    }

    private static ExploredSlice find(List<ExploredSlice> explored, String slice) {
        return explored.stream()
                .filter(each -> each.comparison().cell().slice().equals(slice))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatDiffersIsFoundAndSoIsWhichWay() {
        for (Direction direction : Direction.values()) {
            List<ExploredSlice> explored = EXPLORATION.of(twoOfTwenty(direction));
            assertThat(explored).hasSize(20).allMatch(each -> each.tests() == 20);
            assertThat(explored.stream()
                            .filter(ExploredSlice::discovered)
                            .map(each -> each.comparison().cell().slice()))
                    .containsExactly("s=0", "s=1");
            assertThat(find(explored, "s=0").found()).isEqualTo(direction == Direction.NONE ? "different" : "worse");
            assertThat(find(explored, "s=5").found()).isEmpty();
        }
    }

    @Test
    void anEffectIsMovedTowardsTheMeanOfAllAndTheRankingIsByProbability() {
        List<ExploredSlice> explored = EXPLORATION.of(twoOfTwenty(Direction.HIGHER));
        ExploredSlice worst = find(explored, "s=0");
        // Higher is better: harm is below 0, and shrinking moves it up.
        assertThat(worst.shrunkDifference())
                .isNegative()
                .isGreaterThan(worst.comparison().difference());
        assertThat(worst.shrunkStandardError()).isLessThan(worst.comparison().standardError());
        assertThat(worst.worseProbability()).isGreaterThan(0.99);
        assertThat(explored.stream()
                        .skip(2)
                        .mapToDouble(ExploredSlice::worseProbability)
                        .average()
                        .orElseThrow())
                .isLessThan(0.5);
        assertThat(EXPLORATION.of(twoOfTwenty(Direction.NONE))).allMatch(each -> Double.isNaN(each.worseProbability()));
    }

    @Test
    void theOrderOfTheSlicesDoesNotMatter() {
        List<Comparison> lines = new ArrayList<>(twoOfTwenty(Direction.LOWER));
        List<ExploredSlice> expected = sorted(EXPLORATION.of(lines));
        Collections.shuffle(lines, new Random(3));
        List<ExploredSlice> shuffled = sorted(EXPLORATION.of(lines));
        for (int i = 0; i < expected.size(); i++) {
            assertThat(shuffled.get(i).found()).isEqualTo(expected.get(i).found());
            assertThat(shuffled.get(i).adjustedPValue())
                    .isEqualTo(expected.get(i).adjustedPValue());
            assertThat(shuffled.get(i).shrunkDifference())
                    .isCloseTo(expected.get(i).shrunkDifference(), within(1e-14));
        }
    }

    private static List<ExploredSlice> sorted(List<ExploredSlice> explored) {
        return explored.stream()
                .sorted(Comparator.comparing(each -> each.comparison().cell()))
                .toList();
    }

    @Test
    void smallSlicesAreLeftOutByTheirCountsAloneAndUnreliableOnesClaimNothing() {
        Random random = new Random(2);
        List<Comparison> lines = List.of(
                slice("s=small", "loss", Direction.LOWER, 100, SETTINGS.minimumUnits() - 1, random),
                slice("s=enough", "loss", Direction.LOWER, 0, SETTINGS.minimumUnits(), random),
                // One unit carries all of the difference.
                new Comparer(SETTINGS)
                        .paired(
                                new ComparisonKey(
                                        new Cell("all", "s=skewed"), "loss", Aggregate.MEAN, Direction.LOWER, "a", "b"),
                                oneUnit(),
                                Units.ROWS));
        List<ExploredSlice> explored = EXPLORATION.of(lines);
        assertThat(explored.stream().map(each -> each.comparison().cell().slice()))
                .containsExactly("s=enough", "s=skewed");
        assertThat(find(explored, "s=skewed").comparison().finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(find(explored, "s=skewed").adjustedPValue()).isEqualTo(1);
    }

    private static PairTally oneUnit() {
        PairTally tally = new PairTally();
        for (int i = 0; i < 50; i++) {
            tally.addPair(i == 0 ? 50 : 0, 0, 1);
        }
        return tally;
    }

    @Test
    void identicalVersionsDifferNowhere() {
        PairTally tally = new PairTally();
        IntStream.range(0, 50).forEach(i -> tally.addPair(i, i, 1));
        ComparisonKey key =
                new ComparisonKey(new Cell("all", "s=1"), "loss", Aggregate.MEAN, Direction.LOWER, "a", "b");
        List<ExploredSlice> explored = EXPLORATION.of(List.of(new Comparer(SETTINGS).paired(key, tally, Units.ROWS)));
        assertThat(explored).hasSize(1);
        assertThat(explored.get(0).discovered()).isFalse();
        assertThat(explored.get(0).shrunkDifference()).isZero();
        assertThat(explored.get(0).worseProbability()).isZero();
    }

    @Test
    void nothingIsFoundWhereNothingWasCompared() {
        assertThat(EXPLORATION.of(List.of())).isEmpty();
    }

    /**
     * Ten families of 30 slices, three with three real effects: of what is found in a selected family a tenth at most is
     * chance, averaged over the selected ones. Tests one by one at 0.05 would be wrong in a third.
     */
    @Test
    void aTenthOfWhatIsFoundIsChanceAtMost() {
        int repetitions = 2_000;
        Random random = new Random(20_260_101);
        double wrongShare = 0;
        double squares = 0;
        double found = 0;
        double naive = 0;
        for (int repetition = 0; repetition < repetitions; repetition++) {
            List<double[]> families = IntStream.range(0, 10)
                    .mapToObj(family -> IntStream.range(0, 30)
                            .mapToDouble(i -> pValue(random.nextGaussian() + (isReal(family, i) ? 3.5 : 0)))
                            .toArray())
                    .toList();
            HierarchicalTests tests = new HierarchicalTests(families, Exploration.RATE);
            double share = share(tests, families);
            wrongShare += share;
            squares += share * share;
            found += count(families, (family, i) -> isReal(family, i) && tests.isRejected(family, i));
            double wrong = count(families, (f, i) -> !isReal(f, i) && at(families, f, i) <= 0.05);
            naive += wrong / Math.max(1, count(families, (f, i) -> at(families, f, i) <= 0.05));
        }
        double mean = wrongShare / repetitions;
        double error = Math.sqrt((squares / repetitions - mean * mean) / repetitions);
        assertThat(mean).isLessThan(Exploration.RATE + 3 * error);
        assertThat(mean).as("the rate is used, not far undercut").isGreaterThan(0.01);
        assertThat(found / repetitions).as("of 9 real ones").isGreaterThan(5);
        assertThat(naive / repetitions).isGreaterThan(0.3);
    }

    private static double share(HierarchicalTests tests, List<double[]> families) {
        double sum = 0;
        int selected = 0;
        for (int family = 0; family < families.size(); family++) {
            if (tests.isSelected(family)) {
                int own = family;
                List<double[]> one = families.subList(own, own + 1);
                double rejected = count(one, (f, i) -> tests.isRejected(own, i));
                double wrong = count(one, (f, i) -> tests.isRejected(own, i) && !isReal(own, i));
                sum += wrong / Math.max(1, rejected);
                selected++;
            }
        }
        return sum / Math.max(1, selected);
    }

    private interface Condition {
        boolean holds(int family, int test);
    }

    private static int count(List<double[]> families, Condition condition) {
        int count = 0;
        for (int family = 0; family < families.size(); family++) {
            for (int i = 0; i < families.get(family).length; i++) {
                count += condition.holds(family, i) ? 1 : 0;
            }
        }
        return count;
    }

    private static double at(List<double[]> families, int family, int test) {
        return Objects.requireNonNull(families.get(family))[test];
    }

    private static boolean isReal(int family, int test) {
        return family < 3 && test < 3;
    }

    private static double pValue(double z) {
        return 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));
    }
}
