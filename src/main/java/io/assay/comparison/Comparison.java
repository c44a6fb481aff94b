package io.assay.comparison;

import io.assay.dimension.Cell;
import io.assay.loss.Direction;

/**
 * One line of the comparison table: candidate against baseline in one cell under one loss. Every difference is
 * candidate − baseline.
 *
 * @param cell partition and slice
 * @param loss the loss as the configuration names it
 * @param aggregate as in the cost table
 * @param direction which way is better; harm follows it
 * @param baseline the version compared against
 * @param candidate the version judged
 * @param pairing {@code paired}, {@code unpaired}, or either with {@code by cluster} or {@code by two-way cluster} behind it
 * @param rows rows compared: pairs, or the rows of both versions when unpaired
 * @param units independent units among them
 * @param baselineCost on the rows compared
 * @param candidateCost on the rows compared
 * @param difference of the two costs
 * @param relativeDifference over the baseline's cost; NaN where that cost is within three standard errors of 0
 * @param standardError of the difference
 * @param lower one-sided 1 − α bound from below
 * @param upper one-sided 1 − α bound from above
 * @param intervalMethod how the bounds were found, such as {@code paired t} or {@code Newcombe}
 * @param pValue two-sided, of difference = 0
 * @param harmPValue one-sided, of harm ≤ margin
 * @param adjustedPValue {@code harmPValue} after Holm over the hard gates; NaN outside them
 * @param margin the largest tolerable harm, in units of the cost
 * @param finding the row of the decision table
 * @param verdict what follows from the finding alone
 * @param rowsNeeded rows with which a truly equal candidate would pass with power 0.8; NaN when unknown
 * @param shortfall why the finding is {@link Finding#UNRELIABLE}, such as {@code 20 units, at least 30 needed}; empty
 *     otherwise
 * @param grounds the test of no difference, looks, and bounds of the relative difference
 */
public record Comparison(
        Cell cell,
        String loss,
        String aggregate,
        Direction direction,
        String baseline,
        String candidate,
        String pairing,
        long rows,
        long units,
        double baselineCost,
        double candidateCost,
        double difference,
        double relativeDifference,
        double standardError,
        double lower,
        double upper,
        String intervalMethod,
        double pValue,
        double harmPValue,
        double adjustedPValue,
        double margin,
        Finding finding,
        Verdict verdict,
        double rowsNeeded,
        String shortfall,
        Grounds grounds) {

    /** What the difference is, in words: {@code difference}, {@code mean of the middle 80 % of the differences}. */
    public String estimand() {
        return Estimand.of(aggregate);
    }

    /** The same with the p-value that a correction over several tests gave. */
    public Comparison withAdjustedPValue(double adjusted) {
        return with(adjusted, shortfall, finding, grounds);
    }

    /** The same with a reason why its units are no ground for a verdict. */
    public Comparison withShortfall(String reason) {
        return with(adjustedPValue, reason, finding, grounds);
    }

    /** The same with the finding that several tests together allow. */
    Comparison withFinding(Finding other) {
        return with(adjustedPValue, shortfall, other, grounds);
    }

    /** The same with what it rests on. */
    Comparison on(Grounds other) {
        return with(adjustedPValue, shortfall, finding, other);
    }

    private Comparison with(double adjusted, String reason, Finding found, Grounds ground) {
        return new Comparison(
                cell,
                loss,
                aggregate,
                direction,
                baseline,
                candidate,
                pairing,
                rows,
                units,
                baselineCost,
                candidateCost,
                difference,
                relativeDifference,
                standardError,
                lower,
                upper,
                intervalMethod,
                pValue,
                harmPValue,
                adjusted,
                margin,
                found,
                found.verdict(),
                rowsNeeded,
                reason,
                ground);
    }
}
