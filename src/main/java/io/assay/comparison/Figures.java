package io.assay.comparison;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Prints numbers for a person: four significant digits, plain where that is short. */
final class Figures {

    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    private Figures() {}

    static String text(double x) {
        if (Double.isNaN(x)) {
            return "n/a";
        }
        if (x == 0 || Double.isInfinite(x)) {
            return x == 0 ? "0" : x < 0 ? "-inf" : "inf";
        }
        BigDecimal rounded = new BigDecimal(x).round(FOUR_DIGITS).stripTrailingZeros();
        boolean isShort = Math.abs(x) >= 1e-5 && Math.abs(x) < 1e9;
        return isShort ? rounded.toPlainString() : rounded.toString().replaceFirst("E\\+?", "e");
    }

    /** With a sign in any case. */
    static String signed(double x) {
        return x > 0 ? "+" + text(x) : text(x);
    }
}
