package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.ErrorBudget.Day;
import io.assay.comparison.ErrorBudget.Stream;
import io.assay.cost.Aggregate;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBudgetTest {

    private static Day day(String... versions) {
        Map<String, Long> ids = new HashMap<>();
        for (String version : versions) {
            ids.put(version, 100L);
        }
        return new Day(ids, List.of());
    }

    private static long parts(ErrorBudget budget, String candidate) {
        return budget.share("a", candidate).parts();
    }

    @Test
    void aSingleCandidateHasAllOfAlpha() {
        ErrorBudget budget = ErrorBudget.of(List.of("a"), List.of(day("a", "b"), day("a", "b")));
        assertThat(parts(budget, "b")).isEqualTo(1);
        assertThat(budget.isShared()).isFalse();
        assertThat(budget.sentences(0.05, List.of("1", "2"))).isEmpty();
    }

    @Test
    void candidatesOfTheFirstLookShareAlphaEquallyAndTheKthLaterOneHasOneOfKTimesKPlusOneParts() {
        List<Day> days = List.of(
                day("a", "b", "c"), day("a", "b", "c", "d"), day("a", "e", "d"), day("a", "b"), day("a", "f", "g"));
        ErrorBudget budget = ErrorBudget.of(List.of("a"), days);
        assertThat(List.of(parts(budget, "b"), parts(budget, "c"))).containsExactly(2L, 2L);
        assertThat(List.of(parts(budget, "d"), parts(budget, "e"))).containsExactly(2L, 6L);
        // Places 3 and 4 have 1/12 + 1/20 together.
        assertThat(List.of(parts(budget, "f"), parts(budget, "g"))).containsExactly(15L, 15L);
        assertThat(budget.share("a", "d").before()).isEqualTo(100);
        assertThat(budget.sentences(0.05, List.of("mon", "tue", "wed", "thu", "fri")))
                .containsExactly(
                        "Candidates share the error of claims against a, those of the first look 0.05 and all later ones"
                                + " together as much again: b, c have each 1/2; d, here since tue, has 1/2; e, here since"
                                + " wed, has 1/6; f, g, here since fri, have each 1/15. A share is kept for good.");
    }

    @Test
    void namedCandidatesHaveTheirSharesBeforeTheyHaveRows() {
        Day first = new Day(Map.of("a", 5L, "b", 5L), List.of("b", "c"));
        Day second = new Day(Map.of("a", 5L, "b", 5L, "c", 5L, "d", 5L), List.of("b", "c"));
        Day third = new Day(Map.of("a", 5L, "d", 5L), List.of("d"));
        ErrorBudget budget = ErrorBudget.of(List.of("a"), List.of(first, second, third));
        assertThat(List.of(parts(budget, "b"), parts(budget, "c"), parts(budget, "d")))
                .containsExactly(2L, 2L, 2L);
        assertThat(budget.share("a", "c").before()).isZero();
        assertThat(budget.share("a", "d").before()).isEqualTo(10);
    }

    @Test
    void aStreamIsABaselinesAndBeginsWithItsOwnRows() {
        List<Day> days = List.of(day("a", "b"), day("a", "z", "b", "c"));
        ErrorBudget budget = ErrorBudget.of(List.of("a", "z"), days);
        assertThat(List.of(parts(budget, "b"), parts(budget, "c"))).containsExactly(1L, 2L);
        assertThat(budget.share("z", "b").parts()).isEqualTo(2);
        assertThat(budget.share("z", "c").parts()).isEqualTo(2);
        // A value of its own is claimed with the least.
        assertThat(budget.share("at least 0.9", "b").parts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void sharesStayAndNeitherTheFirstNorTheLaterOnesHaveMoreThanOneAlpha(int seed) {
        Random random = new Random(seed);
        List<Day> days = new ArrayList<>();
        Map<Stream, ErrorBudget.Share> before = Map.of();
        for (int date = 0; date < 20; date++) {
            List<String> versions = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                if (random.nextInt(20) < 1 + date / 4) {
                    versions.add("v" + i);
                }
            }
            versions.add("a");
            Collections.shuffle(versions, random);
            days.add(day(versions.toArray(String[]::new)));
            Map<Stream, ErrorBudget.Share> now =
                    ErrorBudget.of(List.of("a"), days).shares();
            assertThat(now).as("seed %d", seed).containsAllEntriesOf(before);
            before = now;
        }
        int first =
                before.values().stream().mapToInt(ErrorBudget.Share::date).min().orElseThrow();
        double founders = 0;
        double later = 0;
        for (ErrorBudget.Share share : before.values()) {
            if (share.date() == first) {
                founders += 1.0 / share.parts();
            } else {
                later += 1.0 / share.parts();
            }
        }
        assertThat(founders).isCloseTo(1, within(1e-12));
        long number =
                before.values().stream().filter(share -> share.date() > first).count();
        // The shares of n later ones telescope, however they came.
        assertThat(later).isCloseTo(1 - 1.0 / (1 + number), within(1e-12));
    }

    private static Comparison line(ComparisonSettings settings, String candidate) {
        PairTally tally = new PairTally();
        Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            tally.addPair(0.17 + random.nextGaussian(), 0, 1);
        }
        return new Comparer(settings)
                .paired(
                        new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, Direction.LOWER, "a", candidate),
                        tally,
                        Units.ROWS);
    }

    @Test
    void boundsAreThoseOfTheOwnShareAndGatesAreCorrectedWithinEachCandidate() {
        ComparisonSettings once = ComparisonSettings.DEFAULT.withMargin(Margin.absolute(0));
        Looks alone = new Looks(List.of("mon"), Map.of(), Map.of());
        ErrorBudget budget = ErrorBudget.of(List.of("a"), List.of(day("a", "b", "c", "d")));
        Looks three = new Looks(List.of("mon"), Map.of(), Map.of(), budget, BoundedLooks.NONE);
        Comparison whole = line(once.with(alone), "b");
        Comparison shared = line(once.with(three), "b");
        ComparisonSettings third = new ComparisonSettings(0.05 / 3, Margin.absolute(0), 30).with(alone);
        assertThat(shared.lower()).isEqualTo(line(third, "b").lower());
        assertThat(shared.upper()).isEqualTo(line(third, "b").upper()).isGreaterThan(whole.upper());
        assertThat(shared.harmPValue()).isEqualTo(line(third, "b").harmPValue());
        assertThat(shared.intervalMethod())
                .isEqualTo("normal mixture, always valid, at 1/3 of alpha, 1 look since mon");

        Gate gate = new Gate("loss", Cell.ALL, true, Margin.absolute(0));
        List<GatedComparison> gated = new ArrayList<>();
        for (String candidate : List.of("b", "c", "d")) {
            Comparison line = line(once.with(three), candidate);
            gated.add(new GatedComparison(gate, "a", candidate, Optional.of(line), 400, 0));
        }
        for (CandidateVerdict verdict : new GateJudge(once.with(three)).judge(gated)) {
            GateResult result = verdict.gates().get(0);
            assertThat(verdict.alphaParts()).isEqualTo(3);
            assertThat(result.comparison().orElseThrow().adjustedPValue()).isEqualTo(3 * shared.harmPValue());
            assertThat(result.sentence()).contains("96.67 % interval");
        }
    }
}
