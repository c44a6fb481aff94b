package io.assay.comparison;

import io.assay.comparison.Findings.Sizes;
import io.assay.cost.Aggregate;
import io.assay.cost.Bootstrap;
import io.assay.cost.CostTally;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairHistograms;
import io.assay.cost.PairTally;
import io.assay.cost.StudentT;
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
        Evidence evidence = evidence(middle, histograms, units);
        PairEstimate estimate = new PairEstimate(
                middle.of(histograms.candidate()),
                middle.of(histograms.baseline()),
                middle.ofDifferences(histograms),
                standardError(evidence),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN);
        // Sums of clusters may agree where rows do not.
        if (histograms.differences().above(0) + histograms.differences().below(0) == 0) {
            return findings.identical(key.subject(), estimate, sizes);
        }
        return findings.judged(key.subject(), estimate, sizes, evidence, shortfall(tally, units, evidence));
    }

    /** Versions that saw different rows have no differences. */
    public Comparison unpaired(ComparisonKey key, CostTally candidate, CostTally baseline, Units units) {
        Sizes sizes = new Sizes(
                units.pairing("unpaired"), candidate.rows() + baseline.rows(), candidate.units() + baseline.units());
        Aggregate aggregate = key.aggregate();
        return findings.incomparable(
                key.subject(), estimate(aggregate.value(candidate), aggregate.value(baseline), Double.NaN), sizes);
    }

    private Evidence evidence(Middle middle, PairHistograms histograms, Units units) {
        if (units == Units.TWO_WAY || (units == Units.CLUSTERS && bootstrap.isEmpty())) {
            return new Evidence.None("none: rows of clusters are not independent");
        }
        if (settings.looks().isPresent()) {
            return new Evidence.None("none: " + middle.plural() + " are not looked at repeatedly");
        }
        return units == Units.ROWS
                ? middle.evidence(histograms, settings.alpha())
                : drawn(middle, histograms, bootstrap.orElseThrow());
    }

    private Evidence drawn(Middle middle, PairHistograms histograms, Bootstrap draws) {
        return histograms
                .sums()
                .map(sums -> BootstrapEvidence.of(middle, sums, draws, settings.alpha()))
                .orElseGet(() -> new Evidence.None("none: differences were not kept by bucket"));
    }

    private String shortfall(PairTally tally, Units units, Evidence evidence) {
        // A row counts once, whatever its weight, but a large cluster is more than a small one.
        double effective = units == Units.ROWS ? tally.units() : tally.effectiveUnits();
        return evidence instanceof Evidence.None
                ? evidence.method().substring("none: ".length())
                : Shortfall.first(
                        Shortfall.ofNumber(tally.units(), effective, settings.minimumUnits(), ""),
                        Shortfall.ofDiffering(tally.differingUnits()));
    }

    /** Its own, or else that of a normal distribution with the same interval. */
    private double standardError(Evidence evidence) {
        if (evidence instanceof TrimmedEvidence trimmed) {
            return trimmed.mean().standardError();
        }
        if (evidence instanceof BootstrapEvidence drawn) {
            return drawn.standardError();
        }
        double reach = evidence.upper(settings.alpha()) - evidence.lower(settings.alpha());
        return Double.isFinite(reach) ? reach / (2 * StudentT.normalUpperPoint(settings.alpha())) : Double.NaN;
    }

    private static PairEstimate estimate(double candidate, double baseline, double difference) {
        double none = Double.NaN;
        return new PairEstimate(candidate, baseline, difference, none, none, none, none, none, none);
    }
}
