package io.assay.aggregation;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The values of one expression in the batch at hand: computed once a batch, and only if asked for.
 *
 * @param <A> the array that holds them: {@code double[]} or {@code long[]}, where nulls are kept beside; {@code byte[]}
 *     for truths, see {@link Truths}; {@code Object[]} or, for codes of texts, {@code int[]}, where null is a value
 */
final class Vector<A> {

    /** Computes the values. */
    interface Filling<A> {
        void fill(BatchRows rows, Vector<A> into);
    }

    private final IntFunction<A> allocation;
    private final Filling<A> filling;
    private A own;
    private int capacity;
    private boolean[] ownNulls = new boolean[0];
    private A values;
    private boolean @Nullable [] nulls;
    private long computed;

    private Vector(IntFunction<A> allocation, Filling<A> filling) {
        this.allocation = allocation;
        this.filling = filling;
        this.own = allocation.apply(0);
        this.values = own;
    }

    static Vector<double[]> doubles(Filling<double[]> filling) {
        return new Vector<>(double[]::new, filling);
    }

    static Vector<long[]> longs(Filling<long[]> filling) {
        return new Vector<>(long[]::new, filling);
    }

    static Vector<byte[]> truths(Filling<byte[]> filling) {
        return new Vector<>(byte[]::new, filling);
    }

    static Vector<int[]> codes(Filling<int[]> filling) {
        return new Vector<>(int[]::new, filling);
    }

    static Vector<Object[]> objects(Filling<Object[]> filling) {
        return new Vector<>(Object[]::new, filling);
    }

    /** The values; those of rows that are null are undefined. Not to be written to. */
    A values(BatchRows rows) {
        compute(rows);
        return values;
    }

    /** By row whether it is null; null if none is. */
    boolean @Nullable [] nulls(BatchRows rows) {
        compute(rows);
        return nulls;
    }

    private void compute(BatchRows rows) {
        if (computed != rows.count()) {
            nulls = null;
            filling.fill(rows, this);
            computed = rows.count();
        }
    }

    /** For a filling: the array to write to. */
    A start(int size) {
        if (capacity < size) {
            own = allocation.apply(size);
            capacity = size;
        }
        values = own;
        return own;
    }

    /** For a filling: the nulls to write to, none so far. */
    boolean[] startNulls(int size) {
        if (ownNulls.length < size) {
            ownNulls = new boolean[size];
        } else {
            Arrays.fill(ownNulls, 0, size, false);
        }
        nulls = ownNulls;
        return ownNulls;
    }

    /** For a filling: the values are those of another vector, or of an array that is not written to while they are read. */
    void be(A others, boolean @Nullable [] theirNulls) {
        values = others;
        nulls = theirNulls;
    }

    /** For a filling: null is what is null in one of two others. */
    boolean @Nullable [] nullsOf(int size, boolean @Nullable [] one, boolean @Nullable [] other) {
        if (one == null || other == null) {
            nulls = one == null ? other : one;
            return nulls;
        }
        boolean[] merged = startNulls(size);
        for (int i = 0; i < size; i++) {
            merged[i] = one[i] | other[i];
        }
        return merged;
    }
}
