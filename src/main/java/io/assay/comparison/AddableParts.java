package io.assay.comparison;

import io.assay.cost.Dyadic;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The parts of a total as doubles that may be added as plain doubles: their sum, and every partial sum in any order, is
 * exact. Added last, {@link #remainder} makes it the total, to the bit.
 *
 * <p>All parts are whole numbers of steps of one power of two, the finest with which 2⁵³ steps hold the sum of their
 * magnitudes. Each is rounded to the nearest step; then as many of the largest as needed move by one step, so that all
 * together are the exact sum of the exact parts, rounded to a step. So a part is within one and a half steps of what
 * it is, a step is about 2⁻⁵² of the sum of the magnitudes at most, and a part that is 0 stays 0. Only where a double
 * could not hold what is then left, as of a difference that is 0 but for the rounding of its costs, are they the
 * total, rounded to a step.
 *
 * <p>No choice of parts would do without a remainder: as soon as a partial sum is more than twice the total in
 * magnitude, it has no room for the total's last bit.
 */
final class AddableParts {

    private static final int MANTISSA_BITS = 53;
    private static final BigInteger MOST_STEPS = BigInteger.ONE.shiftLeft(MANTISSA_BITS);

    private final double[] parts;
    private final double remainder;

    private AddableParts(double[] parts, double remainder) {
        this.parts = parts;
        this.remainder = remainder;
    }

    /**
     * Empty where the parts are too large for doubles.
     *
     * @param exact the parts
     * @param total what they add up to, but for its rounding; finite
     */
    static Optional<AddableParts> of(List<Dyadic> exact, double total) {
        double size = exact.stream()
                .map(part -> part.signum() < 0 ? part.negate() : part)
                .reduce(Dyadic.ZERO, Dyadic::plus)
                .value();
        if (size > Double.MAX_VALUE / 2) {
            return Optional.empty();
        }
        int grid = Math.max(Double.MIN_EXPONENT, Math.getExponent(size)) - (MANTISSA_BITS - 1);
        BigInteger[] steps = steps(exact, grid, Dyadic.of(total));
        while (sum(Arrays.stream(steps).map(BigInteger::abs)).compareTo(MOST_STEPS) > 0) {
            grid++;
            steps = steps(exact, grid, Dyadic.of(total));
        }
        double[] parts = new double[steps.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Dyadic(steps[i], grid).value();
        }
        return Optional.of(
                new AddableParts(parts, left(steps, grid, Dyadic.of(total)).value()));
    }

    /** In the order of the exact parts. */
    double part(int i) {
        return parts[i];
    }

    /** What the parts lack to the total. */
    double remainder() {
        return remainder;
    }

    /** The parts in steps, which add up to their exact sum; or to the total, where a double cannot hold what is left. */
    private static BigInteger[] steps(List<Dyadic> exact, int grid, Dyadic total) {
        BigInteger[] steps = exact.stream().map(part -> steps(part, grid)).toArray(BigInteger[]::new);
        deal(steps, steps(exact.stream().reduce(Dyadic.ZERO, Dyadic::plus), grid));
        Dyadic left = left(steps, grid, total);
        if (left.minus(Dyadic.of(left.value())).signum() != 0) {
            deal(steps, steps(total, grid));
        }
        return steps;
    }

    /** Moves the parts, the largest first, by as many steps as their sum lacks. */
    private static void deal(BigInteger[] steps, BigInteger sum) {
        int[] largest = IntStream.range(0, steps.length)
                .filter(i -> steps[i].signum() != 0)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> steps[i].abs()).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        if (largest.length == 0) {
            return;
        }
        BigInteger[] each =
                sum.subtract(sum(Arrays.stream(steps))).divideAndRemainder(BigInteger.valueOf(largest.length));
        int more = each[1].intValue();
        for (int i = 0; i < largest.length; i++) {
            BigInteger one = BigInteger.valueOf(i < Math.abs(more) ? Integer.signum(more) : 0);
            steps[largest[i]] = steps[largest[i]].add(each[0]).add(one);
        }
    }

    /** What the total has beyond the parts. */
    private static Dyadic left(BigInteger[] steps, int grid, Dyadic total) {
        return total.minus(new Dyadic(sum(Arrays.stream(steps)), grid));
    }

    private static BigInteger sum(Stream<BigInteger> numbers) {
        return numbers.reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** How many steps a number is nearest to, ties to even. */
    private static BigInteger steps(Dyadic x, int grid) {
        int dropped = grid - x.exponent();
        if (dropped <= 0) {
            return x.digits().shiftLeft(-dropped);
        }
        BigInteger below = x.digits().shiftRight(dropped);
        BigInteger twice = x.digits().subtract(below.shiftLeft(dropped)).shiftLeft(1);
        int half = twice.compareTo(BigInteger.ONE.shiftLeft(dropped));
        return half > 0 || (half == 0 && below.testBit(0)) ? below.add(BigInteger.ONE) : below;
    }
}
