package io.assay.cost;

import java.math.BigDecimal;
import java.math.MathContext;

/** The precision in which exact sums are finished before they are rounded to doubles. */
final class Exact {

    static final MathContext CONTEXT = new MathContext(60);

    private Exact() {}

    /** The square root of a number that is not negative but for rounding, which is below {@link #CONTEXT}. */
    static double squareRoot(BigDecimal square) {
        if (square.signum() <= 0) {
            return 0.0;
        }
        double rounded = square.doubleValue();
        // A square may leave the range of doubles although its root does not.
        return rounded >= Double.MIN_NORMAL && rounded <= Double.MAX_VALUE
                ? Math.sqrt(rounded)
                : square.sqrt(new MathContext(34)).doubleValue();
    }
}
