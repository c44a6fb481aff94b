package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The totals T = Σ z and cross products Q = Σ z zᵀ over the units of a tally, exactly, z being the vector of sums inside
 * one unit. A trailing column that never differed from its fallback (another column, or the constant 1) is not stored:
 * its sums are those of the fallback. Storage therefore follows from the units alone, not from their order.
 */
final class UnitMoments {

    /** Stands for the column that is 1 in every unit. */
    static final int ONE = -1;

    private final int leading;
    private final int[] fallbacks;
    private int columns;
    private long units;
    private ExactSum[] sums;
    private ExactSum[] products;

    /**
     * @param leading columns that are always stored
     * @param fallbacks for each further column the one that it may equal: an earlier one, or {@link #ONE}
     */
    UnitMoments(int leading, int... fallbacks) {
        this.leading = leading;
        this.fallbacks = fallbacks;
        this.columns = leading;
        this.sums = zeros(leading);
        this.products = zeros(packed(leading));
    }

    /** Adds a unit, given by all of its columns. */
    void add(double... unit) {
        addProducts(unit);
        for (int i = 0; i < columns; i++) {
            sums[i].add(unit[i]);
        }
    }

    /** Adds everything of a unit except its totals, which {@link #addToTotals} adds. */
    void addProducts(double... unit) {
        while (!fits(unit)) {
            widen();
        }
        units++;
        for (int i = 0, k = 0; i < columns; i++) {
            for (int j = 0; j <= i; j++, k++) {
                products[k].addProduct(unit[i], unit[j]);
            }
        }
    }

    /** Adds to the totals of a unit given by an unrounded first column and the others. */
    void addToTotals(ExactSum firstColumn, double... others) {
        sums[0].add(firstColumn);
        for (int i = 1; i < columns; i++) {
            sums[i].add(others[i - 1]);
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
        units += same.units;
        addAll(sums, same.sums);
        addAll(products, same.products);
    }

    long units() {
        return units;
    }

    /** Whether a column is stored, that is, has differed from its fallback. */
    boolean stores(int column) {
        return column < columns;
    }

    /** The total of a column. */
    BigDecimal total(int column) {
        int stored = stored(column);
        return stored == ONE ? BigDecimal.valueOf(units) : sums[stored].exact();
    }

    /** The total of a column, rounded once. */
    double roundedTotal(int column) {
        int stored = stored(column);
        return stored == ONE ? units : sums[stored].value();
    }

    /** The sum over units of the product of two columns. */
    BigDecimal product(int one, int other) {
        int a = stored(one);
        int b = stored(other);
        if (a == ONE) {
            return total(b);
        }
        return b == ONE ? total(a) : products[index(a, b)].exact();
    }

    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, units);
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
        units = VariableLength.read(in);
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
        sums[column] = fallback == ONE ? ofUnits() : sums[fallback].copy();
        for (int other = 0; other < column; other++) {
            ExactSum source = fallback == ONE ? sums[other] : products[index(fallback, other)];
            products[index(column, other)] = source.copy();
        }
        products[index(column, column)] = fallback == ONE ? ofUnits() : products[index(fallback, fallback)].copy();
        columns++;
    }

    private ExactSum ofUnits() {
        ExactSum sum = new ExactSum();
        sum.add((double) units);
        return sum;
    }

    private UnitMoments copy() {
        UnitMoments copy = new UnitMoments(leading, fallbacks);
        copy.columns = columns;
        copy.units = units;
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
