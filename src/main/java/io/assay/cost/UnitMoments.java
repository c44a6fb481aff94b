package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The totals T = Σ z and cross products Q = Σ z zᵀ over the units of a tally, exactly, z being the vector of sums inside
 * one unit.
 *
 * <p>Two things keep them small and quick. A trailing column that never differed from its fallback (another column, or
 * the constant 1) is not stored: its sums are those of the fallback. And units whose leading columns are 0 or 1 and
 * whose further columns are 1, as those of every 0/1 loss, are counted by pattern instead of summed. Either follows from
 * the units alone, not from their order.
 */
final class UnitMoments {

    /** Stands for the column that is 1 in every unit. */
    static final int ONE = -1;

    private final int leading;
    private final int[] fallbacks;
    private final long[] patterns;
    private int columns;
    private long summed;
    private ExactSum[] sums;
    private ExactSum[] products;

    /**
     * @param leading columns that are always stored
     * @param fallbacks for each further column the one that it may equal: an earlier one, or {@link #ONE}
     */
    UnitMoments(int leading, int... fallbacks) {
        this.leading = leading;
        this.fallbacks = fallbacks;
        this.patterns = new long[1 << leading];
        this.columns = leading;
        this.sums = zeros(leading);
        this.products = zeros(packed(leading));
    }

    /**
     * What has been counted and summed elsewhere.
     *
     * @param counts by pattern, two for one leading column and four for two
     * @param sums of the columns that differ from their fallback
     * @param products of the same columns, each with those up to itself
     */
    UnitMoments(long[] counts, long units, ExactSum[] sums, ExactSum[] products, int... fallbacks) {
        this.leading = Integer.numberOfTrailingZeros(counts.length);
        this.fallbacks = fallbacks;
        this.patterns = counts;
        this.summed = units;
        this.columns = sums.length;
        this.sums = sums;
        this.products = products;
    }

    /** Adds a unit of one leading column whose further columns are 1. */
    void addPlain(double a) {
        if (isBit(a)) {
            patterns[(int) a]++;
        } else if (columns == 1) {
            summed++;
            sums[0].add(a);
            products[0].addProduct(a, a);
        } else {
            addProducts(a, 1);
            sums[0].add(a);
            sums[1].add(1);
        }
    }

    /** Adds a unit of two leading columns whose further columns are 1; tells whether it was counted by its pattern. */
    @SuppressWarnings("ShortCircuitBoolean")
    boolean addPlain(double a, double b) {
        if (isBit(a) & isBit(b)) {
            patterns[(int) a | (int) b << 1]++;
            return true;
        }
        if (columns == 2) {
            summed++;
            sums[0].add(a);
            sums[1].add(b);
            products[0].addProduct(a, a);
            products[1].addProduct(b, a);
            products[2].addProduct(b, b);
        } else {
            add(a, b, 1, 1);
        }
        return false;
    }

    /** Adds a unit whose further columns are not all 1, given by all of its columns. */
    void add(double... unit) {
        addProducts(unit);
        for (int i = 0; i < columns; i++) {
            sums[i].add(unit[i]);
        }
    }

    /** Adds a unit by all of its columns, of which the leading ones are added to the totals unrounded. */
    void add(ExactSum[] unrounded, double... unit) {
        addProducts(unit);
        for (int i = 0; i < leading; i++) {
            sums[i].add(unrounded[i]);
        }
        addFurther(unit);
    }

    /** Adds a row of a weight other than 1 as a unit; w·loss is added to the totals unrounded. */
    void addWeighted(double loss, double weight) {
        addProducts(weight * loss, weight);
        sums[0].addProduct(weight, loss);
        sums[1].add(weight);
    }

    /** Adds two losses of one row of a weight other than 1 as a unit; w·loss is added to the totals unrounded. */
    void addWeighted(double loss, double other, double weight) {
        double[] unit = {weight * loss, weight * other, weight, weight};
        addProducts(unit);
        sums[0].addProduct(weight, loss);
        sums[1].addProduct(weight, other);
        addFurther(unit);
    }

    private void addFurther(double... unit) {
        for (int i = leading; i < columns; i++) {
            sums[i].add(unit[i]);
        }
    }

    private void addProducts(double... unit) {
        while (!fits(unit)) {
            widen();
        }
        summed++;
        for (int i = 0, k = 0; i < columns; i++) {
            for (int j = 0; j <= i; j++, k++) {
                products[k].addProduct(unit[i], unit[j]);
            }
        }
    }

    void add(UnitMoments other) {
        while (columns < other.columns) {
            widen();
        }
        UnitMoments same = other;
        if (other.columns < columns) {
            same = other.copy();
            while (same.columns < columns) {
                same.widen();
            }
        }
        for (int i = 0; i < patterns.length; i++) {
            patterns[i] += other.patterns[i];
        }
        summed += same.summed;
        addAll(sums, same.sums);
        addAll(products, same.products);
    }

    long units() {
        return summed + counted();
    }

    /** Units that were counted by their pattern. */
    long counted() {
        long count = 0;
        for (long pattern : patterns) {
            count += pattern;
        }
        return count;
    }

    /** Units counted under a pattern: bit {@code i} is leading column {@code i}. */
    long counted(int pattern) {
        return patterns[pattern];
    }

    /** Units that were summed. */
    long summed() {
        return summed;
    }

    /** Whether a column is stored, that is, has differed from its fallback. */
    boolean stores(int column) {
        return column < columns;
    }

    /** The total of a stored column over the units that were summed. */
    ExactSum summedTotal(int column) {
        return sums[column];
    }

    /** The sum of products of two stored columns over the units that were summed. */
    ExactSum summedProduct(int one, int other) {
        return products[index(one, other)];
    }

    /** The total of a column. */
    Dyadic total(int column) {
        int stored = stored(column);
        return stored == ONE ? Dyadic.of(units()) : sums[stored].dyadic().plus(Dyadic.of(ones(stored, stored)));
    }

    /** The sum over units of the product of two columns. */
    Dyadic product(int one, int other) {
        int a = stored(one);
        int b = stored(other);
        if (a == ONE) {
            return total(b);
        }
        return b == ONE ? total(a) : products[index(a, b)].dyadic().plus(Dyadic.of(ones(a, b)));
    }

    /** Counted units in which both columns are 1. */
    private long ones(int one, int other) {
        int bits = bit(one) | bit(other);
        long count = 0;
        for (int pattern = 0; pattern < patterns.length; pattern++) {
            if ((pattern & bits) == bits) {
                count += patterns[pattern];
            }
        }
        return count;
    }

    private int bit(int column) {
        return column < leading ? 1 << column : 0;
    }

    /** Kish's effective number of units, by the weights in a column: (ΣW)²/ΣW²; NaN without weight. */
    double effective(int column) {
        Dyadic squares = product(column, column);
        return squares.signum() == 0
                ? Double.NaN
                : total(column).squared().over(squares).value();
    }

    void writeTo(DataOutput out) throws IOException {
        for (long pattern : patterns) {
            VariableLength.write(out, pattern);
        }
        VariableLength.write(out, summed);
        out.writeByte(columns);
        for (ExactSum sum : sums) {
            sum.writeTo(out);
        }
        for (ExactSum product : products) {
            product.writeTo(out);
        }
    }

    /** Replaces the contents by what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        for (int i = 0; i < patterns.length; i++) {
            patterns[i] = VariableLength.read(in);
        }
        summed = VariableLength.read(in);
        columns = in.readByte();
        if (columns < leading || columns > leading + fallbacks.length) {
            throw new IOException("Cannot read moments of " + columns + " columns: the state is damaged");
        }
        sums = new ExactSum[columns];
        products = new ExactSum[packed(columns)];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = ExactSum.readFrom(in);
        }
        for (int i = 0; i < products.length; i++) {
            products[i] = ExactSum.readFrom(in);
        }
    }

    private boolean fits(double[] unit) {
        for (int column = columns; column < leading + fallbacks.length; column++) {
            int fallback = fallbacks[column - leading];
            if (unit[column] != (fallback == ONE ? 1.0 : unit[fallback])) {
                return false;
            }
        }
        return true;
    }

    /** Stores one more column, whose sums so far are those of its fallback. */
    private void widen() {
        int column = columns;
        int fallback = fallbacks[column - leading];
        sums = Arrays.copyOf(sums, column + 1);
        products = Arrays.copyOf(products, packed(column + 1));
        sums[column] = fallback == ONE ? ofSummed() : sums[fallback].copy();
        for (int other = 0; other < column; other++) {
            ExactSum source = fallback == ONE ? sums[other] : products[index(fallback, other)];
            products[index(column, other)] = source.copy();
        }
        products[index(column, column)] = fallback == ONE ? ofSummed() : products[index(fallback, fallback)].copy();
        columns++;
    }

    private ExactSum ofSummed() {
        ExactSum sum = new ExactSum();
        sum.add((double) summed);
        return sum;
    }

    /** A copy without the patterns. */
    private UnitMoments copy() {
        UnitMoments copy = new UnitMoments(leading, fallbacks);
        copy.columns = columns;
        copy.summed = summed;
        copy.sums = zeros(sums.length);
        copy.products = zeros(products.length);
        addAll(copy.sums, sums);
        addAll(copy.products, products);
        return copy;
    }

    /** The stored column that a column's sums are found in. */
    private int stored(int column) {
        int stored = column;
        while (stored >= columns) {
            stored = fallbacks[stored - leading];
        }
        return stored;
    }

    /** Whether a number is 0 or 1, without a branch that 0/1 losses would make unpredictable. */
    @SuppressWarnings("ShortCircuitBoolean")
    static boolean isBit(double x) {
        return (x * x == x) & (x <= 1);
    }

    private static int index(int a, int b) {
        return a >= b ? packed(a) + b : packed(b) + a;
    }

    /** The number of entries on and below the diagonal. */
    private static int packed(int columns) {
        return columns * (columns + 1) / 2;
    }

    private static ExactSum[] zeros(int length) {
        ExactSum[] zeros = new ExactSum[length];
        Arrays.setAll(zeros, i -> new ExactSum());
        return zeros;
    }

    private static void addAll(ExactSum[] to, ExactSum[] from) {
        for (int i = 0; i < from.length; i++) {
            to[i].add(from[i]);
        }
    }
}
