package io.assay.comparison;

import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.Dyadic;
import io.assay.cost.PairTally;
import io.assay.cost.Totals;
import io.assay.dimension.Cell;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/**
 * What both versions have in one slice: that much of each, and how sure their difference is.
 *
 * @param cell the slice
 * @param baselineRows rows of the baseline, or pairs
 * @param candidateRows rows of the candidate, or pairs
 * @param rows compared: pairs, or the rows of both versions when unpaired
 * @param standardError of the difference of the two costs; 0 where one side is absent, as there is none then; NaN where
 *     it is unknown
 * @param degreesOfFreedom of that
 */
public record SliceSides(
        Cell cell,
        long baselineRows,
        long candidateRows,
        long rows,
        Totals baseline,
        Totals candidate,
        double standardError,
        double degreesOfFreedom) {

    /** The sums of the units of a cluster are rounded, so those of slices may differ from those of all by so little. */
    private static final Dyadic ROUNDING = new Dyadic(BigInteger.ONE, -48);

    /**
     * The same rows of both.
     *
     * @param standardError of the difference
     */
    public static SliceSides paired(Cell cell, PairTally tally, double standardError) {
        return new SliceSides(
                cell,
                tally.rows(),
                tally.rows(),
                tally.rows(),
                tally.baselineTotals(),
                tally.candidateTotals(),
                standardError,
                tally.units() - 1.0);
    }

    /** Rows of each, of which there may be none. */
    public static SliceSides unpaired(Cell cell, Aggregate aggregate, CostTally candidate, CostTally baseline) {
        boolean both = candidate.units() > 0 && baseline.units() > 0;
        Welch welch = new Welch(
                aggregate.value(candidate),
                aggregate.standardError(candidate),
                candidate.units() - 1.0,
                aggregate.value(baseline),
                aggregate.standardError(baseline),
                baseline.units() - 1.0);
        return new SliceSides(
                cell,
                baseline.rows(),
                candidate.rows(),
                candidate.rows() + baseline.rows(),
                baseline.totals(),
                candidate.totals(),
                both ? welch.estimate().standardError() : 0,
                welch.degreesOfFreedom());
    }

    /** The same where it is not known how sure the difference is. */
    public SliceSides withoutError() {
        double none = Double.NaN;
        return new SliceSides(cell, baselineRows, candidateRows, rows, baseline, candidate, none, none);
    }

    /**
     * Why slices do not divide all rows, as the rest of a sentence about them: {@code hold 120 of 150 rows of the
     * baseline}; empty where they do.
     */
    public static String gap(SliceSides all, List<SliceSides> slices) {
        long baselineRows = slices.stream().mapToLong(SliceSides::baselineRows).sum();
        long candidateRows =
                slices.stream().mapToLong(SliceSides::candidateRows).sum();
        if (baselineRows != all.baselineRows) {
            return hold(baselineRows, all.baselineRows, "baseline");
        }
        if (candidateRows != all.candidateRows) {
            return hold(candidateRows, all.candidateRows, "candidate");
        }
        boolean weighed = isNear(baseline(slices), all.baseline) && isNear(candidate(slices), all.candidate);
        return weighed ? "" : "do not have the weight of all rows";
    }

    private static String hold(long held, long all, String whose) {
        return String.format(Locale.ROOT, "hold %,d rows of the %s, which has %,d", held, whose, all);
    }

    private static boolean isNear(Totals sum, Totals all) {
        Dyadic difference = sum.denominator().minus(all.denominator());
        Dyadic size = difference.signum() < 0 ? difference.negate() : difference;
        return size.minus(all.denominator().times(ROUNDING)).signum() <= 0;
    }

    /** The baseline's sums over all of them. */
    static Totals baseline(List<SliceSides> slices) {
        return slices.stream().map(SliceSides::baseline).reduce(Totals.NONE, Totals::plus);
    }

    /** The candidate's sums over all of them. */
    static Totals candidate(List<SliceSides> slices) {
        return slices.stream().map(SliceSides::candidate).reduce(Totals.NONE, Totals::plus);
    }
}
