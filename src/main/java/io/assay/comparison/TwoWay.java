package io.assay.comparison;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The same of the same rows, clustered by one key, by another, and by both together.
 *
 * @param one by the first key, such as the series of a forecast
 * @param other by the second, such as its date
 * @param crossing by both: rows are of one cluster where both keys agree
 */
public record TwoWay<T>(T one, T other, T crossing) {

    /** Reads something off each of them. */
    public <R> TwoWay<R> map(Function<? super T, ? extends R> reading) {
        return new TwoWay<>(reading.apply(one), reading.apply(other), reading.apply(crossing));
    }

    /**
     * That of the coarser key where clusters of the finer one lie in single clusters of it. The finer one has as many units
     * then as the crossing, and says nothing that the coarser one does not.
     */
    public Optional<T> coarser(ToLongFunction<? super T> units) {
        long crossed = units.applyAsLong(crossing);
        if (units.applyAsLong(one) == crossed) {
            return Optional.of(other);
        }
        return units.applyAsLong(other) == crossed ? Optional.of(one) : Optional.empty();
    }

    /** One of the two keys: that with fewer effective units, and of two alike the first. */
    T smaller(ToDoubleFunction<? super T> effectiveUnits) {
        return effectiveUnits.applyAsDouble(other) < effectiveUnits.applyAsDouble(one) ? other : one;
    }
}
