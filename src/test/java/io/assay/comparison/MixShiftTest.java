package io.assay.comparison;

import static io.assay.comparison.ShiftChecks.shift;
import static io.assay.comparison.ShiftChecks.slice;
import static io.assay.comparison.ShiftChecks.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.MixShift.Reversal;
import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.Dyadic;
import io.assay.cost.PairTally;
import io.assay.cost.StudentT;
import io.assay.cost.Totals;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MixShiftTest {

    private static final MathContext DIGITS = new MathContext(60);

    /** Slices whose costs and weights may differ by many powers of ten; some are absent on one side. */
    private static List<SliceSides> random(Random random) {
        List<SliceSides> slices = new ArrayList<>();
        int spread = random.nextInt(14);
        slices.add(slice("first", totals(1, 0.5), totals(2, 0.25), 0.01));
        for (int n = random.nextInt(30); n > 0; n--) {
            double cost = random.nextGaussian() * Math.pow(10, spread * (random.nextDouble() - 0.5));
            double other = random.nextBoolean() ? random.nextGaussian() : cost * (1 + random.nextGaussian() * 1e-9);
            Totals baseline = random.nextInt(8) == 0 ? Totals.NONE : totals(random.nextDouble() * 100, cost);
            Totals candidate = random.nextInt(8) == 0 ? Totals.NONE : totals(random.nextDouble() * 100, other);
            slices.add(slice("s" + n, baseline, candidate, random.nextDouble()));
        }
        return slices;
    }

    private static BigDecimal mean(Totals totals) {
        return totals.numerator().decimal().divide(totals.denominator().decimal(), DIGITS);
    }

    private static BigDecimal share(Totals slice, Totals all) {
        return slice.denominator().decimal().divide(all.denominator().decimal(), DIGITS);
    }

    private static void isNear(double found, BigDecimal wanted, double size, String reason) {
        assertThat(new BigDecimal(found).subtract(wanted).abs().doubleValue())
                .as(reason)
                .isLessThanOrEqualTo(1.6 * 0x1p-52 * size);
    }

    @Test
    void everyPartIsThatOfAPlainLoopOverDecimals() {
        BigDecimal half = new BigDecimal("0.5");
        for (int seed = 0; seed < 1_000; seed++) {
            List<SliceSides> slices = random(new Random(seed));
            MixShift shift = shift(slices);
            Totals was = SliceSides.baseline(slices);
            Totals is = SliceSides.candidate(slices);
            BigDecimal middle = mean(was).add(mean(is)).multiply(half);
            double size = shift.slices().stream()
                    .mapToDouble(each -> Math.abs(each.within()) + Math.abs(each.mix()))
                    .sum();
            for (int i = 0; i < slices.size(); i++) {
                SliceSides sides = slices.get(i);
                if (sides.baseline().isEmpty() && sides.candidate().isEmpty()) {
                    continue;
                }
                BigDecimal cost = mean(sides.baseline().isEmpty() ? sides.candidate() : sides.baseline());
                BigDecimal other = mean(sides.candidate().isEmpty() ? sides.baseline() : sides.candidate());
                BigDecimal before = share(sides.baseline(), was);
                BigDecimal after = share(sides.candidate(), is);
                BigDecimal within = before.add(after).multiply(half).multiply(other.subtract(cost));
                BigDecimal mix = cost.add(other).multiply(half).subtract(middle).multiply(after.subtract(before));
                isNear(shift.slices().get(i).within(), within, size, "within, seed " + seed);
                isNear(shift.slices().get(i).mix(), mix, size, "mix, seed " + seed);
            }
        }
    }

    @Test
    void thePartsAddUpToTheDifferenceOfTheComparisonToTheBit() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            MixShift shift = shift(random(random));
            List<SliceShift> order = new ArrayList<>(shift.slices());
            for (int i = 0; i < 3; i++) {
                double sum = 0;
                for (SliceShift each : order) {
                    sum += each.contribution();
                }
                assertThat(sum).as("seed %d", seed).isEqualTo(shift.within() + shift.mix());
                assertThat(sum + shift.remainder())
                        .as("seed %d", seed)
                        .isEqualTo(shift.comparison().difference());
                Collections.shuffle(order, random);
            }
        }
    }

    @Test
    void theOtherWayRoundEverythingHasTheOtherSign() {
        for (int seed = 0; seed < 300; seed++) {
            List<SliceSides> slices = random(new Random(seed));
            List<SliceSides> swapped = slices.stream()
                    .map(each -> slice(
                            each.cell().slice(),
                            /* baseline= */ each.candidate(),
                            /* candidate= */ each.baseline(),
                            each.standardError()))
                    .toList();
            MixShift shift = shift(slices);
            MixShift other = shift(swapped);
            for (int i = 0; i < slices.size(); i++) {
                assertThat(other.slices().get(i).within() + 0.0)
                        .as("seed %d", seed)
                        .isEqualTo(-shift.slices().get(i).within() + 0.0);
                assertThat(other.slices().get(i).mix() + 0.0)
                        .as("seed %d", seed)
                        .isEqualTo(-shift.slices().get(i).mix() + 0.0);
            }
            assertThat(other.remainder() + 0.0).isEqualTo(-shift.remainder() + 0.0);
            assertThat(other.withinStandardError()).isEqualTo(shift.withinStandardError());
            assertThat(other.reversal()).isEqualTo(shift.reversal());
        }
    }

    @Test
    void neitherNamesNorTheOrderOfSlicesNorTheUnitOfWeightMatters() {
        for (int seed = 0; seed < 300; seed++) {
            List<SliceSides> slices = random(new Random(seed));
            List<SliceSides> others = new ArrayList<>();
            for (SliceSides each : slices) {
                others.add(slice(
                        "other " + each.cell().slice(),
                        scaled(each.baseline(), 4),
                        scaled(each.candidate(), 0.125),
                        each.standardError()));
            }
            Collections.reverse(others);
            List<SliceShift> found = new ArrayList<>(shift(others).slices());
            Collections.reverse(found);
            List<SliceShift> wanted = shift(slices).slices();
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(found.get(i).within())
                        .as("seed %d", seed)
                        .isEqualTo(wanted.get(i).within());
                assertThat(found.get(i).mix())
                        .as("seed %d", seed)
                        .isEqualTo(wanted.get(i).mix());
            }
        }
    }

    private static Totals scaled(Totals totals, double by) {
        return new Totals(
                totals.numerator().times(Dyadic.of(by)), totals.denominator().times(Dyadic.of(by)));
    }

    @Test
    void slicesThatBehaveAlikeAddWhatTheyAddTogether() {
        SliceSides one = slice("one", totals(10, 0.5), totals(20, 0.75), 0.1);
        SliceSides two = slice("two", totals(30, 0.5), totals(60, 0.75), 0.1);
        SliceSides rest = slice("rest", totals(100, 0.125), totals(50, 0.3), 0.1);
        MixShift apart = shift(List.of(one, two, rest));
        MixShift together = shift(List.of(slice("both", totals(40, 0.5), totals(80, 0.75), 0.1), rest));
        assertThat(apart.slices().get(0).within() + apart.slices().get(1).within())
                .isCloseTo(together.slices().get(0).within(), within(1e-15));
        assertThat(apart.slices().get(0).mix() + apart.slices().get(1).mix())
                .isCloseTo(together.slices().get(0).mix(), within(1e-15));
        assertThat(apart.slices().get(2).contribution())
                .isCloseTo(together.slices().get(1).contribution(), within(1e-15));
    }

    @Test
    void onPairsNothingIsMixAndTheSlicesAddUpToTheDifferenceOfThePairs() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            PairTally all = new PairTally();
            PairTally[] parts = {new PairTally(), new PairTally(), new PairTally()};
            for (int i = 0; i < 60; i++) {
                double candidate = random.nextGaussian();
                double baseline = random.nextGaussian();
                double weight = random.nextDouble();
                all.addPair(candidate, baseline, weight);
                parts[random.nextInt(3)].addPair(candidate, baseline, weight);
            }
            ComparisonKey key = new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, Direction.LOWER, "lite", "classic");
            Comparison line = new Comparer(ComparisonSettings.DEFAULT).paired(key, all, Units.ROWS);
            List<SliceSides> slices = new ArrayList<>();
            for (PairTally part : parts) {
                slices.add(SliceSides.paired(
                        new Cell("all", "k=" + slices.size()),
                        part,
                        Aggregate.MEAN.estimate(part).standardError()));
            }
            assertThat(SliceSides.gap(SliceSides.paired(Cell.ALL, all, 0), slices))
                    .isEmpty();
            MixShift shift = MixShift.of(line, "slices by k", slices, 0.05).orElseThrow();
            double sum = 0;
            for (int i = 0; i < parts.length; i++) {
                SliceShift each = shift.slices().get(i);
                assertThat(each.mix()).isZero();
                assertThat(each.baselineShare()).isEqualTo(each.candidateShare());
                double own = Aggregate.MEAN.estimate(parts[i]).difference();
                assertThat(each.within()).isCloseTo(each.candidateShare() * own, within(1e-15));
                sum += each.contribution();
            }
            assertThat(sum + shift.remainder()).as("seed %d", seed).isEqualTo(line.difference());
            assertThat(shift.reversal()).isEqualTo(Reversal.NONE);
        }
    }

    @Test
    void theErrorOfWhatChangesWithinIsThatOfIndependentSlices() {
        List<SliceSides> slices = new ArrayList<>();
        CostTally[] candidates = {new CostTally(), new CostTally()};
        CostTally[] baselines = {new CostTally(), new CostTally()};
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            add(candidates[i % 2], random.nextGaussian() + i % 2);
            add(baselines[i % 5 == 0 ? 1 : 0], random.nextGaussian() * 2);
        }
        double squares = 0;
        double fourths = 0;
        for (int i = 0; i < 2; i++) {
            slices.add(SliceSides.unpaired(new Cell("all", "k=" + i), Aggregate.MEAN, candidates[i], baselines[i]));
            double share = (candidates[i].rows() / 50.0 + baselines[i].rows() / 50.0) / 2;
            double ours = Math.pow(Aggregate.MEAN.standardError(candidates[i]), 2);
            double theirs = Math.pow(Aggregate.MEAN.standardError(baselines[i]), 2);
            double degrees = (ours + theirs)
                    * (ours + theirs)
                    / (ours * ours / (candidates[i].rows() - 1) + theirs * theirs / (baselines[i].rows() - 1));
            double square = share * share * (ours + theirs);
            squares += square;
            fourths += square * square / degrees;
        }
        MixShift shift = shift(slices);
        assertThat(shift.withinStandardError()).isCloseTo(Math.sqrt(squares), within(1e-14));
        double reach = StudentT.upperPoint(0.05, squares * squares / fourths) * Math.sqrt(squares);
        assertThat(shift.withinBounds().upper() - shift.within()).isCloseTo(reach, within(1e-12));
        assertThat(shift.within() - shift.withinBounds().lower()).isCloseTo(reach, within(1e-12));
    }

    private static void add(CostTally tally, double loss) {
        tally.addRow(loss, 1);
        tally.addRowAsUnit(loss, 1);
    }

    @Test
    void aSliceOfASingleUnitLeavesTheErrorUnknown() {
        CostTally one = new CostTally();
        add(one, 1);
        SliceSides single = SliceSides.unpaired(new Cell("all", "k=1"), Aggregate.MEAN, one, one);
        MixShift shift = shift(List.of(single, slice("x", totals(10, 1), totals(10, 2), 0.1)));
        assertThat(shift.withinStandardError()).isNaN();
        assertThat(shift.withinBounds().lower()).isNaN();
        SliceSides absent = SliceSides.unpaired(new Cell("all", "k=1"), Aggregate.MEAN, one, new CostTally());
        assertThat(absent.standardError()).isZero();
    }

    /** Both kinds of rows cost less, and there are more of the kind that costs more. */
    private static List<SliceSides> reversed(double standardError) {
        return List.of(
                slice("easy", totals(90, 0.1), totals(10, 0.05), standardError),
                slice("hard", totals(10, 0.5), totals(90, 0.45), standardError));
    }

    private static Reversal reversal(List<SliceSides> slices, double reach) {
        return MixShift.of(ShiftChecks.line(ShiftChecks.difference(slices), reach), "slices by branch", slices, 0.05)
                .orElseThrow()
                .reversal();
    }

    @Test
    void aReversalIsProbableWhereBothIntervalsAreClearOfNothing() {
        assertThat(reversal(reversed(0.001), 0.01)).isEqualTo(Reversal.PROBABLE);
        assertThat(reversal(reversed(0.2), 0.01)).isEqualTo(Reversal.POSSIBLE);
        assertThat(reversal(reversed(0.001), 0.5)).isEqualTo(Reversal.POSSIBLE);
        assertThat(reversal(reversed(Double.NaN), 0.01)).isEqualTo(Reversal.POSSIBLE);
    }

    @Test
    void whereOneSliceMovesWithAllRowsNothingIsReversed() {
        List<SliceSides> oneWorse = List.of(
                slice("easy", totals(90, 0.1), totals(10, 0.11), 0.001),
                slice("hard", totals(10, 0.5), totals(90, 0.45), 0.001));
        assertThat(shift(oneWorse).within()).isNegative();
        assertThat(reversal(oneWorse, 0.01)).isEqualTo(Reversal.NONE);
        List<SliceSides> sameShares = List.of(
                slice("easy", totals(50, 0.1), totals(50, 0.05), 0.001),
                slice("hard", totals(50, 0.5), totals(50, 0.45), 0.001));
        assertThat(reversal(sameShares, 0.01)).isEqualTo(Reversal.NONE);
        List<SliceSides> mixAlone = List.of(
                slice("easy", totals(90, 0.1), totals(10, 0.1), 0.001),
                slice("hard", totals(10, 0.5), totals(90, 0.5), 0.001));
        assertThat(shift(mixAlone).within()).isZero();
        assertThat(reversal(mixAlone, 0.01)).isEqualTo(Reversal.NONE);
    }

    @Test
    void theDivisionThatExplainsMostIsThatWhoseSlicesAreLeastAlike() {
        MixShift even = shift(List.of(
                slice("one", totals(50, 0.5), totals(50, 0.6), 0.01),
                slice("two", totals(50, 0.5), totals(50, 0.6), 0.01)));
        MixShift uneven = shift(List.of(
                slice("one", totals(50, 0.5), totals(50, 0.7), 0.01),
                slice("two", totals(50, 0.5), totals(50, 0.5), 0.01)));
        assertThat(even.unevenness()).isNegative();
        assertThat(uneven.unevenness()).isCloseTo(0.05 - 0.005 * Math.sqrt(2 / Math.PI), within(1e-12));
    }

    @Test
    void slicesThatDoNotHoldAllRowsAreNamedByWhatTheyLack() {
        SliceSides all = new SliceSides(Cell.ALL, 20, 30, 50, totals(20, 1), totals(30, 1), 0, 9);
        SliceSides one = new SliceSides(Cell.ALL, 10, 10, 20, totals(10, 1), totals(10, 1), 0, 9);
        SliceSides two = new SliceSides(Cell.ALL, 10, 20, 30, totals(10, 1), totals(20, 1), 0, 9);
        SliceSides heavy = new SliceSides(Cell.ALL, 10, 20, 30, totals(10, 1), totals(20.001, 1), 0, 9);
        assertThat(SliceSides.gap(all, List.of(one, two))).isEmpty();
        assertThat(SliceSides.gap(all, List.of(one))).isEqualTo("hold 10 rows of the baseline, which has 20");
        assertThat(SliceSides.gap(all, List.of(one, one))).isEqualTo("hold 20 rows of the candidate, which has 30");
        assertThat(SliceSides.gap(all, List.of(one, two, two))).startsWith("hold 30 rows of the baseline");
        assertThat(SliceSides.gap(all, List.of(one, heavy))).isEqualTo("do not have the weight of all rows");
    }

    @Test
    void whereThereIsNoDifferenceThereIsNothingToTakeApart() {
        assertThat(MixShift.of(ShiftChecks.line(Double.NaN, 0), "slices by k", reversed(0), 0.05))
                .isEmpty();
        assertThat(MixShift.of(
                        ShiftChecks.line(0.5, 0), "slices by k", List.of(slice("x", Totals.NONE, totals(1, 1))), 0.05))
                .isEmpty();
    }
}
