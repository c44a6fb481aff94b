package io.assay.comparison;

import io.assay.comparison.Findings.Sizes;
import io.assay.cost.ClusterDifferences;
import io.assay.cost.CostTally;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairHistograms;
import io.assay.cost.PairTally;
import java.util.Optional;

/**
 * Judges a candidate against a baseline by the median of the differences of their losses, row by row: how much worse the
 * candidate is on the middle row. It is not the difference of the medians, and a few large losses do not move it.
 */
public final class MedianComparer {

    private static final String METHOD = "paired order statistics of differences in buckets";

    private final ComparisonSettings settings;
    private final Findings findings;

    public MedianComparer(ComparisonSettings settings) {
        this.settings = settings;
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
        Evidence evidence = evidence(key, histograms, units);
        double error = standardError(evidence, settings.alpha(key.baseline(), key.candidate()));
        PairEstimate estimate = new PairEstimate(
                histograms.candidate().quantile(0.5),
                histograms.baseline().quantile(0.5),
                histograms.differences().quantile(0.5),
                error,
                standardError(new MedianEvidence(histograms.baseline(), METHOD), settings.alpha()),
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
        return findings.incomparable(
                key.subject(), estimate(candidate.quantile(0.5), baseline.quantile(0.5), Double.NaN), sizes);
    }

    private Evidence evidence(ComparisonKey key, PairHistograms counts, Units units) {
        boolean independent = units == Units.ROWS;
        Optional<ClusterDifferences> clusters =
                units == Units.CLUSTERS ? counts.clusters().filter(found -> buckets(found) > 1) : Optional.empty();
        if (!independent && clusters.isEmpty()) {
            return new Evidence.None("none: rows of clusters are not independent");
        }
        double alpha = settings.alpha(key.baseline(), key.candidate());
        Evidence evidence = settings.looks()
                .map(looks -> looks.ofMedian(key.subject(), counts, alpha))
                .orElseGet(() -> clusters.<Evidence>map(found -> new ClusterMedianEvidence(
                                found, "paired signs by " + buckets(found) + " buckets of clusters, t"))
                        .orElseGet(() -> new MedianEvidence(counts.differences(), METHOD)));
        return evidence instanceof Evidence.None || isBounded(evidence, alpha)
                ? evidence
                : new Evidence.None("none: too few " + (independent ? "rows" : "clusters") + " for an interval");
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
        return Shortfall.first(
                Shortfall.ofNumber(
                        tally.units(),
                        units == Units.ROWS ? tally.units() : tally.effectiveUnits(),
                        settings.minimumUnits(),
                        ""),
                Shortfall.ofDiffering(differing));
    }

    /** That of a mean with the same interval. */
    private static double standardError(Evidence evidence, double alpha) {
        double reach = evidence.upper(alpha) - evidence.lower(alpha);
        return Double.isFinite(reach) && evidence instanceof MedianBounds bounds
                ? reach / (2 * bounds.standardErrors(alpha))
                : Double.NaN;
    }

    private static PairEstimate estimate(double candidate, double baseline, double difference) {
        double none = Double.NaN;
        return new PairEstimate(candidate, baseline, difference, none, none, none, none, none, none);
    }
}
