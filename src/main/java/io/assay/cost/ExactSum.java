package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The exact sum of doubles and of products of doubles. Nothing is rounded while adding, so the same numbers give the
 * same sum, and the same bytes, in any order, partitioning and merge tree; the only rounding is the one in
 * {@link #value()}.
 *
 * <p>This is the small superaccumulator of Neal (2015, arXiv:1505.05571): a fixed-point number cut into signed 64-bit
 * chunks that lie 32 bits apart. The upper half of a chunk is room for carries, so that an addition touches two chunks
 * (a whole number three, a product four) and carries travel only once in a thousand additions. Only the chunks in use are held, and the range
 * is not limited to that of a double: a product never over- or underflows, and a sum that does so is ±∞ or 0 only when
 * it is rounded.
 *
 * <p>Only finite numbers can be added. −0.0 counts as 0.0. Not safe for use by several threads at once, reading
 * included.
 */
public final class ExactSum {

    private static final int DIGIT_BITS = 32;
    private static final long DIGIT = 0xFFFF_FFFFL;
    private static final int MANTISSA_BITS = 53;
    private static final long HIDDEN_BIT = 1L << 52;
    private static final int EXPONENT_MASK = 0x7FF;

    /** The binary place of the lowest bit of chunk 0: that of the smallest denormal. */
    private static final int LOWEST_PLACE = -1074;

    /** A chunk grows by less than 2^52 an addition, so this many stay below 2^63 by a factor of two. */
    private static final int ADDITIONS_BEFORE_CARRY = 1 << 10;

    private static final long[] NONE = {};

    /** Chunk {@code i} of the window counts in 2^(32 (first + i) − 1074). */
    private long[] chunks = NONE;

    private int first;
    private int additions;

    /** A new sum, 0. */
    public ExactSum() {}

    /** Adds a finite number. */
    public void add(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int exponent = (int) (bits >>> 52) & EXPONENT_MASK;
        long mantissa = bits & (HIDDEN_BIT - 1);
        if (exponent != 0) {
            checkFinite(exponent, x);
            mantissa |= HIDDEN_BIT;
            exponent--;
        } else if (mantissa == 0) {
            return;
        }
        int i = window(exponent >> 5, 2);
        int shift = exponent & 31;
        long sign = bits >> 63;
        chunks[i] += (((mantissa << shift) & DIGIT) ^ sign) - sign;
        chunks[i + 1] += ((mantissa >>> (DIGIT_BITS - shift)) ^ sign) - sign;
        countAddition();
    }

    /** Adds {@code whole · 2^place}; the place must not be below that of the smallest denormal. */
    void addScaled(long whole, int place) {
        if (whole == 0) {
            return;
        }
        int i = window((place - LOWEST_PLACE) >> 5, 3);
        int shift = (place - LOWEST_PLACE) & 31;
        long sign = whole >> 63;
        // As a number without sign, which that of the most negative one is too.
        long magnitude = (whole ^ sign) - sign;
        chunks[i] += (((magnitude << shift) & DIGIT) ^ sign) - sign;
        chunks[i + 1] += (((magnitude >>> (DIGIT_BITS - shift)) & DIGIT) ^ sign) - sign;
        chunks[i + 2] += ((magnitude >>> 1 >>> (63 - shift)) ^ sign) - sign;
        countAddition();
    }

    /** Makes room for whole numbers at two places and between, so that adding them makes none anew. */
    void makeRoom(int lowest, int highest) {
        int from = (lowest - LOWEST_PLACE) >> 5;
        window(from, ((highest - LOWEST_PLACE) >> 5) + 3 - from);
    }

    /** Adds {@code a · b} without rounding it. Both must be finite. */
    public void addProduct(double a, double b) {
        addProduct(a, b, 0);
    }

    /** Adds {@code a · b · c} without rounding it. All must be finite. */
    public void addProduct(double a, double b, double c) {
        double product = a * b;
        double magnitude = Math.abs(product);
        if (magnitude > 0x1p-900 && magnitude < 0x1p900) {
            addProduct(product, c, 0);
            addProduct(Math.fma(a, b, -product), c, 0);
            return;
        }
        checkFinite(a);
        checkFinite(b);
        // Brought near 1, the first product can neither over- nor underflow, and its error is a double.
        int exponentA = Math.getExponent(a);
        int exponentB = Math.getExponent(b);
        double nearA = Math.scalb(a, -exponentA);
        double nearB = Math.scalb(b, -exponentB);
        double near = nearA * nearB;
        addProduct(near, c, exponentA + exponentB);
        addProduct(Math.fma(nearA, nearB, -near), c, exponentA + exponentB);
    }

    /** Adds a · b · 2^scale. */
    private void addProduct(double a, double b, int scale) {
        long bitsA = Double.doubleToRawLongBits(a);
        long bitsB = Double.doubleToRawLongBits(b);
        int exponentA = (int) (bitsA >>> 52) & EXPONENT_MASK;
        int exponentB = (int) (bitsB >>> 52) & EXPONENT_MASK;
        checkFinite(exponentA, a);
        checkFinite(exponentB, b);
        long mantissaA = bitsA & (HIDDEN_BIT - 1);
        long mantissaB = bitsB & (HIDDEN_BIT - 1);
        if (exponentA != 0) {
            mantissaA |= HIDDEN_BIT;
            exponentA--;
        }
        if (exponentB != 0) {
            mantissaB |= HIDDEN_BIT;
            exponentB--;
        }
        if (mantissaA == 0 || mantissaB == 0) {
            return;
        }
        long low = mantissaA * mantissaB;
        long high = Math.multiplyHigh(mantissaA, mantissaB);
        int place = exponentA + exponentB + LOWEST_PLACE + scale;
        int shift = place & 31;
        int i = window(place >> 5, 4);
        long sign = (bitsA ^ bitsB) >> 63;
        // The 106 bits of the product, shifted by up to 31, in three digits and a top of at most 41 bits.
        chunks[i] += (((low << shift) & DIGIT) ^ sign) - sign;
        chunks[i + 1] += (((low >>> (DIGIT_BITS - shift)) & DIGIT) ^ sign) - sign;
        chunks[i + 2] += ((((high << shift) | (low >>> 1 >>> (63 - shift))) & DIGIT) ^ sign) - sign;
        chunks[i + 3] += ((high >>> (DIGIT_BITS - shift)) ^ sign) - sign;
        countAddition();
    }

    /** Adds another sum. */
    public void add(ExactSum other) {
        if (other == this) {
            add(copy());
            return;
        }
        int i = prepare(other);
        for (int j = 0; j < other.chunks.length; j++) {
            chunks[i + j] += other.chunks[j];
        }
        additions += other.additions;
        countAddition();
    }

    /** Takes another sum away. */
    public void subtract(ExactSum other) {
        if (other == this) {
            subtract(copy());
            return;
        }
        int i = prepare(other);
        for (int j = 0; j < other.chunks.length; j++) {
            chunks[i + j] -= other.chunks[j];
        }
        additions += other.additions;
        countAddition();
    }

    /** Makes room for another sum; returns where its lowest chunk belongs. */
    private int prepare(ExactSum other) {
        if (additions + other.additions >= ADDITIONS_BEFORE_CARRY) {
            carry();
        }
        return window(other.first, other.chunks.length);
    }

    /** A sum of the same value that changes apart from this one. */
    public ExactSum copy() {
        ExactSum copy = new ExactSum();
        copy.chunks = chunks.length == 0 ? NONE : chunks.clone();
        copy.first = first;
        copy.additions = additions;
        return copy;
    }

    /** Whether the sum is exactly 0. */
    public boolean isZero() {
        carry();
        for (long chunk : chunks) {
            if (chunk != 0) {
                return false;
            }
        }
        return true;
    }

    /** The sum, rounded once to the nearest double, ties to even; ±∞ if it is too large for a double. */
    public double value() {
        carry();
        int top = chunks.length - 1;
        while (top >= 0 && chunks[top] == 0) {
            top--;
        }
        if (top < 0) {
            return 0.0;
        }
        boolean negative = chunks[top] < 0;
        return negative ? -rounded(negated()) : rounded(chunks);
    }

    private long[] negated() {
        long[] digits = new long[chunks.length];
        long carry = 0;
        for (int i = 0; i < digits.length; i++) {
            long digit = carry - chunks[i];
            digits[i] = digit & DIGIT;
            carry = digit >> DIGIT_BITS;
        }
        return digits;
    }

    /** Rounds a positive number given by its digits, with {@link #first} as the place of the lowest. */
    private double rounded(long[] digits) {
        int top = digits.length - 1;
        while (digits[top] == 0) {
            top--;
        }
        long second = top >= 1 ? digits[top - 1] : 0;
        long third = top >= 2 ? digits[top - 2] : 0;
        long leading = digits[top] << DIGIT_BITS | second;
        int zeros = Long.numberOfLeadingZeros(leading);
        long word = leading << zeros | third >>> (DIGIT_BITS - zeros);
        boolean more = ((third << zeros) & DIGIT) != 0;
        for (int i = top - 3; i >= 0 && !more; i--) {
            more = digits[i] != 0;
        }
        int exponent = DIGIT_BITS * (first + top) + 31 - zeros + LOWEST_PLACE;
        return rounded(word, more, exponent);
    }

    /** Rounds {@code word · 2^(exponent − 63)}, whose top bit is set; {@code more} tells of further bits below. */
    static double rounded(long word, boolean more, int exponent) {
        int precision = MANTISSA_BITS - Math.max(0, Double.MIN_EXPONENT - exponent);
        if (precision < 0) {
            return 0.0;
        }
        int dropped = Long.SIZE - precision;
        long mantissa = precision == 0 ? 0 : word >>> dropped;
        long rest = word << precision;
        int half = Long.compareUnsigned(rest, Long.MIN_VALUE);
        if (half > 0 || (half == 0 && (more || (mantissa & 1) == 1))) {
            mantissa++;
        }
        return Math.scalb((double) mantissa, Math.max(exponent, Double.MIN_EXPONENT) - (MANTISSA_BITS - 1));
    }

    /** The sum itself. */
    public BigDecimal exact() {
        return dyadic().decimal();
    }

    /** The sum itself, in binary. */
    Dyadic dyadic() {
        int[] digits = digits();
        if (digits.length == 0) {
            return Dyadic.ZERO;
        }
        byte[] bytes = new byte[digits.length * Integer.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[bytes.length - 1 - i] = (byte) (digits[i / Integer.BYTES] >> (8 * (i % Integer.BYTES)));
        }
        return new Dyadic(new BigInteger(bytes), DIGIT_BITS * lowestDigit() + LOWEST_PLACE);
    }

    /** Writes the sum in its only spelling: the fewest 32-bit digits of its two's complement, lowest first. */
    public void writeTo(DataOutput out) throws IOException {
        int end = end();
        if (end == 0) {
            out.writeByte(0);
            return;
        }
        int start = lowestDigit() - first;
        out.writeByte(end - start);
        out.writeShort(first + start);
        for (int i = start; i < end; i++) {
            out.writeInt((int) chunks[i]);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static ExactSum readFrom(DataInput in) throws IOException {
        ExactSum sum = new ExactSum();
        sum.read(in);
        return sum;
    }

    /** Replaces the sum by what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        int length = in.readUnsignedByte();
        additions = 0;
        first = length == 0 ? 0 : in.readShort();
        chunks = length == 0 ? NONE : new long[length];
        for (int i = 0; i < length; i++) {
            int digit = in.readInt();
            chunks[i] = i == length - 1 ? digit : digit & DIGIT;
        }
    }

    /** The digits without superfluous ones at either end; none for 0. */
    private int[] digits() {
        int end = end();
        if (end == 0) {
            return new int[0];
        }
        int start = lowestDigit() - first;
        int[] digits = new int[end - start];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (int) chunks[start + i];
        }
        return digits;
    }

    /** Carries; the end of the chunks that are needed, superfluous ones left out; 0 if the sum is 0. */
    private int end() {
        carry();
        int end = chunks.length;
        while (end > 1 && isSignOf((int) chunks[end - 1], (int) chunks[end - 2])) {
            end--;
        }
        return end == 1 && chunks[0] == 0 ? 0 : end;
    }

    private static boolean isSignOf(int digit, int below) {
        return digit == below >> 31;
    }

    /** The index of the lowest digit that is not 0. */
    private int lowestDigit() {
        int start = 0;
        while (chunks[start] == 0) {
            start++;
        }
        return first + start;
    }

    /** Carries all excess upwards: afterwards every chunk is a digit, and the top one a signed digit. */
    private void carry() {
        additions = 0;
        int top = chunks.length - 1;
        if (top < 0) {
            return;
        }
        long carry = 0;
        for (int i = 0; i < top; i++) {
            long chunk = chunks[i] + carry;
            chunks[i] = chunk & DIGIT;
            carry = chunk >> DIGIT_BITS;
        }
        long chunk = chunks[top] + carry;
        if ((int) chunk == chunk) {
            chunks[top] = chunk;
        } else {
            chunks = Arrays.copyOf(chunks, top + 2);
            chunks[top] = chunk & DIGIT;
            chunks[top + 1] = chunk >> DIGIT_BITS;
        }
    }

    private void countAddition() {
        if (++additions >= ADDITIONS_BEFORE_CARRY) {
            carry();
        }
    }

    /** Makes sure that the window holds {@code length} chunks from {@code index}; returns the place of the first. */
    private int window(int index, int length) {
        int i = index - first;
        return i >= 0 && i + length <= chunks.length ? i : widen(index, length);
    }

    private int widen(int index, int length) {
        if (chunks.length == 0) {
            chunks = new long[length];
            first = index;
            return 0;
        }
        // Numbers that are smaller by more than all before come again, so one chunk more saves the next copy.
        int newFirst = Math.min(first, index < first ? index - 1 : index);
        int newEnd = Math.max(first + chunks.length, index + length);
        long[] wider = new long[newEnd - newFirst];
        System.arraycopy(chunks, 0, wider, first - newFirst, chunks.length);
        chunks = wider;
        first = newFirst;
        return index - first;
    }

    private static void checkFinite(double x) {
        checkFinite(Math.getExponent(x) + Double.MAX_EXPONENT, x);
    }

    private static void checkFinite(int biasedExponent, double x) {
        if (biasedExponent == EXPONENT_MASK) {
            throw new IllegalArgumentException("Cannot add " + x + ": only finite numbers have an exact sum");
        }
    }
}
