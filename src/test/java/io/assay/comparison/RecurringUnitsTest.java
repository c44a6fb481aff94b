package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.Buckets;
import io.assay.cost.CarriedUnits;
import io.assay.cost.PairTally;
import io.assay.cost.StudentT;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Looks at units that come again on later run dates: by buckets, by information, and by Student's t. */
class RecurringUnitsTest {

    private static final double MARGIN = 0.2;
    private static final ComparisonSettings ONCE = ComparisonSettings.DEFAULT.withMargin(Margin.absolute(MARGIN));
    private static final ComparisonKey KEY =
            new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, Direction.LOWER, "a", "b");
    private static final BoundedLooks.Place PLACE = new BoundedLooks.Place(Cell.ALL, "loss", "a", "b");

    private static ComparisonSettings settings(RecurringUnits units, int looks) {
        return ONCE.with(new Looks(
                Collections.nCopies(looks, "2026-01-01"),
                Map.of(new Looks.Pair(Cell.ALL, "a", "b"), new Looks.First(0, 200)),
                Map.of(),
                ErrorBudget.WHOLE,
                BoundedLooks.NONE,
                Optional.of(units)));
    }

    private static RecurringUnits seen(double variance, long clusters, long buckets) {
        return new RecurringUnits(Map.of(PLACE, new RecurringUnits.Seen(variance, clusters, buckets)), Map.of());
    }

    private static PairTally tally(Random random, int users, double mean) {
        PairTally whole = new PairTally();
        CarriedUnits carried = CarriedUnits.ofPair();
        for (int user = 0; user < users; user++) {
            double difference = mean + random.nextGaussian();
            whole.addPair(difference, 0, 1);
            carried.addPair(Buckets.of("user " + user), 1, difference, 1, 0, 1);
        }
        return carried.tally(whole);
    }

    /** Four times the information of the first look: x = x*·4/10, and bounds by Student's t of 63 degrees. */
    @Test
    void boundsAreThoseOfTheInformationByHand() {
        PairTally tally = tally(new Random(1), 2_000, 0);
        assertThat(tally.units()).isEqualTo(64);
        double error = Aggregate.MEAN.estimate(tally).standardError();
        Comparison line =
                new Comparer(settings(seen(4 * error * error, 200, 64), 5)).paired(KEY, tally, Units.CLUSTERS);
        double x = ConfidenceSequence.tuning(0.1) * 4 / 10;
        double reach = Math.sqrt(2 * (1 + 1 / x) * Math.log(0.5 + Math.sqrt(1 + x) / 0.1));
        double tail = StudentT.normalUpperTail(reach);
        double stretched = StudentT.upperPoint(tail, 63);
        assertThat(stretched).isGreaterThan(1.03 * reach).isLessThan(1.12 * reach);
        assertThat(line.upper() - line.difference()).isCloseTo(stretched * error, within(1e-12));
        assertThat(line.difference() - line.lower()).isCloseTo(stretched * error, within(1e-12));
        assertThat(line.units()).isEqualTo(200);
        assertThat(line.rows()).isEqualTo(2_000);
        assertThat(line.rowsNeeded()).isNaN();
        assertThat(line.intervalMethod())
                .isEqualTo("normal mixture by 64 buckets of clusters, always valid, 5 looks since 2026-01-01");
    }

    @Test
    void boundsAndPValuesSayTheSame() {
        for (int seed = 0; seed < 60; seed++) {
            PairTally tally = tally(new Random(seed), 500, 0.13);
            double error = Aggregate.MEAN.estimate(tally).standardError();
            Comparison line =
                    new Comparer(settings(seen(2 * error * error, 500, 64), 2)).paired(KEY, tally, Units.CLUSTERS);
            assertThat(line.shortfall()).isEmpty();
            assertThat(line.verdict() == Verdict.PASS).isEqualTo(line.upper() < MARGIN);
            if (line.lower() > MARGIN) {
                assertThat(line.harmPValue()).as("seed %d", seed).isLessThanOrEqualTo(0.05);
            }
            assertThat(line.pValue()).isBetween(0.0, 1.0);
        }
    }

    /** The e-value is that of the mixture at the normal point of Student's t, so a p-value below 1 is one over it. */
    @Test
    void eValuesAreThoseOfPValues() {
        PairTally tally = tally(new Random(2), 600, 0.4);
        double error = Aggregate.MEAN.estimate(tally).standardError();
        ComparisonSettings settings = settings(seen(error * error, 600, 64), 1);
        Comparison line = new Comparer(settings).paired(KEY, tally, Units.CLUSTERS);
        assertThat(line.pValue()).isLessThan(1e-3);
        double evidence = settings.looks().orElseThrow().eValue(line, 0.05);
        assertThat(evidence * line.pValue()).isCloseTo(1, within(1e-9));
        double z = StudentT.normalUpperPoint(StudentT.upperTail(line.difference() / error, 63));
        double x = ConfidenceSequence.tuning(0.05) / 10;
        assertThat(Math.log(evidence)).isCloseTo(z * z * x / (2 * (1 + x)) - Math.log(1 + x) / 2, within(1e-9));
    }

    @Test
    void hugeDifferencesStayFinite() {
        PairTally tally = tally(new Random(3), 600, 1e9);
        double error = Aggregate.MEAN.estimate(tally).standardError();
        ComparisonSettings settings = settings(seen(error * error, 600, 64), 1);
        Comparison line = new Comparer(settings).paired(KEY, tally, Units.CLUSTERS);
        assertThat(line.finding()).isEqualTo(Finding.WORSE_MATERIAL);
        assertThat(settings.looks().orElseThrow().eValue(line, 0.05)).isFinite().isGreaterThan(1e20);
        assertThat(line.lower()).isFinite();
    }

    @Test
    void fewClustersAreNoLookAndCountsAloneDecide() {
        PairTally tally = tally(new Random(4), 2_000, 5);
        Comparison few = new Comparer(settings(seen(Double.NaN, 99, 64), 3)).paired(KEY, tally, Units.CLUSTERS);
        assertThat(few.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(few.shortfall()).isEqualTo("99 clusters so far, as their buckets tell, at least 100 needed");
        Comparison enough = new Comparer(settings(seen(Double.NaN, 100, 64), 3)).paired(KEY, tally, Units.CLUSTERS);
        assertThat(enough.finding()).isEqualTo(Finding.WORSE_MATERIAL);
        assertThat(settings(seen(Double.NaN, 99, 64), 3).looks().orElseThrow().eValue(few, 0.05))
                .isZero();
    }

    @Test
    void oneUserWhoDecidesAllIsNoGroundForAClaim() {
        PairTally whole = new PairTally();
        CarriedUnits carried = CarriedUnits.ofPair();
        for (int user = 0; user < 500; user++) {
            double difference = user == 0 ? 100 : user % 2;
            whole.addPair(difference, 0, 1);
            carried.addPair(Buckets.of("user " + user), 1, difference, 1, 0, 1);
        }
        Comparison line = new Comparer(settings(seen(1, 500, 64), 1)).paired(KEY, carried.tally(whole), Units.CLUSTERS);
        assertThat(line.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(line.shortfall()).startsWith("uneven clusters: one bucket of them carries ");
    }

    @Test
    void fewBucketsAreNoGroundForAClaim() {
        PairTally whole = new PairTally();
        CarriedUnits carried = CarriedUnits.ofPair();
        for (int i = 0; i < 500; i++) {
            whole.addPair(i % 7, 0, 1);
            carried.addPair(i % 20, 1, i % 7, 1, 0, 1);
        }
        Comparison line = new Comparer(settings(seen(1, 500, 20), 1)).paired(KEY, carried.tally(whole), Units.CLUSTERS);
        assertThat(line.shortfall()).isEqualTo("clusters with the weight of 20 buckets, at least 30 needed");
    }

    @Test
    void versionsThatShareNoRowsHaveTheVariancesOfTheirOwnFirstLooks() {
        RecurringUnits units = new RecurringUnits(
                Map.of(),
                Map.of(
                        new BoundedLooks.Value(Cell.ALL, "loss", "a"),
                        new RecurringUnits.Seen(0.25, 150, 64),
                        new BoundedLooks.Value(Cell.ALL, "loss", "b"),
                        new RecurringUnits.Seen(0.5, 130, 60)));
        assertThat(units.of(KEY.subject())).contains(new RecurringUnits.Seen(0.75, 280, 60));
        assertThat(units.shortfall(KEY.subject(), 130)).isEmpty();
        assertThat(units.shortfall(KEY.subject(), 131)).startsWith("130 clusters");
        Findings.Subject limit = new Findings.Subject(Cell.ALL, "loss", "mean", Direction.LOWER, "at most 1", "b");
        assertThat(units.of(limit)).contains(new RecurringUnits.Seen(0.5, 130, 60));
        List<String> dates = List.of("2026-01-01");
        Looks looks = new Looks(dates, Map.of(), Map.of(), ErrorBudget.WHOLE, BoundedLooks.NONE, Optional.of(units));
        Evidence evidence =
                looks.held(KEY.subject(), 1, Math.sqrt(0.75), 124, 0.05, new StudentEvidence(1, 0.75, 99, "Welch t"));
        assertThat(evidence).isInstanceOf(RecurringEvidence.class);
        assertThat(((RecurringEvidence) evidence).degreesOfFreedom()).isEqualTo(59);
        assertThat(((RecurringEvidence) evidence).sequence().oneSidedReach())
                .isEqualTo(new ConfidenceSequence(0.05, 10).at(1).oneSidedReach());
    }

    @Test
    void whatIsNotCarriedIsNotCompared() {
        Looks looks = new Looks(
                List.of("2026-01-01"),
                Map.of(),
                Map.of(),
                ErrorBudget.WHOLE,
                BoundedLooks.NONE,
                Optional.of(new RecurringUnits(Map.of(), Map.of())));
        assertThat(looks.held(KEY.subject(), 1, 1, 10, 0.05, new StudentEvidence(1, 1, 9, "t")))
                .isInstanceOf(Evidence.None.class);
    }
}
