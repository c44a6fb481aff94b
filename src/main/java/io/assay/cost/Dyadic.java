package io.assay.cost;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number {@code digits · 2^exponent}. Sums and products are exact; quotients and roots keep {@link #PRECISION} bits,
 * some 77 decimal digits, so that what is rounded to a double in the end is rounded once. Scaling by a power of two
 * changes no bit of any of them.
 */
public record Dyadic(BigInteger digits, int exponent) {

    static final int PRECISION = 256;
    public static final Dyadic ZERO = new Dyadic(BigInteger.ZERO, 0);
    static final Dyadic ONE = of(1);

    public static Dyadic of(long whole) {
        return new Dyadic(BigInteger.valueOf(whole), 0);
    }

    /** A finite double, exactly. */
    public static Dyadic of(double x) {
        ExactSum sum = new ExactSum();
        sum.add(x);
        return sum.dyadic();
    }

    public int signum() {
        return digits.signum();
    }

    public Dyadic negate() {
        return new Dyadic(digits.negate(), exponent);
    }

    public Dyadic plus(Dyadic other) {
        if (other.signum() == 0) {
            return this;
        }
        if (signum() == 0) {
            return other;
        }
        int lower = Math.min(exponent, other.exponent);
        return new Dyadic(
                digits.shiftLeft(exponent - lower).add(other.digits.shiftLeft(other.exponent - lower)), lower);
    }

    public Dyadic minus(Dyadic other) {
        return plus(other.negate());
    }

    public Dyadic times(Dyadic other) {
        return new Dyadic(digits.multiply(other.digits), exponent + other.exponent);
    }

    public Dyadic times(long whole) {
        return new Dyadic(digits.multiply(BigInteger.valueOf(whole)), exponent);
    }

    Dyadic squared() {
        return times(this);
    }

    /** The quotient, rounded towards 0 after {@link #PRECISION} bits. */
    public Dyadic over(Dyadic divisor) {
        if (signum() == 0) {
            return ZERO;
        }
        int shift = Math.max(0, PRECISION + 1 + divisor.digits.bitLength() - digits.bitLength());
        return new Dyadic(digits.shiftLeft(shift).divide(divisor.digits), exponent - shift - divisor.exponent);
    }

    /** The square root of a number that is not negative, rounded down after {@link #PRECISION} bits. */
    Dyadic root() {
        if (signum() == 0) {
            return ZERO;
        }
        int shift = Math.max(0, 2 * PRECISION + 2 - digits.bitLength());
        if (((exponent - shift) & 1) != 0) {
            shift++;
        }
        return new Dyadic(digits.shiftLeft(shift).sqrt(), (exponent - shift) >> 1);
    }

    /** The square root of a number that is not negative, as a double within one unit in the last place. */
    double rootValue() {
        double square = value();
        // A square may leave the range of normal doubles although its root does not.
        return square >= Double.MIN_NORMAL && square <= Double.MAX_VALUE ? Math.sqrt(square) : root().value();
    }

    /** The nearest double, ties to even. */
    public double value() {
        if (signum() == 0) {
            return 0.0;
        }
        BigInteger magnitude = digits.abs();
        int length = magnitude.bitLength();
        int dropped = length - Long.SIZE;
        long word = magnitude.shiftRight(dropped).longValue();
        boolean more = dropped > 0 && magnitude.getLowestSetBit() < dropped;
        double rounded = ExactSum.rounded(word, more, length - 1 + exponent);
        return signum() < 0 ? -rounded : rounded;
    }

    /** The same number in decimal. */
    public BigDecimal decimal() {
        if (signum() == 0) {
            return BigDecimal.ZERO;
        }
        int even = digits.getLowestSetBit();
        BigInteger odd = digits.shiftRight(even);
        int places = -(exponent + even);
        return places <= 0
                ? new BigDecimal(odd.shiftLeft(-places))
                : new BigDecimal(odd.multiply(BigInteger.valueOf(5).pow(places)), places);
    }
}
