package io.assay.comparison;

import io.assay.comparison.Findings.Sizes;
import io.assay.cost.Aggregate;
import io.assay.cost.Bootstrap;
import io.assay.cost.ClusterDifferences;
import io.assay.cost.CostTally;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairHistograms;
import io.assay.cost.PairTally;
import io.assay.cost.TwoWayDifferences;
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
        return compared(tally)
                .map(pairs -> {
                    Evidence evidence = evidence(key, Middle.of(key.aggregate()), pairs, units);
                    return judged(key, pairs, sizes, evidence, shortfall(tally, pairs, evidence, units));
                })
                .orElseGet(() -> nothing(key, sizes));
    }

    /**
     * The same of rows that hang together in two ways. A way that is nested in the other says nothing more than that one;
     * a trimmed mean has no interval.
     */
    public Comparison paired(ComparisonKey key, TwoWay<PairTally> ways) {
        Optional<PairTally> coarser = ways.coarser(PairTally::units).filter(tally -> tally.units() != 1);
        if (coarser.isPresent()) {
            return paired(key, coarser.get(), Units.CLUSTERS);
        }
        PairTally crossing = ways.crossing();
        PairTally smaller = ways.smaller(PairTally::effectiveUnits);
        PairTally larger = smaller.equals(ways.one()) ? ways.other() : ways.one();
        Sizes sizes = new Sizes(
                Units.TWO_WAY.pairing("paired"),
                crossing.rows(),
                Math.min(ways.one().units(), ways.other().units()));
        return compared(crossing)
                .map(pairs -> {
                    Evidence evidence = evidence(key, Middle.of(key.aggregate()), pairs, ways);
                    String shortfall = Shortfall.first(shortfall(smaller, evidence), shortfall(larger, evidence));
                    return judged(key, pairs, sizes, evidence, shortfall);
                })
                .orElseGet(() -> nothing(key, sizes));
    }

    private static Optional<PairHistograms> compared(PairTally tally) {
        return tally.histograms().filter(of -> of.differences().total() > 0);
    }

    private Comparison nothing(ComparisonKey key, Sizes sizes) {
        return findings.incomparable(key.subject(), estimate(Double.NaN, Double.NaN, Double.NaN), sizes);
    }

    private Comparison judged(
            ComparisonKey key, PairHistograms pairs, Sizes sizes, Evidence evidence, String shortfall) {
        Middle middle = Middle.of(key.aggregate());
        PairEstimate estimate = new PairEstimate(
                middle.of(pairs.candidate()),
                middle.of(pairs.baseline()),
                middle.ofDifferences(pairs),
                standardError(evidence, settings.alpha(key.baseline(), key.candidate())),
                middle.standardError(pairs.baseline(), settings.alpha()),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN);
        // Sums of clusters may agree where rows do not.
        return pairs.differences().above(0) + pairs.differences().below(0) == 0
                ? findings.identical(key.subject(), estimate, sizes)
                : findings.judged(key.subject(), estimate, sizes, evidence, shortfall);
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
        return bounded(evidence, alpha, units == Units.ROWS ? "rows" : "clusters");
    }

    private Evidence evidence(ComparisonKey key, Middle middle, PairHistograms crossing, TwoWay<PairTally> ways) {
        if (!middle.isMedian()) {
            return new Evidence.None("none: " + TwoWayClusters.NO_INTERVAL + " of a trimmed mean");
        }
        TwoWay<Optional<ClusterDifferences>> counted = ways.map(
                tally -> tally.histograms().flatMap(PairHistograms::clusters).filter(found -> buckets(found) > 1));
        return counted.one()
                .flatMap(one -> counted.other().flatMap(other -> counted.crossing()
                        .map(both -> bounded(
                                new TwoWayMedianEvidence(
                                        new TwoWayDifferences(one, other, both), middle.ofDifferences(crossing)),
                                settings.alpha(key.baseline(), key.candidate()),
                                "clusters"))))
                .orElseGet(() -> new Evidence.None("none: all rows are of a single cluster one way"));
    }

    private static Evidence bounded(Evidence evidence, double alpha, String units) {
        return evidence instanceof Evidence.None || isBounded(evidence, alpha)
                ? evidence
                : new Evidence.None("none: too few " + units + " for an interval");
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

    /** Of one of two ways. */
    private String shortfall(PairTally way, Evidence evidence) {
        return compared(way)
                .map(counts -> shortfall(way, counts, evidence, Units.TWO_WAY))
                .orElse(Shortfall.NONE);
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
