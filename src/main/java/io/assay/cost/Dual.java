package io.assay.cost;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A number with its derivatives by the totals that it is computed from (a dual number of forward differentiation). A
 * formula written once over totals gives its value and, for the standard error, its gradient. What is divided by 0, and
 * the root of a negative number, is undefined, and so is everything computed from it.
 */
final class Dual {

    private static final Dual UNDEFINED = new Dual(null, new Dyadic[0]);

    private final @Nullable Dyadic value;
    private final Dyadic[] slopes;

    private Dual(@Nullable Dyadic value, Dyadic[] slopes) {
        this.value = value;
        this.slopes = slopes;
    }

    /** All totals of a tally, each with derivative 1 by itself. */
    static Dual[] totals(Dyadic... values) {
        Dual[] totals = new Dual[values.length];
        for (int i = 0; i < values.length; i++) {
            Dyadic[] slopes = new Dyadic[values.length];
            Arrays.fill(slopes, Dyadic.ZERO);
            slopes[i] = Dyadic.ONE;
            totals[i] = new Dual(values[i], slopes);
        }
        return totals;
    }

    boolean isDefined() {
        return value != null;
    }

    /** The number; undefined ones have none. */
    Dyadic value() {
        if (value == null) {
            throw new IllegalStateException("An undefined number has no value");
        }
        return value;
    }

    /** The derivative by a total. */
    Dyadic slope(int total) {
        return slopes[total];
    }

    int signum() {
        return value().signum();
    }

    Dual plus(Dual other) {
        return isDefined() && other.isDefined()
                ? combined(other, value().plus(other.value()), Dyadic.ONE, Dyadic.ONE)
                : UNDEFINED;
    }

    Dual minus(Dual other) {
        return plus(other.times(-1));
    }

    Dual times(Dual other) {
        return isDefined() && other.isDefined()
                ? combined(other, value().times(other.value()), other.value(), value())
                : UNDEFINED;
    }

    Dual times(double factor) {
        Dyadic exact = Dyadic.of(factor);
        return isDefined() ? new Dual(value().times(exact), scaled(slopes, exact)) : UNDEFINED;
    }

    Dual squared() {
        return times(this);
    }

    Dual over(Dual divisor) {
        if (!isDefined() || !divisor.isDefined() || divisor.signum() == 0) {
            return UNDEFINED;
        }
        Dyadic quotient = value().over(divisor.value());
        Dyadic first = Dyadic.ONE.over(divisor.value());
        return combined(divisor, quotient, first, quotient.times(first).negate());
    }

    /** The square root; of 0 it is 0 and has no derivative, which is taken as 0. */
    Dual root() {
        if (!isDefined() || signum() < 0) {
            return UNDEFINED;
        }
        Dyadic root = value().root();
        Dyadic slope = root.signum() == 0 ? Dyadic.ZERO : Dyadic.ONE.over(root.times(2));
        return new Dual(root, scaled(slopes, slope));
    }

    /** The natural logarithm, rounded to a double; of what is not positive it is undefined. */
    Dual log() {
        if (!isDefined() || signum() <= 0) {
            return UNDEFINED;
        }
        return new Dual(Dyadic.of(StrictMath.log(value().value())), scaled(slopes, Dyadic.ONE.over(value())));
    }

    /** The power of a positive number, rounded to a double; undefined beyond the range of doubles. */
    Dual power(double exponent) {
        double power = isDefined() && signum() > 0 ? StrictMath.pow(value().value(), exponent) : Double.NaN;
        if (!Double.isFinite(power)) {
            return UNDEFINED;
        }
        Dyadic exact = Dyadic.of(power);
        return new Dual(exact, scaled(slopes, exact.times(Dyadic.of(exponent)).over(value())));
    }

    private Dual combined(Dual other, Dyadic result, Dyadic first, Dyadic second) {
        Dyadic[] combined = new Dyadic[slopes.length];
        Arrays.setAll(combined, i -> slopes[i].times(first).plus(other.slopes[i].times(second)));
        return new Dual(result, combined);
    }

    private static Dyadic[] scaled(Dyadic[] slopes, Dyadic factor) {
        Dyadic[] scaled = new Dyadic[slopes.length];
        Arrays.setAll(scaled, i -> slopes[i].times(factor));
        return scaled;
    }
}
