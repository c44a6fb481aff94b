package io.assay.comparison;

import io.assay.comparison.Findings.Sizes;
import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairTally;
import io.assay.cost.PartEstimate;
import io.assay.cost.VectorPairTally;

/**
 * Judges a candidate against a baseline by the exact tallies of their losses. One interval, of one-sided bounds at 1 − α
 * each, answers all questions: worse, better, equivalent, not inferior. "Not significant" is never a pass.
 *
 * <p>Harm is the difference candidate − baseline where lower is better and its negative where higher is. A loss with no
 * direction has no harm: it is compared, but found {@link Finding#INCONCLUSIVE} unless identical, and cannot be gated.
 */
public final class Comparer {

    /** Marks an interval method whose standard error rests on few clusters, so that it covers a little too seldom. */
    public static final String FEW_CLUSTERS = " (few clusters)";

    private static final double CLUSTERS_ENOUGH = 40;
    private final ComparisonSettings settings;
    private final Findings findings;

    public Comparer(ComparisonSettings settings) {
        this.settings = settings;
        this.findings = new Findings(settings);
    }

    /** Compares on the same rows, or clusters of rows. */
    public Comparison paired(ComparisonKey key, PairTally tally, Units units) {
        PairEstimate estimate = key.aggregate().estimate(tally);
        Sizes sizes = new Sizes(units.pairing("paired"), tally.rows(), tally.units());
        if (tally.units() == 0) {
            return findings.incomparable(key.subject(), estimate, sizes);
        }
        if (tally.differingUnits() == 0) {
            return findings.identical(key.subject(), estimate, sizes);
        }
        boolean proportion = tally.isProportion() && key.aggregate().isMean();
        Evidence evidence = evidence(key.aggregate(), tally, estimate, units);
        String shortfall = proportion
                ? Shortfall.ofShares(tally, settings.minimumUnits())
                : settings.isByBuckets()
                        ? RecurringUnits.shortfall(tally, estimate)
                        : Shortfall.ofPaired(tally, estimate, settings.minimumUnits());
        return findings.judged(key.subject(), estimate, sizes, evidence, shortfall);
    }

    /**
     * Compares means of weighted parts on the same rows as {@link #paired} would if these were the weights, one for each
     * part; but losses are no shares, and the unit that carries most of the variance is looked for among those that are
     * extreme in a part.
     */
    public Comparison weighted(
            ComparisonKey key, VectorPairTally tally, PartEstimate parts, Units units, double... weights) {
        PairEstimate estimate = parts.estimate(weights);
        Sizes sizes = new Sizes(units.pairing("paired"), tally.rows(), tally.units());
        if (tally.units() == 0) {
            return findings.incomparable(key.subject(), estimate, sizes);
        }
        if (tally.differingUnits() == 0 || (estimate.standardError() == 0 && estimate.difference() == 0)) {
            return findings.identical(key.subject(), estimate, sizes);
        }
        String shortfall = Shortfall.ofUnits(
                tally.units(), tally.effectiveUnits(), tally.differingUnits(), estimate, settings.minimumUnits());
        Evidence evidence = ofMean(estimate, tally.units(), tally.effectiveUnits(), units);
        return findings.judged(key.subject(), estimate, sizes, evidence, shortfall);
    }

    /** Compares versions that saw different rows. Skewness is not judged there; sizes are. */
    public Comparison unpaired(ComparisonKey key, CostTally candidate, CostTally baseline, Units units) {
        WelchTest welch = new WelchTest(key.aggregate(), candidate, baseline);
        PairEstimate estimate = welch.estimate();
        Sizes sizes = new Sizes(
                units.pairing("unpaired"), candidate.rows() + baseline.rows(), candidate.units() + baseline.units());
        boolean totals = key.aggregate().equals(Aggregate.SUM); // of different rows: more rows are no harm
        if (candidate.units() == 0 || baseline.units() == 0 || totals) {
            return findings.incomparable(key.subject(), estimate, sizes);
        }
        boolean proportions = candidate.isProportion() && baseline.isProportion();
        Evidence evidence = proportions && key.aggregate().isMean()
                ? NewcombeEvidence.independent(
                        candidate.numerator(), (double) candidate.rows(), baseline.numerator(), (double)
                                baseline.rows())
                : welch.evidence(units);
        String shortfall = Shortfall.ofUnpaired(key, candidate, baseline, settings.minimumTallied());
        return findings.judged(key.subject(), estimate, sizes, evidence, shortfall);
    }

    private static Evidence evidence(Aggregate aggregate, PairTally tally, PairEstimate estimate, Units units) {
        if (aggregate.isMean() && tally.isProportion()) {
            return NewcombeEvidence.paired(tally.discordance());
        }
        if (!aggregate.isSmooth()) {
            return new Evidence.None("none: a " + aggregate.name() + " is not read from sums");
        }
        Evidence guarded = ofMean(estimate, tally.units(), tally.effectiveUnits(), units);
        return guarded instanceof SkewGuard guard && !aggregate.isMean() ? guard.student() : guarded;
    }

    private static Evidence ofMean(PairEstimate estimate, long number, double effective, Units units) {
        if (Double.isNaN(estimate.standardError())) {
            return new Evidence.None("none: fewer than two units");
        }
        if (estimate.standardError() == 0) {
            return new Evidence.Constant(estimate.difference(), "constant difference");
        }
        String method = units == Units.CLUSTERS ? "paired CR1 t" + fewClusters(effective) : "paired t";
        StudentEvidence student =
                new StudentEvidence(estimate.difference(), estimate.standardError(), number - 1.0, method);
        return Double.isFinite(estimate.skewness()) ? new SkewGuard(student, estimate.skewness(), number) : student;
    }

    static String fewClusters(double effective) {
        return effective < CLUSTERS_ENOUGH ? FEW_CLUSTERS : "";
    }
}
