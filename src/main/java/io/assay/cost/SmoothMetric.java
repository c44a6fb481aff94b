package io.assay.cost;

import static io.assay.cost.MetricBasis.Outcome.FALSE_NEGATIVE;
import static io.assay.cost.MetricBasis.Outcome.FALSE_POSITIVE;
import static io.assay.cost.MetricBasis.Outcome.TRUE_NEGATIVE;
import static io.assay.cost.MetricBasis.Outcome.TRUE_POSITIVE;

import io.assay.cost.MetricBasis.Moment;
import io.assay.cost.MetricBasis.Outcome;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A metric that is a smooth function g of the totals T of its basis, homogeneous of degree 0. So it has a standard error
 * and is compared as a cost is: SE² = G/(G−1) · ∇gᵀ Q ∇g over G units, with pairing, clusters and weights all in Q.
 *
 * <p>Undefined, as precision without a positive prediction, it is NaN.
 */
public final class SmoothMetric implements ComparedMetric {

    private static final double LEVEL = 0.95;

    private final MetricBasis basis;
    private final Function<Dual[], Dual> formula;
    private final Set<Outcome> share;

    private SmoothMetric(MetricBasis basis, Set<Outcome> share, Function<Dual[], Dual> formula) {
        this.basis = basis;
        this.share = share;
        this.formula = formula;
    }

    /** The share of weight whose outcome is one of these. */
    static SmoothMetric share(Outcome first, Outcome... others) {
        Set<Outcome> share = EnumSet.of(first, others);
        return new SmoothMetric(
                MetricBasis.DECISIONS, share, t -> sum(t, share).over(sum(t, EnumSet.allOf(Outcome.class))));
    }

    /** A part of the weight of some outcomes: {@code part} over {@code part} and {@code rest}. */
    static SmoothMetric part(Outcome part, Outcome rest) {
        return decisions(t -> at(t, part).over(at(t, part).plus(at(t, rest))));
    }

    /** (1 + β²) TP / ((1 + β²) TP + β² FN + FP): the weighted harmonic mean of precision and recall. */
    static SmoothMetric fBeta(double beta) {
        double square = beta * beta;
        return decisions(t -> {
            Dual positives = at(t, TRUE_POSITIVE).times(1 + square);
            return positives.over(
                    positives.plus(at(t, FALSE_NEGATIVE).times(square)).plus(at(t, FALSE_POSITIVE)));
        });
    }

    /** TP / (TP + FP + FN). */
    static SmoothMetric jaccard() {
        return decisions(t -> at(t, TRUE_POSITIVE)
                .over(at(t, TRUE_POSITIVE).plus(at(t, FALSE_POSITIVE)).plus(at(t, FALSE_NEGATIVE))));
    }

    /** The mean of recall and specificity. */
    static SmoothMetric balancedAccuracy() {
        return decisions(t -> recall(t).plus(specificity(t)).times(0.5));
    }

    /** 1 less the mean of recall and specificity. */
    static SmoothMetric balancedError() {
        return decisions(t -> at(t, FALSE_NEGATIVE)
                .over(positive(t))
                .plus(at(t, FALSE_POSITIVE).over(negative(t)))
                .times(0.5));
    }

    /** Recall + specificity − 1. */
    static SmoothMetric youden() {
        return decisions(t ->
                recall(t).minus(at(t, FALSE_POSITIVE).over(at(t, FALSE_POSITIVE).plus(at(t, TRUE_NEGATIVE)))));
    }

    /** Matthews' correlation: (TP·TN − FP·FN) / √((TP+FP)(TP+FN)(TN+FP)(TN+FN)). */
    static SmoothMetric matthews() {
        return decisions(t -> determinant(t)
                .over(predictedPositive(t)
                        .times(positive(t))
                        .times(negative(t))
                        .times(at(t, TRUE_NEGATIVE).plus(at(t, FALSE_NEGATIVE)))
                        .root()));
    }

    /** Cohen's kappa: 2 (TP·TN − FP·FN) / ((TP+FP)(FP+TN) + (TP+FN)(FN+TN)). */
    static SmoothMetric kappa() {
        return decisions(t -> determinant(t)
                .times(2)
                .over(predictedPositive(t)
                        .times(negative(t))
                        .plus(positive(t).times(at(t, FALSE_NEGATIVE).plus(at(t, TRUE_NEGATIVE))))));
    }

    /** 1 − Σ(y−p)² / Σ(y−ȳ)². */
    static SmoothMetric determination() {
        return moments(
                t -> one(t).minus(at(t, Moment.WEIGHT).times(squaredErrors(t)).over(spread(t, Moment.Y, Moment.YY))));
    }

    /** 1 − Var(y−p) / Var(y): as the coefficient of determination, but blind to bias. */
    static SmoothMetric explainedVariance() {
        return moments(t -> {
            Dual bias = at(t, Moment.Y).minus(at(t, Moment.P));
            Dual errors = at(t, Moment.WEIGHT).times(squaredErrors(t)).minus(bias.squared());
            return one(t).minus(errors.over(spread(t, Moment.Y, Moment.YY)));
        });
    }

    /** Pearson's correlation of label and prediction. */
    static SmoothMetric correlation() {
        return moments(t -> covariance(t)
                .over(spread(t, Moment.Y, Moment.YY)
                        .times(spread(t, Moment.P, Moment.PP))
                        .root()));
    }

    /** Lin's concordance (1989): 2 Cov(y,p) / (Var(y) + Var(p) + (ȳ−p̄)²). */
    static SmoothMetric concordance() {
        return moments(t -> {
            Dual bias = at(t, Moment.Y).minus(at(t, Moment.P));
            return covariance(t)
                    .times(2)
                    .over(spread(t, Moment.Y, Moment.YY)
                            .plus(spread(t, Moment.P, Moment.PP))
                            .plus(bias.squared()));
        });
    }

    /** Σp / Σy, of a numerator p and a denominator y. */
    public static SmoothMetric ratio() {
        return moments(t -> at(t, Moment.P).over(at(t, Moment.Y)));
    }

    /** A smooth function of the totals of a basis. */
    static SmoothMetric of(MetricBasis basis, Function<Dual[], Dual> formula) {
        return new SmoothMetric(basis, Set.of(), formula);
    }

    private static SmoothMetric decisions(Function<Dual[], Dual> formula) {
        return new SmoothMetric(MetricBasis.DECISIONS, Set.of(), formula);
    }

    private static SmoothMetric moments(Function<Dual[], Dual> formula) {
        return new SmoothMetric(MetricBasis.MOMENTS, Set.of(), formula);
    }

    private static Dual at(Dual[] totals, Enum<?> column) {
        return totals[column.ordinal()];
    }

    private static Dual sum(Dual[] totals, Set<Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> at(totals, outcome))
                .reduce(Dual::plus)
                .orElseThrow();
    }

    private static Dual recall(Dual[] t) {
        return at(t, TRUE_POSITIVE).over(positive(t));
    }

    private static Dual specificity(Dual[] t) {
        return at(t, TRUE_NEGATIVE).over(negative(t));
    }

    private static Dual positive(Dual[] t) {
        return at(t, TRUE_POSITIVE).plus(at(t, FALSE_NEGATIVE));
    }

    private static Dual negative(Dual[] t) {
        return at(t, TRUE_NEGATIVE).plus(at(t, FALSE_POSITIVE));
    }

    private static Dual predictedPositive(Dual[] t) {
        return at(t, TRUE_POSITIVE).plus(at(t, FALSE_POSITIVE));
    }

    private static Dual determinant(Dual[] t) {
        return at(t, TRUE_POSITIVE)
                .times(at(t, TRUE_NEGATIVE))
                .minus(at(t, FALSE_POSITIVE).times(at(t, FALSE_NEGATIVE)));
    }

    /** 1, of the weight by itself, so that it is undefined without weight. */
    private static Dual one(Dual[] t) {
        return at(t, Moment.WEIGHT).over(at(t, Moment.WEIGHT));
    }

    private static Dual squaredErrors(Dual[] t) {
        return at(t, Moment.YY).minus(at(t, Moment.YP).times(2)).plus(at(t, Moment.PP));
    }

    /** W² times the variance of a column. */
    private static Dual spread(Dual[] t, Moment sum, Moment squares) {
        return at(t, Moment.WEIGHT).times(at(t, squares)).minus(at(t, sum).squared());
    }

    /** W² times the covariance of label and prediction. */
    private static Dual covariance(Dual[] t) {
        return at(t, Moment.WEIGHT)
                .times(at(t, Moment.YP))
                .minus(at(t, Moment.Y).times(at(t, Moment.P)));
    }

    public MetricBasis basis() {
        return basis;
    }

    /** The value; NaN where it is undefined. */
    public double value(VectorTally tally) {
        return valueOf(tally.moments());
    }

    double valueOf(VectorMoments moments) {
        Dual value = side(moments, 0);
        return value.isDefined() ? value.value().value() : Double.NaN;
    }

    /** The standard error of the value; NaN with fewer than two units or where the value is undefined. */
    public double standardError(VectorTally tally) {
        Dual value = side(tally.moments(), 0);
        return value.isDefined() ? standardError(tally.moments(), gradient(value)) : Double.NaN;
    }

    /** The two-sided 95 % interval of the value: Wilson's for a share of counted rows, otherwise Student's t. */
    public Interval interval(VectorTally tally) {
        if (isProportion(tally)) {
            return Wilson.interval(hits(tally), (double) tally.rows(), StudentT.normalUpperPoint((1 - LEVEL) / 2));
        }
        double standardError = standardError(tally);
        if (Double.isNaN(standardError)) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double half = StudentT.upperPoint((1 - LEVEL) / 2, tally.units() - 1.0) * standardError;
        double value = value(tally);
        return new Interval(value - half, value + half);
    }

    /** Both values on the pairs, with the standard error of their difference; NaN where undefined. */
    public PairEstimate estimate(VectorPairTally tally) {
        VectorMoments moments = tally.moments();
        Dual candidate = side(moments, 0);
        Dual baseline = side(moments, basis.columns());
        if (!candidate.isDefined() || !baseline.isDefined()) {
            return PairEstimate.unknown();
        }
        Dyadic difference = candidate.value().minus(baseline.value());
        double relative = Double.NaN;
        double relativeError = Double.NaN;
        if (baseline.value().signum() != 0) {
            Dyadic ratio = candidate.value().over(baseline.value());
            relative = baseline.value().signum() * ratio.minus(Dyadic.ONE).value();
            relativeError = standardError(moments, contrast(candidate, baseline, Dyadic.ONE, ratio))
                    / Math.abs(baseline.value().value());
        }
        return new PairEstimate(
                candidate.value().value(),
                baseline.value().value(),
                difference.value(),
                standardError(moments, contrast(candidate, baseline, Dyadic.ONE, Dyadic.ONE)),
                standardError(moments, contrast(candidate, baseline, Dyadic.ZERO, Dyadic.ONE)),
                relative,
                relativeError,
                Double.NaN,
                Double.NaN);
    }

    @Override
    public MetricEstimate of(MetricTally tally) {
        VectorTally totals = (VectorTally) tally;
        return new MetricEstimate(
                value(totals),
                standardError(totals),
                interval(totals),
                isProportion(totals) ? (double) hits(totals) : Double.NaN,
                Spread.linear(totals.units()),
                totals.rows(),
                totals.units(),
                totals.effectiveUnits());
    }

    @Override
    public MetricDifference of(MetricPairTally tally) {
        VectorPairTally totals = (VectorPairTally) tally;
        boolean proportion = !share.isEmpty() && totals.isCounted();
        return MetricDifference.of(
                totals,
                estimate(totals),
                proportion ? Optional.of(discordance(totals)) : Optional.empty(),
                Spread.linear(totals.units()));
    }

    /** Whether this is a share of all rows, and they were counted, so that an interval of proportions applies. */
    private boolean isProportion(VectorTally tally) {
        return !share.isEmpty() && tally.isCounted();
    }

    private long hits(VectorTally tally) {
        return share.stream().mapToLong(tally::count).sum();
    }

    /** The 2×2 counts of pairs by whether either side is in the share. */
    private Discordance discordance(VectorPairTally tally) {
        long[] counts = new long[4];
        for (Outcome candidate : Outcome.values()) {
            for (Outcome baseline : Outcome.values()) {
                int pattern = (share.contains(candidate) ? 1 : 0) + (share.contains(baseline) ? 2 : 0);
                counts[pattern] += tally.moments().counted(candidate.ordinal(), baseline.ordinal());
            }
        }
        return new Discordance(counts[3], counts[1], counts[2], counts[0]);
    }

    private Dual side(VectorMoments moments, int from) {
        Dyadic[] totals = new Dyadic[basis.columns()];
        for (int i = 0; i < totals.length; i++) {
            totals[i] = moments.total(from + i);
        }
        return formula.apply(Dual.totals(totals));
    }

    private Dyadic[] gradient(Dual value) {
        Dyadic[] gradient = new Dyadic[basis.columns()];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = value.slope(i);
        }
        return gradient;
    }

    /** The gradient of f · candidate − h · baseline. */
    private Dyadic[] contrast(Dual candidate, Dual baseline, Dyadic f, Dyadic h) {
        Dyadic[] contrast = new Dyadic[2 * basis.columns()];
        for (int i = 0; i < basis.columns(); i++) {
            contrast[i] = candidate.slope(i).times(f);
            contrast[basis.columns() + i] = baseline.slope(i).times(h).negate();
        }
        return contrast;
    }

    /** √(G/(G−1) · ∇ᵀQ∇). */
    private static double standardError(VectorMoments moments, Dyadic[] gradient) {
        Dyadic sum = Dyadic.ZERO;
        for (int i = 0; i < gradient.length; i++) {
            for (int j = 0; j < gradient.length; j++) {
                sum = sum.plus(gradient[i].times(gradient[j]).times(moments.product(i, j)));
            }
        }
        return Side.standardError(sum, moments.units());
    }
}
