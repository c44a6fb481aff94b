package io.assay.comparison;

import io.assay.comparison.Findings.Sizes;
import io.assay.comparison.HybridEvidence.Bounded;
import io.assay.comparison.HybridEvidence.Tail;
import io.assay.cost.CostTally;
import io.assay.cost.Interval;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairTally;
import io.assay.cost.PairedQuantiles;
import io.assay.cost.QuantileBounds;
import java.util.Optional;

/**
 * Judges a candidate against a baseline by a quantile of their losses, such as the median. What is compared is the
 * difference of the two quantiles, which is not the quantile of the differences. Its interval is put together from the
 * order statistics that bound either side, with the correlation of both on the same rows: see {@link HybridEvidence}.
 */
public final class QuantileComparer {

    private final ComparisonSettings settings;
    private final Findings findings;

    public QuantileComparer(ComparisonSettings settings) {
        this.settings = settings;
        this.findings = new Findings(settings);
    }

    /** The losses of one version with their quantile, which rows without a weight do not have. */
    public record OfVersion(CostTally tally, Optional<QuantileBounds> quantile) {}

    /**
     * Compares on the same rows, or clusters of rows.
     *
     * @param tally of the losses on the pairs that the quantiles were read from
     * @param quantiles empty where no pair has a weight
     */
    public Comparison paired(ComparisonKey key, PairTally tally, Optional<PairedQuantiles> quantiles, Units units) {
        Sizes sizes = new Sizes(units.pairing("paired"), tally.rows(), tally.units());
        if (quantiles.isEmpty()) {
            return findings.incomparable(key.subject(), estimate(Double.NaN, Double.NaN), sizes);
        }
        QuantileBounds candidate = quantiles.get().candidate();
        QuantileBounds baseline = quantiles.get().baseline();
        if (tally.differingUnits() == 0) {
            return findings.identical(key.subject(), estimate(candidate.value(), baseline.value()), sizes);
        }
        double effective = tally.effectiveUnits();
        Sides sides = new Sides(
                candidate,
                baseline,
                quantiles.get().correlation(),
                tally.units() - 1.0,
                method("paired", units, effective));
        String shortfall = Shortfall.ofNumber(tally.units(), effective, settings.minimumUnits(), "");
        return judged(
                key,
                sizes,
                sides,
                units,
                shortfall.isEmpty() ? Shortfall.ofDiffering(tally.differingUnits()) : shortfall);
    }

    /** Compares versions that saw different rows. */
    public Comparison unpaired(ComparisonKey key, OfVersion candidate, OfVersion baseline, Units units) {
        CostTally ours = candidate.tally();
        CostTally theirs = baseline.tally();
        Sizes sizes = new Sizes(units.pairing("unpaired"), ours.rows() + theirs.rows(), ours.units() + theirs.units());
        if (candidate.quantile().isEmpty() || baseline.quantile().isEmpty()) {
            Sizes unweighted = new Sizes(sizes.pairing(), sizes.rows(), 0);
            return findings.incomparable(key.subject(), estimate(Double.NaN, Double.NaN), unweighted);
        }
        Sides sides = new Sides(
                candidate.quantile().get(),
                baseline.quantile().get(),
                0,
                Math.min(ours.units(), theirs.units()) - 1.0,
                method("independent", units, Math.min(ours.effectiveUnits(), theirs.effectiveUnits())));
        return judged(key, sizes, sides, units, Shortfall.ofUnpaired(key, ours, theirs, settings.minimumUnits()));
    }

    private static String method(String pairing, Units units, double effectiveUnits) {
        String clusters = units != Units.ROWS ? " by cluster" + Comparer.fewClusters(effectiveUnits) : "";
        return pairing + " order statistics" + clusters;
    }

    /** Both quantiles and what their difference is judged by. */
    private record Sides(
            QuantileBounds candidate,
            QuantileBounds baseline,
            double correlation,
            double degreesOfFreedom,
            String method) {

        Evidence evidence(double alpha) {
            return known(
                    new HybridEvidence(
                            bounded(candidate),
                            bounded(baseline),
                            correlation,
                            Tail.student(Math.max(1, degreesOfFreedom)),
                            method),
                    degreesOfFreedom,
                    alpha);
        }

        double rowsBeyond() {
            return Math.min(candidate.rowsBeyond(), baseline.rowsBeyond());
        }
    }

    /** What a quantile says of its difference from a limit. */
    static Evidence against(QuantileBounds quantile, double limit, double degreesOfFreedom, double alpha) {
        Tail tail = Tail.student(Math.max(1, degreesOfFreedom));
        HybridEvidence evidence =
                new HybridEvidence(bounded(quantile), Bounded.known(limit), 0, tail, "order statistics");
        return known(evidence, degreesOfFreedom, alpha);
    }

    /** The evidence where it is any: of enough units, with losses on either side of the quantile. */
    private static Evidence known(HybridEvidence evidence, double degreesOfFreedom, double alpha) {
        if (!(degreesOfFreedom >= 1)) {
            return new Evidence.None("none: fewer than two units");
        }
        return Double.isFinite(evidence.lower(alpha)) && Double.isFinite(evidence.upper(alpha))
                ? evidence
                : new Evidence.None("none: too few rows beyond the quantile");
    }

    private Comparison judged(ComparisonKey key, Sizes sizes, Sides sides, Units units, String shortfall) {
        // What bounds a quantile is read off the crossing of the two, which alone is too narrow.
        boolean crossed = units == Units.TWO_WAY;
        Evidence evidence =
                crossed ? new Evidence.None("none: " + TwoWayClusters.NO_INTERVAL) : sides.evidence(settings.alpha());
        double distance = Tail.student(Math.max(1, sides.degreesOfFreedom())).point(settings.alpha());
        double error = (evidence.upper(settings.alpha()) - evidence.lower(settings.alpha())) / (2 * distance);
        double ours = sides.candidate().value();
        double theirs = sides.baseline().value();
        PairEstimate estimate = new PairEstimate(
                ours,
                theirs,
                ours - theirs,
                error,
                crossed ? Double.NaN : sides.baseline().standardError(distance),
                estimate(ours, theirs).relative(),
                Double.NaN,
                Double.NaN,
                Double.NaN);
        String beyond = crossed
                ? TwoWayClusters.NO_INTERVAL + " of a " + key.aggregate().name()
                : Shortfall.ofQuantile(key.aggregate().name(), sides.rowsBeyond(), evidence);
        return findings.judged(key.subject(), estimate, sizes, evidence, shortfall.isEmpty() ? beyond : shortfall);
    }

    private static PairEstimate estimate(double candidate, double baseline) {
        double none = Double.NaN;
        double relative = baseline == 0 ? none : (candidate - baseline) / Math.abs(baseline);
        return new PairEstimate(candidate, baseline, candidate - baseline, none, none, relative, none, none, none);
    }

    /** The quantile as one side of a difference. */
    static Bounded bounded(QuantileBounds bounds) {
        return new Bounded() {
            @Override
            public double value() {
                return bounds.value();
            }

            @Override
            public Interval interval(double distance) {
                return bounds.interval(distance);
            }
        };
    }
}
