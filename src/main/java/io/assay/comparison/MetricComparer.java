package io.assay.comparison;

import io.assay.comparison.Findings.Sizes;
import io.assay.comparison.Findings.Subject;
import io.assay.cost.PairEstimate;
import io.assay.cost.SmoothMetric;
import io.assay.cost.VectorPairTally;
import io.assay.cost.VectorTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;

/**
 * Judges a candidate against a baseline by a metric, as {@link Comparer} does by a loss: on the same rows by the paired
 * linearisation, on different ones by Welch's; shares of counted rows by Newcombe's intervals and McNemar's test.
 */
public final class MetricComparer {

    private static final String AGGREGATE = "metric";

    private final ComparisonSettings settings;
    private final Findings findings;

    public MetricComparer(ComparisonSettings settings) {
        this.settings = settings;
        this.findings = new Findings(settings);
    }

    /** What is compared: two versions in one cell by one metric. */
    public record Key(Cell cell, String name, Direction direction, String baseline, String candidate) {

        private Subject subject() {
            return new Subject(cell, name, AGGREGATE, direction, baseline, candidate);
        }
    }

    /** Compares on the same rows, or clusters of rows. */
    public Comparison paired(Key key, SmoothMetric metric, VectorPairTally tally, Units units) {
        PairEstimate estimate = metric.estimate(tally);
        Sizes sizes = new Sizes(units.pairing("paired"), tally.rows(), tally.units());
        if (tally.units() == 0 || Double.isNaN(estimate.difference())) {
            return findings.incomparable(key.subject(), estimate, sizes);
        }
        if (tally.differingUnits() == 0) {
            return findings.identical(key.subject(), estimate, sizes);
        }
        Evidence evidence = metric.isProportion(tally)
                ? NewcombeEvidence.paired(metric.discordance(tally))
                : student(
                        estimate,
                        tally.units() - 1.0,
                        units == Units.CLUSTERS
                                ? "paired CR1 t" + Comparer.fewClusters(tally.effectiveUnits())
                                : "paired t");
        String shortfall = Shortfall.ofMetric(metric, tally, settings.minimumUnits());
        return findings.judged(key.subject(), estimate, sizes, evidence, shortfall);
    }

    /** Compares versions that saw different rows. */
    public Comparison unpaired(Key key, SmoothMetric metric, VectorTally candidate, VectorTally baseline, Units units) {
        Welch welch = new Welch(
                metric.value(candidate),
                metric.standardError(candidate),
                candidate.units(),
                metric.value(baseline),
                metric.standardError(baseline),
                baseline.units());
        PairEstimate estimate = welch.estimate();
        Sizes sizes = new Sizes(
                units.pairing("unpaired"), candidate.rows() + baseline.rows(), candidate.units() + baseline.units());
        if (candidate.units() == 0 || baseline.units() == 0 || Double.isNaN(estimate.difference())) {
            return findings.incomparable(key.subject(), estimate, sizes);
        }
        boolean candidateIsSmaller = candidate.effectiveUnits() <= baseline.effectiveUnits();
        VectorTally smaller = candidateIsSmaller ? candidate : baseline;
        double effective = smaller.effectiveUnits();
        Evidence evidence = metric.isProportion(candidate) && metric.isProportion(baseline)
                ? NewcombeEvidence.independent(
                        (double) metric.hits(candidate),
                        (double) candidate.rows(),
                        (double) metric.hits(baseline),
                        (double) baseline.rows())
                : student(
                        estimate,
                        welch.degreesOfFreedom(),
                        units == Units.CLUSTERS ? "Welch CR1 t" + Comparer.fewClusters(effective) : "Welch t");
        String shortfall = Shortfall.ofNumber(
                smaller.units(),
                effective,
                settings.minimumUnits(),
                " of " + (candidateIsSmaller ? key.candidate() : key.baseline()));
        return findings.judged(key.subject(), estimate, sizes, evidence, shortfall);
    }

    private static Evidence student(PairEstimate estimate, double degreesOfFreedom, String method) {
        if (Double.isNaN(estimate.standardError())) {
            return new Evidence.None("none: fewer than two units");
        }
        return estimate.standardError() == 0
                ? new Evidence.Constant(estimate.difference(), "constant difference")
                : new StudentEvidence(estimate.difference(), estimate.standardError(), degreesOfFreedom, method);
    }
}
