package io.assay.comparison;

import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.Interval;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairTally;
import io.assay.loss.Direction;

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
    private static final double POWER = 0.8;

    /** A baseline nearer to 0 than this many standard errors gives no relative difference. */
    private static final double CLEAR_OF_ZERO = 3;

    private final ComparisonSettings settings;

    public Comparer(ComparisonSettings settings) {
        this.settings = settings;
    }

    /** Compares on the same rows, or clusters of rows. */
    public Comparison paired(ComparisonKey key, PairTally tally, Units units) {
        PairEstimate estimate = key.aggregate().estimate(tally);
        Sizes sizes = new Sizes(units.pairing("paired"), tally.rows(), tally.units());
        if (tally.units() == 0) {
            return incomparable(key, estimate, sizes);
        }
        if (tally.differingUnits() == 0) {
            return identical(key, estimate, sizes);
        }
        boolean proportion = tally.isProportion() && key.aggregate().isMean();
        Evidence evidence = evidence(key.aggregate(), tally, estimate, units);
        String shortfall = proportion
                ? Shortfall.ofShares(tally, settings.minimumUnits())
                : Shortfall.ofPaired(tally, estimate, settings.minimumUnits());
        return judged(key, estimate, sizes, evidence, shortfall);
    }

    /** Compares versions that saw different rows. Skewness is not judged there; sizes are. */
    public Comparison unpaired(ComparisonKey key, CostTally candidate, CostTally baseline, Units units) {
        WelchTest welch = new WelchTest(key.aggregate(), candidate, baseline);
        PairEstimate estimate = welch.estimate();
        Sizes sizes = new Sizes(
                units.pairing("unpaired"), candidate.rows() + baseline.rows(), candidate.units() + baseline.units());
        boolean totals = key.aggregate().equals(Aggregate.SUM); // of different rows: more rows are no harm
        if (candidate.units() == 0 || baseline.units() == 0 || totals) {
            return incomparable(key, estimate, sizes);
        }
        boolean proportions = candidate.isProportion() && baseline.isProportion();
        Evidence evidence = proportions && key.aggregate().isMean()
                ? NewcombeEvidence.independent(
                        candidate.numerator(), (double) candidate.rows(), baseline.numerator(), (double)
                                baseline.rows())
                : welch.evidence(units);
        String shortfall = Shortfall.ofUnpaired(key, candidate, baseline, settings.minimumUnits());
        return judged(key, estimate, sizes, evidence, shortfall);
    }

    private static Evidence evidence(Aggregate aggregate, PairTally tally, PairEstimate estimate, Units units) {
        if (aggregate.isMean() && tally.isProportion()) {
            return NewcombeEvidence.paired(tally.discordance());
        }
        if (!aggregate.isSmooth()) {
            return new Evidence.None("none: a " + aggregate.name() + " is not read from sums");
        }
        if (Double.isNaN(estimate.standardError())) {
            return new Evidence.None("none: fewer than two units");
        }
        if (estimate.standardError() == 0) {
            return new Evidence.Constant(estimate.difference(), "constant difference");
        }
        String method = units == Units.CLUSTERS ? "paired CR1 t" + fewClusters(tally.effectiveUnits()) : "paired t";
        StudentEvidence student =
                new StudentEvidence(estimate.difference(), estimate.standardError(), tally.units() - 1.0, method);
        return aggregate.isMean() && Double.isFinite(estimate.skewness())
                ? new SkewGuard(student, estimate.skewness(), tally.units())
                : student;
    }

    static String fewClusters(double effective) {
        return effective < CLUSTERS_ENOUGH ? FEW_CLUSTERS : "";
    }

    private Comparison judged(
            ComparisonKey key, PairEstimate estimate, Sizes sizes, Evidence evidence, String shortfall) {
        double margin = settings.margin().at(estimate.baseline());
        Interval bounds = new Interval(evidence.lower(settings.alpha()), evidence.upper(settings.alpha()));
        Finding finding = shortfall.isEmpty() ? finding(key.direction(), bounds, margin) : Finding.UNRELIABLE;
        double harmPValue =
                switch (key.direction()) {
                    case LOWER -> evidence.atMost(margin);
                    case HIGHER -> evidence.atLeast(-margin);
                    case NONE -> Double.NaN;
                };
        return comparison(
                        key, estimate, sizes, bounds, evidence.method(), evidence.pValue(), harmPValue, margin, finding)
                .withShortfall(shortfall);
    }

    private static Finding finding(Direction direction, Interval bounds, double margin) {
        return switch (direction) {
            case LOWER -> DecisionTable.finding(bounds, margin);
            case HIGHER -> DecisionTable.finding(new Interval(-bounds.upper(), -bounds.lower()), margin);
            case NONE -> Finding.INCONCLUSIVE;
        };
    }

    private Comparison identical(ComparisonKey key, PairEstimate estimate, Sizes sizes) {
        double margin = settings.margin().at(estimate.baseline());
        PairEstimate none = new PairEstimate(
                estimate.candidate(),
                estimate.baseline(),
                0,
                0,
                estimate.baselineStandardError(),
                estimate.relative(),
                0,
                Double.NaN,
                Double.NaN);
        double harmPValue = key.direction() == Direction.NONE ? Double.NaN : 1;
        return comparison(key, none, sizes, new Interval(0, 0), "identical", 1, harmPValue, margin, Finding.EQUIVALENT);
    }

    private Comparison incomparable(ComparisonKey key, PairEstimate estimate, Sizes sizes) {
        double none = Double.NaN;
        return comparison(
                key,
                estimate,
                sizes,
                new Interval(none, none),
                sizes.rows() == 0 ? "none: no rows" : sizes.units() == 0 ? "none: no weight" : "none: rows that differ",
                none,
                none,
                settings.margin().at(estimate.baseline()),
                Finding.NOT_COMPARABLE);
    }

    private Comparison comparison(
            ComparisonKey key,
            PairEstimate estimate,
            Sizes sizes,
            Interval bounds,
            String method,
            double pValue,
            double harmPValue,
            double margin,
            Finding finding) {
        return new Comparison(
                key.cell(),
                key.loss(),
                key.aggregate().name(),
                key.direction(),
                key.baseline(),
                key.candidate(),
                sizes.pairing(),
                sizes.rows(),
                sizes.units(),
                estimate.baseline(),
                estimate.candidate(),
                estimate.difference(),
                relative(estimate),
                estimate.standardError(),
                bounds.lower(),
                bounds.upper(),
                method,
                pValue,
                harmPValue,
                Double.NaN,
                margin,
                finding,
                finding.verdict(),
                key.direction() == Direction.NONE ? Double.NaN : rowsNeeded(estimate.standardError(), margin, sizes));
    }

    private static double relative(PairEstimate estimate) {
        boolean clear = Math.abs(estimate.baseline()) >= CLEAR_OF_ZERO * estimate.baselineStandardError();
        return clear ? estimate.relative() : Double.NaN;
    }

    private double rowsNeeded(double standardError, double margin, Sizes sizes) {
        double deviation = standardError * Math.sqrt((double) sizes.units());
        double units = SampleSize.nonInferiority(deviation, margin, 0, settings.alpha(), POWER);
        return standardError > 0 ? Math.ceil(units * sizes.rows() / sizes.units()) : Double.NaN;
    }

    /** How much was compared, and how. */
    private record Sizes(String pairing, long rows, long units) {}
}
