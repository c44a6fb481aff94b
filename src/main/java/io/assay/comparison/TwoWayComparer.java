package io.assay.comparison;

import io.assay.comparison.Findings.Sizes;
import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.MetricDifference;
import io.assay.cost.MetricEstimate;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairTally;

/**
 * Judges a candidate against a baseline as {@link Comparer} does, by tallies of the same losses whose units are clusters of
 * two kinds: see {@link TwoWayClusters}. The rules on which units are a ground for a verdict hold for each of them, and
 * bounds are guarded against the skewness of either.
 */
public final class TwoWayComparer {

    private final ComparisonSettings settings;
    private final Findings findings;

    public TwoWayComparer(ComparisonSettings settings) {
        this.settings = settings;
        this.findings = new Findings(settings);
    }

    /** Compares on the same rows. */
    public Comparison paired(ComparisonKey key, TwoWay<PairTally> tallies) {
        return tallies.coarser(PairTally::units)
                .map(tally -> new Comparer(settings).paired(key, tally, Units.CLUSTERS))
                .orElseGet(() -> crossed(key, tallies.map(tally -> MetricDifference.of(key.aggregate(), tally))));
    }

    private Comparison crossed(ComparisonKey key, TwoWay<MetricDifference> ways) {
        MetricDifference difference = TwoWayClusters.difference(ways);
        PairEstimate estimate = difference.estimate();
        Sizes sizes = new Sizes(Units.TWO_WAY.pairing("paired"), difference.rows(), difference.units());
        if (difference.differingUnits() == 0) {
            return findings.identical(key.subject(), estimate, sizes);
        }
        MetricDifference smaller = ways.smaller(MetricDifference::effectiveUnits);
        MetricDifference larger = smaller.equals(ways.one()) ? ways.other() : ways.one();
        String shortfall = Shortfall.first(
                shortfall(smaller), shortfall(larger), difference.spread().flaw());
        return findings.judged(key.subject(), estimate, sizes, evidence(key.aggregate(), ways, difference), shortfall);
    }

    private String shortfall(MetricDifference way) {
        return Shortfall.ofUnits(
                way.units(), way.effectiveUnits(), way.differingUnits(), way.estimate(), settings.minimumUnits());
    }

    private static Evidence evidence(Aggregate aggregate, TwoWay<MetricDifference> ways, MetricDifference difference) {
        PairEstimate estimate = difference.estimate();
        if (Double.isNaN(estimate.standardError())) {
            return new Evidence.None("none: fewer than two units");
        }
        if (estimate.standardError() == 0) {
            return new Evidence.Constant(estimate.difference(), "constant difference");
        }
        StudentEvidence student = new StudentEvidence(
                estimate.difference(),
                estimate.standardError(),
                difference.spread().degreesOfFreedom(),
                "paired " + difference.spread().method() + Comparer.fewClusters(difference.effectiveUnits()));
        return aggregate.isMean()
                ? new WiderEvidence(guarded(student, ways.one()), guarded(student, ways.other()))
                : student;
    }

    private static Evidence guarded(StudentEvidence student, MetricDifference way) {
        double skewness = way.estimate().skewness();
        return Double.isFinite(skewness) ? new SkewGuard(student, skewness, way.units()) : student;
    }

    /** Compares versions that saw different rows. Skewness is not judged there; sizes are. */
    public Comparison unpaired(ComparisonKey key, TwoWay<CostTally> candidate, TwoWay<CostTally> baseline) {
        if (key.aggregate().equals(Aggregate.SUM)) { // of different rows, which cannot be compared by any units
            return new Comparer(settings).unpaired(key, candidate.crossing(), baseline.crossing(), Units.TWO_WAY);
        }
        return new MetricComparer(settings)
                .unpaired(
                        key.subject(),
                        estimate(key.aggregate(), candidate),
                        estimate(key.aggregate(), baseline),
                        Units.TWO_WAY);
    }

    /** A version's own cost. */
    public static MetricEstimate estimate(Aggregate aggregate, TwoWay<CostTally> tallies) {
        return TwoWayClusters.estimate(tallies.map(tally -> MetricEstimate.of(aggregate, tally)));
    }
}
