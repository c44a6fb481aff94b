package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the weighted median of numbers exactly and in bounded memory, without sorting them: their weights by 16 bits of their
 * order, four times over, each time within what the time before has left. Which number it is does not depend on the order in
 * which numbers come.
 *
 * <p>The median is the least number up to which there is half of the weight or more; where that is half of it exactly, the
 * middle between it and the next (Hyndman and Fan 1996, type 2, with weights). {@code next} is asked for in that case alone.
 */
public final class MedianSearch {

    private static final int BITS = 16;
    private static final int DIGITS = 1 << BITS;

    private final ExactSum total = new ExactSum();
    private final ExactSum below = new ExactSum();
    private long prefix;
    private int known;
    private boolean exactlyHalf;
    private boolean empty;

    /** A search of which nothing is known yet. */
    public MedianSearch() {}

    /** Weights of numbers by their next bits. Adds, and gives the same in any order. */
    public static final class Weights {

        private final long prefix;
        private final int known;
        private final Map<Integer, ExactSum> digits = new TreeMap<>();

        private Weights(long prefix, int known) {
            this.prefix = prefix;
            this.known = known;
        }

        /** Adds a number; one that is not finite, has no weight, or cannot be the median any more, takes no part. */
        public void add(double number, double weight) {
            if (!Double.isFinite(number) || weight <= 0) {
                return;
            }
            long place = place(number);
            if (known == 0 || place >>> (Long.SIZE - known) == prefix) {
                int digit = (int) (place >>> (Long.SIZE - known - BITS)) & (DIGITS - 1);
                digits.computeIfAbsent(digit, first -> new ExactSum()).add(weight);
            }
        }

        /** Adds weights of other numbers in the same step of the same search. */
        public void add(Weights other) {
            if (other.prefix != prefix || other.known != known) {
                throw new IllegalArgumentException("Cannot add weights of different steps of a search");
            }
            other.digits.forEach((digit, weight) ->
                    digits.computeIfAbsent(digit, first -> new ExactSum()).add(weight));
        }

        /** Writes the weights. */
        public void writeTo(DataOutput out) throws IOException {
            out.writeLong(prefix);
            VariableLength.write(out, known);
            VariableLength.write(out, digits.size());
            for (Map.Entry<Integer, ExactSum> digit : digits.entrySet()) {
                VariableLength.write(out, digit.getKey());
                digit.getValue().writeTo(out);
            }
        }

        /** Reads what {@link #writeTo} wrote. */
        public static Weights readFrom(DataInput in) throws IOException {
            Weights read = new Weights(in.readLong(), (int) VariableLength.read(in));
            long size = VariableLength.read(in);
            for (long i = 0; i < size; i++) {
                read.digits.put((int) VariableLength.read(in), ExactSum.readFrom(in));
            }
            return read;
        }
    }

    /** Weights of nothing, for the next step. */
    public Weights weights() {
        return new Weights(prefix, known);
    }

    /** Whether {@link #lower} is known, or that there is none. */
    public boolean isFound() {
        return known == Long.SIZE || empty;
    }

    /** Takes a step, given the weights of all numbers. */
    public void narrow(Weights all) {
        ExactSum inside = new ExactSum();
        all.digits.values().forEach(inside::add);
        if (known == 0) {
            empty = inside.isZero();
            total.add(inside);
        }
        for (Map.Entry<Integer, ExactSum> digit : all.digits.entrySet()) {
            ExactSum up = below.copy();
            up.add(digit.getValue());
            int half = half(up);
            if (half >= 0) {
                prefix = (prefix << BITS) | digit.getKey();
                known += BITS;
                exactlyHalf = half == 0;
                return;
            }
            below.add(digit.getValue());
        }
        if (!empty) {
            throw new IllegalStateException("Cannot find the median: the numbers changed while they were read");
        }
    }

    /** How twice a weight compares with all of it. */
    private int half(ExactSum weight) {
        ExactSum twice = weight.copy();
        twice.add(weight);
        twice.subtract(total);
        return twice.isZero() ? 0 : (int) Math.signum(twice.value());
    }

    /** Whether there is no number at all. */
    public boolean isEmpty() {
        return empty;
    }

    /** The least number up to which there is half of the weight or more, after the last step. */
    public double lower() {
        return number(prefix);
    }

    /** Whether that is half of the weight exactly, so that the next number has a say. */
    public boolean needsNext() {
        return !empty && exactlyHalf;
    }

    /** The median, given the next number, the least of all above {@link #lower} that have a weight. */
    public static double middle(double lower, double next) {
        double sum = lower + next;
        return Double.isFinite(sum) ? sum / 2 : lower / 2 + next / 2;
    }

    /** Bits that are in order, unsigned, as numbers are; zero has no sign. */
    private static long place(double number) {
        long bits = Double.doubleToRawLongBits(number + 0.0);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    private static double number(long place) {
        return Double.longBitsToDouble(place < 0 ? place ^ Long.MIN_VALUE : ~place);
    }
}
