package io.assay.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * Numbers as people read them: four significant digits, thousands grouped, the same in every locale. Exact numbers are
 * in the tables; these are for the eye.
 */
enum Numeral {
    /** For pages: a true minus sign, an en dash where there is no number. */
    TYPOGRAPHIC("\u2212", "\u2013", "\u221e"),
    /** For consoles and logs, whose encoding is anybody's guess. */
    ASCII("-", "n/a", "inf");

    private static final int DIGITS = 4;

    /** A hyphen that is the sign of a number or of its exponent, or stands before a margin. */
    private static final Pattern HYPHEN = Pattern.compile("(?<![^ (\\[])-(?=[0-9]|margin|inf)|(?<=[0-9]e)-(?=[0-9])");

    private final String minus;
    private final String none;
    private final String infinity;

    Numeral(String minus, String none, String infinity) {
        this.minus = minus;
        this.none = none;
        this.infinity = infinity;
    }

    /** Four significant digits, but never fewer than the whole number: {@code 0.1235}, {@code 12,346}, {@code 1.2e−7}. */
    String number(double value) {
        return fixed(value, decimals(value));
    }

    /** Up to four significant digits, for numbers that somebody chose: {@code 0.002}. */
    String setting(double value) {
        String text = number(value);
        return text.indexOf('.') < 0 || text.indexOf('e') >= 0 ? text : text.replaceAll("\\.?0+$", "");
    }

    /** {@link #number} with a sign in front, also of positive numbers; zero has none. */
    String signed(double value) {
        return (value > 0 ? "+" : "") + number(value);
    }

    /** {@link #fixed} with a sign in front, also of positive numbers. */
    String signed(double value, int decimals) {
        return (value > 0 ? "+" : "") + fixed(value, decimals);
    }

    /**
     * So many decimals, for columns that line up. A value that would keep none of its digits, or is beyond
     * plain notation, is written as {@link #number} would.
     */
    String fixed(double value, int decimals) {
        if (Double.isNaN(value)) {
            return none;
        }
        if (Double.isInfinite(value)) {
            return (value < 0 ? minus : "") + infinity;
        }
        if (value == 0) {
            return "0";
        }
        int exponent = exponent(value);
        if (exponent < -5 || exponent > 8) {
            return scientific(value, exponent);
        }
        int shown = exponent + decimals < 0 ? DIGITS - 1 - exponent : decimals;
        return plain(BigDecimal.valueOf(value).setScale(Math.max(0, shown), RoundingMode.HALF_EVEN));
    }

    /** Decimals with which the largest of some numbers has four significant digits; others line up below it. */
    static int decimals(double... values) {
        double largest = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest == 0 ? 0 : Math.max(0, DIGITS - 1 - exponent(largest));
    }

    /** Decimals with which the median of some sizes has so many digits, so that a column of them lines up. */
    static int decimalsOfMost(DoubleStream values, int digits) {
        double[] sizes = values.map(Math::abs)
                .filter(size -> Double.isFinite(size) && size > 0)
                .sorted()
                .toArray();
        return sizes.length == 0 ? 0 : Math.max(0, digits - 1 - exponent(sizes[sizes.length / 2]));
    }

    /** A count with its thousands grouped. */
    String count(long count) {
        return plain(BigDecimal.valueOf(count));
    }

    /** A share as a signed percentage of three significant digits: {@code +1.23%}. */
    String percent(double share) {
        if (!Double.isFinite(share)) {
            return fixed(share, 0);
        }
        double percent = share * 100;
        int decimals = Math.abs(percent) >= 99.95 ? 0 : Math.abs(percent) >= 9.995 ? 1 : 2;
        BigDecimal rounded = BigDecimal.valueOf(percent).setScale(decimals, RoundingMode.HALF_EVEN);
        return (rounded.signum() > 0 ? "+" : "") + plain(rounded) + "%";
    }

    /** {@code p = 0.012}, or {@code p < 0.0001}; the dash alone where there is none. */
    String p(double p) {
        if (Double.isNaN(p)) {
            return none;
        }
        String value = bareP(p);
        return Character.isDigit(value.charAt(0)) ? "p = " + value : "p " + value;
    }

    /** A p-value for a column whose head says that it is one. */
    String bareP(double p) {
        if (Double.isNaN(p)) {
            return none;
        }
        if (p < 0.0001) {
            return "< 0.0001";
        }
        if (p >= 0.995) {
            return p == 1 ? "1" : "> 0.99";
        }
        return BigDecimal.valueOf(p)
                .round(new MathContext(2, RoundingMode.HALF_EVEN))
                .toPlainString();
    }

    /** A sentence whose numbers are in {@link #ASCII}, with true minus signs. */
    static String typographic(String sentence) {
        return HYPHEN.matcher(sentence).replaceAll(TYPOGRAPHIC.minus);
    }

    /** What stands where there is no number. */
    String none() {
        return none;
    }

    /** The decimal exponent after rounding to four digits, so that 0.99996 counts as 1. */
    private static int exponent(double value) {
        BigDecimal rounded = BigDecimal.valueOf(Math.abs(value)).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
        return rounded.precision() - rounded.scale() - 1;
    }

    private String scientific(double value, int exponent) {
        BigDecimal mantissa = BigDecimal.valueOf(value).movePointLeft(exponent);
        return plain(mantissa.setScale(DIGITS - 1, RoundingMode.HALF_EVEN))
                + "e"
                + (exponent < 0 ? minus : "")
                + Math.abs(exponent);
    }

    private String plain(BigDecimal value) {
        String digits = value.abs().toPlainString();
        int point = digits.indexOf('.');
        int whole = point < 0 ? digits.length() : point;
        StringBuilder text = new StringBuilder(digits);
        for (int at = whole - 3; at > 0; at -= 3) {
            text.insert(at, ',');
        }
        return value.signum() < 0 ? minus + text : text.toString();
    }
}
