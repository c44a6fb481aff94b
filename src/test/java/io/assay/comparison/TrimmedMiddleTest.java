package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.PairTallies;
import io.assay.cost.PairTally;
import io.assay.cost.StudentT;
import io.assay.cost.TrimmedMean;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Versions compared by the mean of the middle of their differences. */
class TrimmedMiddleTest {

    private static final Aggregate AGGREGATE = Aggregate.parse("trimmed_mean_difference(0.1)");
    private static final ComparisonKey KEY =
            new ComparisonKey(Cell.ALL, "loss", AGGREGATE, Direction.LOWER, "baseline", "candidate");

    private static PairTally tally(double[] candidate, double[] baseline) {
        PairTallies tallies = new PairTallies(1, false);
        tallies.keepHistograms(new int[] {0});
        tallies.keepSums(new int[] {0});
        for (int i = 0; i < candidate.length; i++) {
            tallies.begin();
            tallies.set(0, candidate[i], baseline[i], 1, 1, 1);
            tallies.add(0);
        }
        return tallies.tally(0, 0);
    }

    private static Comparison compare(PairTally tally, double margin) {
        return new MiddleComparer(new ComparisonSettings(0.05, Margin.absolute(margin), 30), Optional.empty())
                .paired(KEY, tally, Units.ROWS);
    }

    @Test
    void theIntervalIsThatOfTheSortedDifferences() {
        Random random = new Random(2);
        int n = 1_000;
        double[] candidate = new double[n];
        double[] differences = new double[n];
        double[] baseline = new double[n];
        for (int i = 0; i < n; i++) {
            baseline[i] = random.nextInt(1_000);
            candidate[i] = baseline[i] + (random.nextInt(3_000) - 1_000) / 1_024.0;
            differences[i] = candidate[i] - baseline[i];
        }
        Arrays.fill(candidate, 0, 50, 1e9);
        for (int i = 0; i < 50; i++) {
            differences[i] = candidate[i] - baseline[i];
        }
        Arrays.sort(differences);
        TrimmedMean exact = TrimmedMean.ofSorted(0.1, differences);
        Comparison found = compare(tally(candidate, baseline), 1);
        assertThat(found.difference()).isCloseTo(exact.value(), within(1e-3));
        assertThat(found.standardError()).isCloseTo(exact.standardError(), within(0.01 * exact.standardError()));
        double reach = StudentT.upperPoint(0.05, n - 201.0) * exact.standardError();
        assertThat(found.lower()).isBetween(exact.value() - reach - 3e-3, exact.value() - reach);
        assertThat(found.upper()).isBetween(exact.value() + reach, exact.value() + reach + 3e-3);
        assertThat(found.intervalMethod()).isEqualTo("paired Tukey-McLaughlin t of the middle 80 %");
        assertThat(found.verdict()).isEqualTo(Verdict.PASS);
        assertThat(found.estimand()).isEqualTo("mean of the middle 80 % of the differences");
        assertThat(GateText.sentence(found, Verdict.PASS, 0.05))
                .contains(", mean of the middle 80 % of the differences +0.")
                .doesNotContain(", difference");
    }

    @Test
    void aMiddleOfEqualDifferencesIsNoGroundForAVerdict() {
        double[] candidate = new double[200];
        Arrays.fill(candidate, 0, 15, 3);
        Comparison found = compare(tally(candidate, new double[200]), 1);
        assertThat(found.difference()).isZero();
        assertThat(found.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(found.shortfall()).isEqualTo("the middle 80 % are all equal, so their spread says nothing");
        assertThat(compare(tally(new double[200], new double[200]), 1).finding())
                .isEqualTo(Finding.EQUIVALENT);
    }

    @Test
    void versionsThatSawDifferentRowsHaveNoDifferencesButTheirOwnTrimmedMeans() {
        CostTally candidate = new CostTally();
        CostTally baseline = new CostTally();
        for (int i = 0; i < 100; i++) {
            candidate.addRow(i, 1);
            baseline.addRow(2 * i, 1);
        }
        Comparison found = new MiddleComparer(ComparisonSettings.DEFAULT, Optional.empty())
                .unpaired(KEY, candidate, baseline, Units.ROWS);
        assertThat(found.finding()).isEqualTo(Finding.NOT_COMPARABLE);
        assertThat(found.candidateCost()).isCloseTo(49.5, within(49.5 / 32));
        assertThat(found.baselineCost()).isCloseTo(99, within(99.0 / 32));
        assertThat(AGGREGATE.value(new CostTally())).isNaN();
    }

    @Test
    void namesAreReadAndImpossibleOnesRefused() {
        assertThat(Aggregate.parse(" Trimmed_Mean_Difference(0.10) ").name()).isEqualTo("trimmed_mean_difference(0.1)");
        assertThat(Aggregate.parse("trimmed_mean_difference(0.25)").trim()).isEqualTo(0.25);
        assertThat(Aggregate.MEDIAN_DIFFERENCE.trim()).isNaN();
        for (String wrong : new String[] {"(0.5)", "(0)", "(-0.1)", "(x)", "()", "(NaN)"}) {
            assertThatThrownBy(() -> Aggregate.parse("trimmed_mean_difference" + wrong))
                    .hasMessageContaining("left out at either end, above 0 and below 0.5");
        }
        assertThat(Estimand.of("mean")).isEqualTo("difference");
        assertThat(Estimand.of("median_difference")).isEqualTo("median of the differences");
        assertThat(Estimand.of("trimmed_mean_difference(0.07)"))
                .isEqualTo("mean of the middle 86 % of the differences");
    }
}
