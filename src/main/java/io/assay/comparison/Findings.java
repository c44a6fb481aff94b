package io.assay.comparison;

import io.assay.cost.Interval;
import io.assay.cost.PairEstimate;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;

/** Turns an estimate and its evidence into a line of the comparison table, by the decision table. */
final class Findings {

    private static final double POWER = 0.8;

    /** A baseline nearer to 0 than this many standard errors gives no relative difference. */
    private static final double CLEAR_OF_ZERO = 3;

    private final ComparisonSettings settings;

    Findings(ComparisonSettings settings) {
        this.settings = settings;
    }

    /** What is compared, as the table names it. */
    record Subject(Cell cell, String name, String aggregate, Direction direction, String baseline, String candidate) {}

    /** What evidence says of a difference; {@code shortfall} is why it is no ground for a verdict, empty if it is one. */
    Comparison judged(Subject subject, PairEstimate estimate, Sizes sizes, Evidence once, String shortfall) {
        return judged(subject, estimate, sizes, once, shortfall, Double.NaN);
    }

    /** The same of a difference that may be so far from the exact one beside all chance; NaN where it is the exact one. */
    Comparison judged(
            Subject subject, PairEstimate estimate, Sizes sizes, Evidence once, String shortfall, double bound) {
        return settings.looks()
                .flatMap(looks -> looks.guaranteed(subject, sizes.units(), alpha(subject)))
                .map(evidence -> decided(subject, estimate, sizes, evidence, evidence.shortfall())
                        .on(grounds(subject, sizes, evidence.test(), Grounds.NONE.relative())))
                .orElseGet(() -> {
                    Evidence held = InexactEvidence.of(held(subject, estimate, sizes, once), bound);
                    return decided(subject, estimate, sizes, held, Shortfall.first(tooFew(subject), shortfall))
                            .on(grounds(
                                    subject,
                                    sizes,
                                    held.test(),
                                    bound > 0
                                            ? Grounds.NONE.relative()
                                            : relativeBounds(subject, estimate, sizes, once)));
                });
    }

    private Grounds grounds(Subject subject, Sizes sizes, String test, Interval relative) {
        return new Grounds(
                test,
                settings.looks()
                        .map(looks -> looks.number(subject, sizes.units()))
                        .orElse(1),
                relative);
    }

    /** By as many standard errors as bounds of the difference would have without regard to skewness. */
    private Interval relativeBounds(Subject subject, PairEstimate estimate, Sizes sizes, Evidence once) {
        double error = estimate.standardError();
        if (Double.isNaN(relative(estimate)) || !(error > 0)) {
            return Grounds.NONE.relative();
        }
        Evidence plain = new StudentEvidence(estimate.difference(), error, degreesOfFreedom(once, sizes), "");
        double reach = (held(subject, estimate, sizes, plain).upper(alpha(subject)) - estimate.difference()) / error;
        return RelativeChange.of(estimate).bounds(reach);
    }

    private static double degreesOfFreedom(Evidence once, Sizes sizes) {
        if (once instanceof StudentEvidence student) {
            return student.degreesOfFreedom();
        }
        if (once instanceof SkewGuard guard) {
            return guard.student().degreesOfFreedom();
        }
        return once instanceof WiderEvidence wider ? degreesOfFreedom(wider.one(), sizes) : sizes.units() - 1.0;
    }

    private String tooFew(Subject subject) {
        return settings.looks()
                .map(looks -> looks.shortfall(subject, settings.minimumUnits()))
                .orElse(Shortfall.NONE);
    }

    private Evidence held(Subject subject, PairEstimate estimate, Sizes sizes, Evidence once) {
        return settings.looks()
                .map(looks -> looks.held(
                        subject, estimate.difference(), estimate.standardError(), sizes.units(), alpha(subject), once))
                .orElse(once);
    }

    private Comparison decided(
            Subject subject, PairEstimate estimate, Sizes sizes, Evidence evidence, String shortfall) {
        double margin = settings.margin().at(estimate.baseline());
        Interval bounds = new Interval(evidence.lower(alpha(subject)), evidence.upper(alpha(subject)));
        Finding finding = shortfall.isEmpty() ? finding(subject.direction(), bounds, margin) : Finding.UNRELIABLE;
        double harmPValue =
                switch (subject.direction()) {
                    case LOWER -> evidence.atMost(margin);
                    case HIGHER -> evidence.atLeast(-margin);
                    case NONE -> Double.NaN;
                };
        return comparison(
                        subject,
                        estimate,
                        sizes,
                        bounds,
                        evidence.method(),
                        evidence.pValue(),
                        harmPValue,
                        margin,
                        finding)
                .withShortfall(shortfall);
    }

    private double alpha(Subject subject) {
        return settings.alpha(subject.baseline(), subject.candidate());
    }

    private static Finding finding(Direction direction, Interval bounds, double margin) {
        return switch (direction) {
            case LOWER -> DecisionTable.finding(bounds, margin);
            case HIGHER -> DecisionTable.finding(new Interval(-bounds.upper(), -bounds.lower()), margin);
            case NONE -> Finding.INCONCLUSIVE;
        };
    }

    /** All differences are exactly 0. */
    Comparison identical(Subject subject, PairEstimate estimate, Sizes sizes) {
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
        double harmPValue = subject.direction() == Direction.NONE ? Double.NaN : 1;
        return comparison(
                        subject,
                        none,
                        sizes,
                        new Interval(0, 0),
                        "identical",
                        1,
                        harmPValue,
                        margin,
                        Finding.EQUIVALENT)
                .on(grounds(
                        subject,
                        sizes,
                        "no test: all differences are 0",
                        relative(none) == 0 ? new Interval(0, 0) : Grounds.NONE.relative()));
    }

    /** There is nothing to compare. */
    Comparison incomparable(Subject subject, PairEstimate estimate, Sizes sizes) {
        double none = Double.NaN;
        return comparison(
                subject,
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
            Subject subject,
            PairEstimate estimate,
            Sizes sizes,
            Interval bounds,
            String method,
            double pValue,
            double harmPValue,
            double margin,
            Finding finding) {
        return new Comparison(
                subject.cell(),
                subject.name(),
                subject.aggregate(),
                subject.direction(),
                subject.baseline(),
                subject.candidate(),
                sizes.pairing(),
                sizes.rows(),
                settings.looks()
                        .map(looks -> looks.shown(subject, sizes.units()))
                        .orElse(sizes.units()),
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
                subject.direction() == Direction.NONE
                        ? Double.NaN
                        : rowsNeeded(subject, estimate.standardError(), margin, sizes),
                "",
                Grounds.NONE);
    }

    private static double relative(PairEstimate estimate) {
        boolean clear = Math.abs(estimate.baseline()) >= CLEAR_OF_ZERO * estimate.baselineStandardError();
        return clear ? estimate.relative() : Double.NaN;
    }

    private double rowsNeeded(Subject subject, double standardError, double margin, Sizes sizes) {
        double deviation = standardError * Math.sqrt((double) sizes.units());
        double units = settings.looks()
                .map(looks -> looks.unitsNeeded(subject, deviation, margin, alpha(subject), POWER, sizes.units()))
                .orElseGet(() -> SampleSize.nonInferiority(deviation, margin, 0, settings.alpha(), POWER));
        return standardError > 0 ? Math.ceil(units * sizes.rows() / sizes.units()) : Double.NaN;
    }

    /** How much was compared, and how. */
    record Sizes(String pairing, long rows, long units) {}
}
