package io.assay.comparison;

import io.assay.comparison.Findings.Sizes;
import io.assay.cost.CostTally;
import io.assay.cost.LogHistogram;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairHistograms;
import io.assay.cost.PairTally;
import io.assay.cost.StudentT;
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
        Evidence evidence = evidence(histograms.differences(), units);
        double error = standardError(evidence);
        PairEstimate estimate = new PairEstimate(
                histograms.candidate().quantile(0.5),
                histograms.baseline().quantile(0.5),
                histograms.differences().quantile(0.5),
                error,
                standardError(new MedianEvidence(histograms.baseline(), METHOD)),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN);
        // Sums of clusters may agree where rows do not.
        if (histograms.differences().above(0) + histograms.differences().below(0) == 0) {
            return findings.identical(key.subject(), estimate, sizes);
        }
        return findings.judged(key.subject(), estimate, sizes, evidence, shortfall(tally, evidence));
    }

    /** Versions that saw different rows have no differences. */
    public Comparison unpaired(ComparisonKey key, CostTally candidate, CostTally baseline, Units units) {
        Sizes sizes = new Sizes(
                units.pairing("unpaired"), candidate.rows() + baseline.rows(), candidate.units() + baseline.units());
        return findings.incomparable(
                key.subject(), estimate(candidate.quantile(0.5), baseline.quantile(0.5), Double.NaN), sizes);
    }

    private Evidence evidence(LogHistogram differences, Units units) {
        if (units != Units.ROWS) {
            return new Evidence.None("none: rows of clusters are not independent");
        }
        if (settings.looks().isPresent()) {
            return new Evidence.None("none: medians are not looked at repeatedly");
        }
        Evidence evidence = new MedianEvidence(differences, METHOD);
        return Double.isFinite(evidence.lower(settings.alpha())) && Double.isFinite(evidence.upper(settings.alpha()))
                ? evidence
                : new Evidence.None("none: too few rows for an interval");
    }

    private String shortfall(PairTally tally, Evidence evidence) {
        return evidence instanceof Evidence.None
                ? evidence.method().substring("none: ".length())
                : Shortfall.first(
                        Shortfall.ofNumber(tally.units(), tally.units(), settings.minimumUnits(), ""),
                        Shortfall.ofDiffering(tally.differingUnits()));
    }

    /** That of a normal distribution with the same interval. */
    private double standardError(Evidence evidence) {
        double reach = evidence.upper(settings.alpha()) - evidence.lower(settings.alpha());
        return Double.isFinite(reach) ? reach / (2 * StudentT.normalUpperPoint(settings.alpha())) : Double.NaN;
    }

    private static PairEstimate estimate(double candidate, double baseline, double difference) {
        double none = Double.NaN;
        return new PairEstimate(candidate, baseline, difference, none, none, none, none, none, none);
    }
}
