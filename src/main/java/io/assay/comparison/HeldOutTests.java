package io.assay.comparison;

import io.assay.comparison.DiscoveredSlice.Outcome;
import io.assay.cost.PairTally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges slices that a search has proposed on units that it has not seen, so that intervals and p-values are those of slices
 * that were named beforehand. Of all slices of one run, over all candidates and baselines, the chance that any is said to be
 * worse that is not is at most α, and so is the chance that any is said to be worse by more than the margin (Holm 1979). A slice
 * with too few units counts among the tests and is never said to be anything.
 */
public final class HeldOutTests {

    private final double alpha;
    private final Comparer atMargin;
    private final Comparer atZero;

    public HeldOutTests(ComparisonSettings settings) {
        this.alpha = settings.alpha();
        this.atMargin = new Comparer(settings);
        this.atZero = new Comparer(settings.withMargin(Margin.absolute(0)));
    }

    /**
     * A slice to judge.
     *
     * @param key of a loss with a direction
     * @param heldOut its pairs among the units held out
     */
    public record Proposed(int rank, ComparisonKey key, PairTally heldOut) {}

    /** Judges all slices of a run. */
    public List<DiscoveredSlice> judge(List<Proposed> slices, Units units) {
        List<Comparison> comparisons = new ArrayList<>();
        double[] harm = new double[slices.size()];
        double[] worse = new double[slices.size()];
        for (int i = 0; i < slices.size(); i++) {
            Proposed slice = slices.get(i);
            Comparison comparison = atMargin.paired(slice.key(), slice.heldOut(), units);
            comparisons.add(comparison);
            harm[i] = comparison.harmPValue();
            worse[i] = atZero.paired(slice.key(), slice.heldOut(), units).harmPValue();
        }
        double[] adjustedHarm = adjusted(harm);
        double[] adjustedWorse = adjusted(worse);
        List<DiscoveredSlice> judged = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            Comparison comparison = comparisons.get(i).withAdjustedPValue(adjustedHarm[i]);
            Outcome outcome = outcome(comparison, adjustedWorse[i]);
            judged.add(new DiscoveredSlice(
                    slices.get(i).rank(),
                    comparison.withFinding(finding(comparison.finding(), outcome)),
                    worse[i],
                    adjustedWorse[i],
                    slices.size(),
                    outcome));
        }
        return judged;
    }

    /** Where there is no p-value nothing can be rejected, but it counts. */
    private static double[] adjusted(double[] raw) {
        return Holm.adjusted(
                Arrays.stream(raw).map(p -> Double.isNaN(p) ? 1 : p).toArray());
    }

    private Outcome outcome(Comparison comparison, double adjustedWorse) {
        if (comparison.finding() == Finding.UNRELIABLE || comparison.finding() == Finding.NOT_COMPARABLE) {
            return Outcome.UNRELIABLE;
        }
        if (comparison.finding() == Finding.WORSE_MATERIAL && comparison.adjustedPValue() <= alpha) {
            return Outcome.MATERIALLY_WORSE;
        }
        return adjustedWorse <= alpha ? Outcome.WORSE : Outcome.NOT_CONFIRMED;
    }

    /** What the interval of one slice says, less what it would say only if that slice were the only one. */
    private static Finding finding(Finding alone, Outcome outcome) {
        boolean worse = alone == Finding.WORSE_MATERIAL
                || alone == Finding.WORSE_NEGLIGIBLE
                || alone == Finding.WORSE_SIZE_UNKNOWN;
        return switch (outcome) {
            case MATERIALLY_WORSE -> Finding.WORSE_MATERIAL;
            case WORSE -> alone == Finding.WORSE_NEGLIGIBLE ? alone : Finding.WORSE_SIZE_UNKNOWN;
            case NOT_CONFIRMED -> worse ? Finding.INCONCLUSIVE : alone;
            case UNRELIABLE -> alone;
        };
    }
}
