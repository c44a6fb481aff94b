package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The totals T = Σ z and cross products Q = Σ z zᵀ over units, exactly, z being a vector of sums inside one unit. Units
 * of a single row of weight 1 that is in one of several columns, on each of the sides, are counted by pattern instead.
 */
final class VectorMoments {

    private final int perSide;
    private final int sides;
    private final int crossed;
    private final long[] patterns;
    private long summed;
    private ExactSum[] sums = {};
    private ExactSum[] products = {};

    /**
     * @param perSide columns of one side
     * @param sides 1 for a version, 2 for a pair: the candidate's columns, then the baseline's
     * @param counted whether units are counted by pattern at all
     */
    VectorMoments(int perSide, int sides, boolean counted) {
        this(perSide, sides, counted, perSide * sides);
    }

    /**
     * @param crossed how many columns, the first ones, have cross products
     */
    VectorMoments(int perSide, int sides, boolean counted, int crossed) {
        this.perSide = perSide;
        this.sides = sides;
        this.crossed = crossed;
        this.patterns = new long[counted ? sides == 1 ? perSide : perSide * perSide : 0];
    }

    /** Counts a unit that is 1 in one column of the first side and, with two sides, in one of the second. */
    void addPattern(int first, int second) {
        patterns[first + perSide * second]++;
    }

    /** Adds a unit by its exact sums in all columns; they are rounded once, to a finite number, for the products. */
    void add(ExactSum... unit) {
        if (sums.length == 0) {
            sums = zeros(columns());
            products = zeros(crossed * (crossed + 1) / 2);
        }
        double[] rounded = Arrays.stream(unit)
                .mapToDouble(sum -> Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, sum.value())))
                .toArray();
        summed++;
        for (int i = 0, k = 0; i < unit.length; i++) {
            sums[i].add(unit[i]);
            for (int j = 0; j <= i && i < crossed; j++, k++) {
                products[k].addProduct(rounded[i], rounded[j]);
            }
        }
    }

    void add(VectorMoments other) {
        for (int i = 0; i < patterns.length; i++) {
            patterns[i] += other.patterns[i];
        }
        summed += other.summed;
        if (other.sums.length > 0 && sums.length == 0) {
            sums = zeros(columns());
            products = zeros(other.products.length);
        }
        for (int i = 0; i < other.sums.length; i++) {
            sums[i].add(other.sums[i]);
        }
        for (int i = 0; i < other.products.length; i++) {
            products[i].add(other.products[i]);
        }
    }

    int columns() {
        return perSide * sides;
    }

    long units() {
        return summed + Arrays.stream(patterns).sum();
    }

    /** Units that were counted by pattern. */
    long counted(int first, int second) {
        return patterns[first + perSide * second];
    }

    /** Whether all units were counted by pattern. */
    boolean allCounted() {
        return summed == 0;
    }

    /** The total of a column. */
    Dyadic total(int column) {
        Dyadic counted = Dyadic.of(both(column, column));
        return sums.length == 0 ? counted : sums[column].dyadic().plus(counted);
    }

    /** The sum over units of the product of two columns. */
    Dyadic product(int one, int other) {
        int high = Math.max(one, other);
        int low = Math.min(one, other);
        Dyadic counted = Dyadic.of(both(one, other));
        return products.length == 0
                ? counted
                : products[high * (high + 1) / 2 + low].dyadic().plus(counted);
    }

    /** Σ (Σ of some columns)², and with it Kish's effective number of units. */
    double effectiveUnits(int... weightColumns) {
        Dyadic weight = Dyadic.ZERO;
        Dyadic squares = Dyadic.ZERO;
        for (int one : weightColumns) {
            weight = weight.plus(total(one));
            for (int other : weightColumns) {
                squares = squares.plus(product(one, other));
            }
        }
        return squares.signum() == 0
                ? Double.NaN
                : weight.squared().over(squares).value();
    }

    /** Counted units that are 1 in both columns. */
    private long both(int one, int other) {
        long count = 0;
        for (int pattern = 0; pattern < patterns.length; pattern++) {
            if (isIn(pattern, one) && isIn(pattern, other)) {
                count += patterns[pattern];
            }
        }
        return count;
    }

    private boolean isIn(int pattern, int column) {
        return column < perSide ? pattern % perSide == column : pattern / perSide == column - perSide;
    }

    void writeTo(DataOutput out) throws IOException {
        for (long pattern : patterns) {
            VariableLength.write(out, pattern);
        }
        VariableLength.write(out, summed);
        if (summed > 0) {
            for (ExactSum sum : sums) {
                sum.writeTo(out);
            }
            for (ExactSum product : products) {
                product.writeTo(out);
            }
        }
    }

    /** Replaces the contents by what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        for (int i = 0; i < patterns.length; i++) {
            patterns[i] = VariableLength.read(in);
        }
        summed = VariableLength.read(in);
        if (summed > 0) {
            sums = new ExactSum[columns()];
            products = new ExactSum[crossed * (crossed + 1) / 2];
            for (int i = 0; i < sums.length; i++) {
                sums[i] = ExactSum.readFrom(in);
            }
            for (int i = 0; i < products.length; i++) {
                products[i] = ExactSum.readFrom(in);
            }
        }
    }

    private static ExactSum[] zeros(int length) {
        ExactSum[] zeros = new ExactSum[length];
        Arrays.setAll(zeros, i -> new ExactSum());
        return zeros;
    }
}
