package io.assay.comparison;

import io.assay.cost.CostTally;
import io.assay.cost.MetricDifference;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairTally;
import java.util.Arrays;
import java.util.Locale;

/**
 * Says why the units of a comparison are no ground for a verdict, by the first rule that they fail and by how much:
 * {@code 20 units, at least 30 needed}. Empty where they are.
 */
final class Shortfall {

    /** There is none. */
    static final String NONE = "";

    private static final double LARGEST_SHARE = 0.1;
    private static final long FEWEST_DIFFERING_UNITS = 10;
    private static final double COCHRAN = 25;
    private static final int FEWEST_ROWS_BEYOND = 10;

    private Shortfall() {}

    /** Of the units of shares, whose intervals need nothing but their number. */
    static String ofShares(PairTally tally, int minimumUnits) {
        return ofNumber(tally.units(), tally.effectiveUnits(), minimumUnits, "");
    }

    /** Of units that Student's t is read from: enough, some that differ, none decisive, enough for their skewness. */
    static String ofPaired(PairTally tally, PairEstimate estimate, int minimumUnits) {
        return ofUnits(tally.units(), tally.effectiveUnits(), tally.differingUnits(), estimate, minimumUnits);
    }

    /** The same of so many units, of which some differ. */
    static String ofUnits(long units, double effective, long differingUnits, PairEstimate estimate, int minimumUnits) {
        String number = ofNumber(units, effective, minimumUnits, "");
        if (!number.isEmpty() || estimate.standardError() == 0) {
            return number;
        }
        String differing = ofDiffering(differingUnits);
        if (!differing.isEmpty()) {
            return differing;
        }
        if (estimate.largestShare() > LARGEST_SHARE) {
            return "uneven units: one carries " + Figures.text(100 * estimate.largestShare())
                    + " % of the variance, at most " + Figures.text(100 * LARGEST_SHARE) + " %";
        }
        double needed = COCHRAN * estimate.skewness() * estimate.skewness();
        return effective < needed
                ? String.format(
                        Locale.ROOT,
                        "skewed: %s, %,.0f needed for a skewness of %s",
                        counted(units, effective),
                        Math.ceil(needed),
                        Figures.text(estimate.skewness()))
                : NONE;
    }

    /** Of the units that a metric is compared on; a share needs nothing but their number. */
    static String ofMetric(MetricDifference metric, int minimumUnits) {
        String number = ofNumber(metric.units(), metric.effectiveUnits(), minimumUnits, "");
        return metric.shares().isPresent()
                ? number
                : first(
                        number,
                        ofDiffering(metric.differingUnits()),
                        metric.spread().flaw());
    }

    /** The first of them that is not empty. */
    static String first(String... shortfalls) {
        return Arrays.stream(shortfalls)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(NONE);
    }

    /** Of units some of which must differ, if equal ones are to say anything. */
    static String ofDiffering(long differing) {
        return differing < FEWEST_DIFFERING_UNITS
                ? String.format(
                        Locale.ROOT,
                        "only %s, at least %d needed",
                        differing == 1 ? "1 unit differs" : differing + " units differ",
                        FEWEST_DIFFERING_UNITS)
                : NONE;
    }

    /** Of a quantile, which rests on the rows on its shorter side. */
    static String ofQuantile(String aggregate, double rowsBeyond, Evidence evidence) {
        boolean known = !(evidence instanceof Evidence.None);
        return rowsBeyond < FEWEST_ROWS_BEYOND || !known
                ? "the rows beyond the " + aggregate + " are worth " + Figures.text(rowsBeyond)
                        + (known ? ", at least " + FEWEST_ROWS_BEYOND + " needed" : ", more needed for an interval")
                : NONE;
    }

    /** Of two independent samples: the smaller is named. */
    static String ofUnpaired(ComparisonKey key, CostTally candidate, CostTally baseline, int minimumUnits) {
        boolean candidateIsSmaller = candidate.effectiveUnits() <= baseline.effectiveUnits();
        CostTally smaller = candidateIsSmaller ? candidate : baseline;
        return ofNumber(
                smaller.units(),
                smaller.effectiveUnits(),
                minimumUnits,
                " of " + (candidateIsSmaller ? key.candidate() : key.baseline()));
    }

    /** Of so many units, {@code whose} being of whom, or empty. */
    static String ofNumber(long units, double effective, int minimumUnits, String whose) {
        return effective < minimumUnits
                ? counted(units, effective) + whose + ", at least " + minimumUnits + " needed"
                : NONE;
    }

    /** Units of uneven weight stand for fewer. */
    private static String counted(long units, double effective) {
        String counted = GateText.counted(units, "unit");
        boolean even = Math.abs(units - effective) <= 1e-9 * units;
        return even ? counted : counted + " with the weight of " + Figures.text(effective);
    }
}
