package io.assay.comparison;

import io.assay.cost.Interval;
import io.assay.cost.MetricDifference;
import io.assay.cost.MetricEstimate;
import io.assay.cost.PairEstimate;
import io.assay.cost.QuantileBounds;
import io.assay.cost.Spread;
import io.assay.cost.StudentT;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * How sure an estimate is whose rows hang together in two ways, as forecast errors do by series and by date. With V the
 * variance by one way of clustering, each with the factor G/(G−1) of its own, it is V₁ + V₂ − V₁₂, 1 and 2 being the two ways
 * and 12 their crossing (Cameron, Gelbach and Miller 2011); where that is not positive, the larger of V₁ and V₂. Student's t
 * has one degree of freedom less than there are clusters in the way that has fewer, and that way's units are told.
 *
 * <p>Swapping the two ways changes no bit. Where one way is nested in the other, the result is that of the coarser one alone.
 * An estimate that is no function of sums over units, and so has no variance for each way to be put together, has none.
 */
public final class TwoWayClusters {

    /** Why a quantile, and what is seen by leaving out buckets of units, is not judged. */
    public static final String NO_INTERVAL = "no interval by two-way clusters";

    private static final String OF_BUCKETS = NO_INTERVAL + ": it is seen by leaving out buckets of units";

    private static final String METHOD = "two-way ";
    private static final String LARGER = ", the larger way alone";
    private static final double LEVEL = 0.95;

    /** Variances that cancel leave no more than the rounding of their roots: so many parts of their sum are nothing. */
    private static final BigDecimal ROUNDING = BigDecimal.ONE.divide(BigDecimal.valueOf(1L << 48));

    private static final MathContext DIGITS = new MathContext(40);

    private TwoWayClusters() {}

    /**
     * A standard error.
     *
     * @param value NaN where one of the ways has none
     * @param larger whether it is that of one way alone, the variances having cancelled
     */
    record StandardError(double value, boolean larger) {

        private static final StandardError NONE = new StandardError(Double.NaN, false);
    }

    /** Puts the standard errors of the ways together. */
    static StandardError standardError(TwoWay<Double> errors) {
        if (!Double.isFinite(errors.one()) || !Double.isFinite(errors.other()) || !Double.isFinite(errors.crossing())) {
            return StandardError.NONE;
        }
        BigDecimal both = square(errors.one()).add(square(errors.other()));
        BigDecimal crossed = square(errors.crossing());
        BigDecimal variance = both.subtract(crossed);
        if (variance.compareTo(both.add(crossed).multiply(ROUNDING)) > 0) {
            return new StandardError(variance.round(DIGITS).sqrt(DIGITS).doubleValue(), false);
        }
        double larger = Math.max(errors.one(), errors.other());
        // Sums that are alike in every cluster of both ways say nothing of rows that are not.
        double known = larger > 0 ? larger : errors.crossing();
        return new StandardError(known, known > 0);
    }

    private static BigDecimal square(double error) {
        BigDecimal exact = new BigDecimal(error);
        return exact.multiply(exact);
    }

    /** A version's own value. */
    public static MetricEstimate estimate(TwoWay<MetricEstimate> ways) {
        Optional<MetricEstimate> coarser = ways.coarser(MetricEstimate::units);
        if (coarser.isPresent()) {
            return ofSeveral(coarser.get());
        }
        MetricEstimate crossing = ways.crossing();
        StandardError error = ofSums(ways.map(MetricEstimate::spread))
                ? standardError(ways.map(MetricEstimate::standardError))
                : StandardError.NONE;
        long units = fewest(ways, MetricEstimate::units);
        Spread spread = spread(ways.map(MetricEstimate::spread), error, units);
        return new MetricEstimate(
                crossing.value(),
                error.value(),
                error.value() == 0 ? crossing.interval() : interval(crossing.value(), error.value(), spread),
                Double.NaN,
                spread,
                crossing.rows(),
                units,
                least(ways, MetricEstimate::effectiveUnits));
    }

    /** A value that has no interval by clusters of two kinds, since it is seen by leaving out buckets of units. */
    public static MetricEstimate unknown(MetricEstimate seen) {
        return unknown(seen, seen.value(), OF_BUCKETS);
    }

    /** A quantile, which has none either. */
    public static MetricEstimate unbounded(MetricEstimate cost, QuantileBounds quantile) {
        return unknown(cost, quantile.value(), NO_INTERVAL + " of a quantile");
    }

    private static MetricEstimate unknown(MetricEstimate seen, double value, String flaw) {
        double none = Double.NaN;
        return new MetricEstimate(
                value,
                none,
                new Interval(none, none),
                none,
                new Spread(METHOD + seen.spread().method(), none, flaw),
                seen.rows(),
                seen.units(),
                seen.effectiveUnits());
    }

    /** A value from a single cluster is not one that is known exactly. */
    private static MetricEstimate ofSeveral(MetricEstimate one) {
        if (one.units() != 1 || one.spread().equals(Spread.NONE)) {
            return one;
        }
        Spread spread = new Spread(
                one.spread().method(),
                one.spread().degreesOfFreedom(),
                few(one.units()),
                one.spread().scale());
        return new MetricEstimate(
                one.value(),
                one.standardError(),
                one.interval(),
                Double.NaN,
                spread,
                one.rows(),
                one.units(),
                one.effectiveUnits());
    }

    private static String few(long units) {
        return units < 2 ? GateText.counted(units, "cluster") + " one way, at least 2 needed" : Shortfall.NONE;
    }

    /** A difference on the same rows. */
    public static MetricDifference difference(TwoWay<MetricDifference> ways) {
        Optional<MetricDifference> coarser = ways.coarser(MetricDifference::units);
        if (coarser.isPresent()) {
            return coarser.get();
        }
        boolean known = ofSums(ways.map(MetricDifference::spread));
        TwoWay<PairEstimate> estimates = ways.map(MetricDifference::estimate);
        StandardError error = known ? standardError(estimates.map(PairEstimate::standardError)) : StandardError.NONE;
        long units = fewest(ways, MetricDifference::units);
        return new MetricDifference(
                known ? with(estimates, error) : unknown(estimates.crossing()),
                Optional.empty(),
                spread(ways.map(MetricDifference::spread), error, units),
                ways.crossing().rows(),
                units,
                least(ways, MetricDifference::effectiveUnits),
                differing(ways));
    }

    private static PairEstimate with(TwoWay<PairEstimate> ways, StandardError error) {
        PairEstimate crossing = ways.crossing();
        return new PairEstimate(
                crossing.candidate(),
                crossing.baseline(),
                crossing.difference(),
                error.value(),
                standardError(ways.map(PairEstimate::baselineStandardError)).value(),
                crossing.relative(),
                standardError(ways.map(PairEstimate::relativeStandardError)).value(),
                Double.NaN,
                Double.NaN);
    }

    private static PairEstimate unknown(PairEstimate crossing) {
        double none = Double.NaN;
        return new PairEstimate(
                crossing.candidate(),
                crossing.baseline(),
                crossing.difference(),
                none,
                none,
                crossing.relative(),
                none,
                none,
                none);
    }

    /** Of the way that has fewer; none only where no rows differ, for sums of clusters may be alike where rows are not. */
    private static long differing(TwoWay<MetricDifference> ways) {
        return ways.crossing().differingUnits() == 0 ? 0 : Math.max(1, fewest(ways, MetricDifference::differingUnits));
    }

    private static boolean ofSums(TwoWay<Spread> spreads) {
        return !spreads.one().isOfBuckets() && !spreads.other().isOfBuckets();
    }

    private static Spread spread(TwoWay<Spread> ways, StandardError error, long units) {
        Spread fewer = ways.smaller(Spread::degreesOfFreedom);
        Spread more = fewer.equals(ways.one()) ? ways.other() : ways.one();
        String flaw = ofSums(ways) ? Shortfall.first(few(units), fewer.flaw(), more.flaw()) : OF_BUCKETS;
        String method = fewer.method().equals(Spread.LINEAR) ? "CR1 t" : fewer.method();
        return new Spread(
                METHOD + method + (error.larger() ? LARGER : ""),
                fewer.degreesOfFreedom(),
                flaw,
                ways.crossing().scale());
    }

    private static Interval interval(double value, double standardError, Spread spread) {
        if (Double.isNaN(standardError)) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double point = StudentT.upperPoint((1 - LEVEL) / 2, spread.degreesOfFreedom());
        return spread.scale()
                .filter(scale -> scale.contains(value))
                .map(scale -> {
                    double half = point * scale.error(value, standardError);
                    return new Interval(scale.from(scale.at(value) - half), scale.from(scale.at(value) + half));
                })
                .orElseGet(() -> new Interval(value - point * standardError, value + point * standardError));
    }

    private static <T> long fewest(TwoWay<T> ways, ToLongFunction<T> count) {
        return Math.min(count.applyAsLong(ways.one()), count.applyAsLong(ways.other()));
    }

    private static <T> double least(TwoWay<T> ways, ToDoubleFunction<T> number) {
        return Math.min(number.applyAsDouble(ways.one()), number.applyAsDouble(ways.other()));
    }
}
