package io.assay.comparison;

import io.assay.comparison.Findings.Sizes;
import io.assay.cost.Aggregate;
import io.assay.cost.Bootstrap;
import io.assay.cost.ClusterDifferences;
import io.assay.cost.CostTally;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairHistograms;
import io.assay.cost.PairTally;
import java.util.Optional;

/**
 * Judges a candidate against a baseline by the {@link Middle} of the differences of their losses, row by row: how much worse the
 * candidate is on the middle row, or on the middle rows. It is not the difference of the two versions' middles, and a few large
 * losses do not move it.
 */
public final class MiddleComparer {

    private final ComparisonSettings settings;
    private final Optional<Bootstrap> bootstrap;
    private final Findings findings;

    /** @param bootstrap how clusters are drawn anew; without it rows of clusters have no interval */
    public MiddleComparer(ComparisonSettings settings, Optional<Bootstrap> bootstrap) {
        this.settings = settings;
        this.bootstrap = bootstrap;
        this.findings = new Findings(settings);
    }

    /** Compares on the same rows. Every pair with a weight counts once. */
    public Comparison paired(ComparisonKey key, PairTally tally, Units units) {
        Sizes sizes = new Sizes(units.pairing("paired"), tally.rows(), tally.units());
        Optional<PairHistograms> found =
                tally.histograms().filter(of -> of.differences().total() > 0);
        if (found.isEmpty()) {
            return findings.incomparable(key.subject(), estimate(Double.NaN, Double.NaN, Double.NaN), sizes);
        }
        PairHistograms histograms = found.get();
        Middle middle = Middle.of(key.aggregate());
        Evidence evidence = evidence(key, middle, histograms, units);
        double alpha = settings.alpha(key.baseline(), key.candidate());
        PairEstimate estimate = new PairEstimate(
                middle.of(histograms.candidate()),
                middle.of(histograms.baseline()),
                middle.ofDifferences(histograms),
                standardError(evidence, alpha),
                middle.standardError(histograms.baseline(), settings.alpha()),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN);
        // Sums of clusters may agree where rows do not.
        if (histograms.differences().above(0) + histograms.differences().below(0) == 0) {
            return findings.identical(key.subject(), estimate, sizes);
        }
        return findings.judged(key.subject(), estimate, sizes, evidence, shortfall(tally, histograms, evidence, units));
    }

    /** Versions that saw different rows have no differences. */
    public Comparison unpaired(ComparisonKey key, CostTally candidate, CostTally baseline, Units units) {
        Sizes sizes = new Sizes(
                units.pairing("unpaired"), candidate.rows() + baseline.rows(), candidate.units() + baseline.units());
        Aggregate aggregate = key.aggregate();
        return findings.incomparable(
                key.subject(), estimate(aggregate.value(candidate), aggregate.value(baseline), Double.NaN), sizes);
    }

    private Evidence evidence(ComparisonKey key, Middle middle, PairHistograms pairs, Units units) {
        double alpha = settings.alpha(key.baseline(), key.candidate());
        if (settings.looks().isPresent() && !middle.isMedian()) {
            return new Evidence.None("none: " + middle.plural() + " are not looked at repeatedly");
        }
        if (units == Units.CLUSTERS && settings.looks().isEmpty() && bootstrap.isPresent()) {
            return drawn(middle, pairs, bootstrap.orElseThrow());
        }
        Optional<ClusterDifferences> clusters = units == Units.CLUSTERS && middle.isMedian()
                ? pairs.clusters().filter(found -> buckets(found) > 1)
                : Optional.empty();
        if (units != Units.ROWS && clusters.isEmpty()) {
            return new Evidence.None("none: rows of clusters are not independent");
        }
        Evidence evidence = settings.looks()
                .map(looks -> looks.ofMedian(key.subject(), pairs, alpha))
                .orElseGet(() -> clusters.<Evidence>map(found -> new ClusterMedianEvidence(
                                found, "paired signs by " + buckets(found) + " buckets of clusters, t"))
                        .orElseGet(() -> middle.evidence(pairs, alpha)));
        return evidence instanceof Evidence.None || isBounded(evidence, alpha)
                ? evidence
                : new Evidence.None(
                        "none: too few " + (units == Units.ROWS ? "rows" : "clusters") + " for an interval");
    }

    private Evidence drawn(Middle middle, PairHistograms pairs, Bootstrap draws) {
        return pairs.sums()
                .map(sums -> BootstrapEvidence.of(middle, sums, draws, settings.alpha()))
                .orElseGet(() -> new Evidence.None("none: differences were not kept by bucket"));
    }

    private static int buckets(ClusterDifferences clusters) {
        return clusters.above(0).buckets();
    }

    private static boolean isBounded(Evidence evidence, double alpha) {
        return Double.isFinite(evidence.lower(alpha)) && Double.isFinite(evidence.upper(alpha));
    }

    private String shortfall(PairTally tally, PairHistograms counts, Evidence evidence, Units units) {
        if (evidence instanceof Evidence.None) {
            return evidence.method().substring("none: ".length());
        }
        if (settings.isByBuckets()) {
            return counts.clusters().map(RecurringUnits::shortfall).orElse(Shortfall.NONE);
        }
        // Sums of clusters may agree where rows do not, and then their buckets tell that clusters differ.
        long differing = Math.max(
                tally.differingUnits(),
                counts.clusters().map(ClusterDifferences::differingBuckets).orElse(0L));
        // A row counts once, whatever its weight, but a large cluster is more than a small one.
        double effective = units == Units.ROWS ? tally.units() : tally.effectiveUnits();
        return Shortfall.first(
                Shortfall.ofNumber(tally.units(), effective, settings.minimumUnits(), ""),
                Shortfall.ofDiffering(differing));
    }

    /** Its own, or else that of a mean with the same interval. */
    private static double standardError(Evidence evidence, double alpha) {
        if (evidence instanceof TrimmedEvidence trimmed) {
            return trimmed.mean().standardError();
        }
        if (evidence instanceof BootstrapEvidence drawn) {
            return drawn.standardError();
        }
        return evidence instanceof MedianBounds bounds ? bounds.standardError(alpha) : Double.NaN;
    }

    private static PairEstimate estimate(double candidate, double baseline, double difference) {
        double none = Double.NaN;
        return new PairEstimate(candidate, baseline, difference, none, none, none, none, none, none);
    }
}
