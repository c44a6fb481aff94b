package io.assay.comparison;

import io.assay.comparison.Findings.Sizes;
import io.assay.comparison.Findings.Subject;
import io.assay.cost.MetricDifference;
import io.assay.cost.MetricEstimate;
import io.assay.cost.PairEstimate;
import io.assay.cost.Spread;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;

/**
 * Judges a candidate against a baseline by a metric, as {@link Comparer} does by a loss: by Student's t on the same rows
 * and by Welch's on different ones; shares of counted rows by Newcombe's intervals and McNemar's test.
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
    public Comparison paired(Key key, MetricDifference metric, Units units) {
        PairEstimate estimate = metric.estimate();
        Sizes sizes = new Sizes(units.pairing("paired"), metric.rows(), metric.units());
        if (metric.units() == 0 || Double.isNaN(estimate.difference())) {
            return findings.incomparable(key.subject(), estimate, sizes);
        }
        if (metric.differingUnits() == 0) {
            return findings.identical(key.subject(), estimate, sizes);
        }
        Evidence evidence = metric.shares()
                .<Evidence>map(NewcombeEvidence::paired)
                .orElseGet(() -> student(
                        estimate,
                        metric.spread().degreesOfFreedom(),
                        method("paired", metric.spread(), units, metric.effectiveUnits())));
        return findings.judged(
                key.subject(),
                estimate,
                sizes,
                evidence,
                Shortfall.ofMetric(metric, settings.minimumTallied()),
                metric.spread().bound());
    }

    /** Compares versions that saw different rows. */
    public Comparison unpaired(Key key, MetricEstimate candidate, MetricEstimate baseline, Units units) {
        return unpaired(key.subject(), candidate, baseline, units);
    }

    /** The same of anything that has such estimates. */
    Comparison unpaired(Subject subject, MetricEstimate candidate, MetricEstimate baseline, Units units) {
        Welch welch = new Welch(
                candidate.value(),
                candidate.standardError(),
                candidate.spread().degreesOfFreedom(),
                baseline.value(),
                baseline.standardError(),
                baseline.spread().degreesOfFreedom());
        PairEstimate estimate = welch.estimate();
        Sizes sizes = new Sizes(
                units.pairing("unpaired"), candidate.rows() + baseline.rows(), candidate.units() + baseline.units());
        if (candidate.units() == 0 || baseline.units() == 0 || Double.isNaN(estimate.difference())) {
            return findings.incomparable(subject, estimate, sizes);
        }
        boolean candidateIsSmaller = candidate.effectiveUnits() <= baseline.effectiveUnits();
        MetricEstimate smaller = candidateIsSmaller ? candidate : baseline;
        Evidence evidence = candidate.isShare() && baseline.isShare()
                ? NewcombeEvidence.independent(
                        candidate.hits(), (double) candidate.rows(), baseline.hits(), (double) baseline.rows())
                : student(
                        estimate,
                        welch.degreesOfFreedom(),
                        method("Welch", smaller.spread(), units, smaller.effectiveUnits()));
        String whose = " of " + (candidateIsSmaller ? subject.candidate() : subject.baseline());
        String number = Shortfall.ofNumber(smaller.units(), smaller.effectiveUnits(), settings.minimumTallied(), whose);
        return findings.judged(
                subject,
                estimate,
                sizes,
                evidence,
                Shortfall.first(
                        number, candidate.spread().flaw(), baseline.spread().flaw()),
                candidate.spread().bound() + baseline.spread().bound());
    }

    private static String method(String pairing, Spread spread, Units units, double effectiveUnits) {
        boolean linear = spread.method().equals(Spread.LINEAR);
        return units == Units.ROWS
                ? pairing + " " + spread.method()
                : pairing + (linear ? " CR1 t" : " " + spread.method()) + Comparer.fewClusters(effectiveUnits);
    }

    private static Evidence student(PairEstimate estimate, double degreesOfFreedom, String method) {
        if (Double.isNaN(estimate.standardError())) {
            return new Evidence.None("none: no standard error");
        }
        return estimate.standardError() == 0
                ? new Evidence.Constant(estimate.difference(), "constant difference")
                : new StudentEvidence(estimate.difference(), estimate.standardError(), degreesOfFreedom, method);
    }
}
