package io.assay.cost;

import io.assay.cost.MetricBasis.Outcome;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How many rows came out in one of some ways, none of them weighted. A count grows with the rows, so it is compared on
 * the rows at hand: its standard error is that of a sum over G units, SE² = G/(G−1) · Σ (A − Ā)².
 */
public final class CountMetric implements ComparedMetric {

    private static final double LEVEL = 0.95;
    private static final int OUTCOMES = Outcome.values().length;

    private final Set<Outcome> counted;

    CountMetric(Outcome first, Outcome... others) {
        this.counted = EnumSet.of(first, others);
    }

    /** The count, whatever the weights of the rows are. */
    public double count(VectorTally tally) {
        return (double) counted.stream().mapToLong(tally::count).sum();
    }

    @Override
    public MetricEstimate of(MetricTally tally) {
        VectorTally totals = (VectorTally) tally;
        double count = count(totals);
        double standardError = standardError(totals.moments(), weights(1, Dyadic.ONE, Dyadic.ZERO));
        return new MetricEstimate(
                count,
                standardError,
                interval(totals, count, standardError),
                Double.NaN,
                Spread.linear(totals.units()),
                totals.rows(),
                totals.units(),
                totals.effectiveUnits());
    }

    private static Interval interval(VectorTally totals, double count, double standardError) {
        if (Double.isNaN(standardError)) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double half = StudentT.upperPoint((1 - LEVEL) / 2, totals.units() - 1.0) * standardError;
        return new Interval(Math.max(0, count - half), Math.min((double) totals.rows(), count + half));
    }

    @Override
    public MetricDifference of(MetricPairTally tally) {
        VectorMoments moments = ((VectorPairTally) tally).moments();
        Dyadic[] candidate = weights(2, Dyadic.ONE, Dyadic.ZERO);
        Dyadic[] baseline = weights(2, Dyadic.ZERO, Dyadic.ONE);
        double ours = total(moments, candidate).value();
        double theirs = total(moments, baseline).value();
        double ratio = ours / theirs;
        double none = Double.NaN;
        PairEstimate estimate = new PairEstimate(
                ours,
                theirs,
                ours - theirs,
                standardError(moments, weights(2, Dyadic.ONE, Dyadic.ONE.negate())),
                standardError(moments, baseline),
                theirs == 0 ? none : ratio - 1,
                theirs == 0 ? none : standardError(moments, weights(2, Dyadic.ONE, Dyadic.of(-ratio))) / theirs,
                none,
                none);
        return MetricDifference.of(tally, estimate, Optional.empty(), Spread.linear(tally.units()));
    }

    /** What a unit's outcomes count, of the first side and of a second. */
    private Dyadic[] weights(int sides, Dyadic first, Dyadic second) {
        Dyadic[] weights = new Dyadic[sides * OUTCOMES];
        for (Outcome outcome : Outcome.values()) {
            boolean counts = counted.contains(outcome);
            weights[outcome.ordinal()] = counts ? first : Dyadic.ZERO;
            if (sides == 2) {
                weights[OUTCOMES + outcome.ordinal()] = counts ? second : Dyadic.ZERO;
            }
        }
        return weights;
    }

    private static Dyadic total(VectorMoments moments, Dyadic[] weights) {
        Dyadic total = Dyadic.ZERO;
        for (int i = 0; i < weights.length; i++) {
            total = total.plus(weights[i].times(moments.total(i)));
        }
        return total;
    }

    /** √(G/(G−1) · (ΣA² − (ΣA)²/G)) of A = Σ weight · outcome. */
    private static double standardError(VectorMoments moments, Dyadic[] weights) {
        Dyadic squares = Dyadic.ZERO;
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                squares = squares.plus(weights[i].times(weights[j]).times(moments.product(i, j)));
            }
        }
        long units = moments.units();
        Dyadic centred = units == 0
                ? squares
                : squares.minus(total(moments, weights).squared().over(Dyadic.of(units)));
        return Side.standardError(centred, units);
    }
}
