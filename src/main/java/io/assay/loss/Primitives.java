package io.assay.loss;

/**
 * The numerically stable pieces that losses are built of.
 *
 * <p>Logarithms, exponentials and powers are those of {@link StrictMath}: a loss has the same bits on every machine and
 * every JVM, so a committed cost can be recomputed. {@link Math#abs}, {@link Math#max}, {@link Math#sqrt} and plain
 * arithmetic are exact by the language already.
 */
public final class Primitives {

    /** How far a probability may lie outside of [0, 1] and still be a rounding error. */
    static final double PROBABILITY_SLACK = 1e-9;

    /** How far the sum of class probabilities may be from 1. */
    static final double SUM_SLACK = 1e-6;

    private static final double LN_2 = StrictMath.log(2);

    private Primitives() {}

    /** log(1 + exp(x)) without overflow; 0 at −∞, ∞ at ∞. */
    public static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** log(sigmoid(x)), at most 0. */
    public static double logSigmoid(double x) {
        return -softplus(-x);
    }

    /** 1 / (1 + exp(−x)), with all its digits where it is near 0. */
    public static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + StrictMath.exp(-x));
        }
        double exponential = StrictMath.exp(x);
        return exponential / (1 + exponential);
    }

    /** log Σ exp(x) without overflow; −∞ for no elements; the largest element where that is infinite. */
    public static double logSumExp(Doubles x) {
        int top = argMax(x);
        if (top < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double largest = x.at(top);
        return Double.isInfinite(largest) ? largest : largest + logSumExpBeyond(x, top);
    }

    /** log(exp(x) + exp(y)) without overflow. */
    public static double logAddExp(double x, double y) {
        double larger = Math.max(x, y);
        return Double.isInfinite(larger) ? larger : larger + StrictMath.log1p(StrictMath.exp(-Math.abs(x - y)));
    }

    /** log(1 − exp(−x)) for x ≥ 0, with all its digits; −∞ at 0. */
    public static double log1mExp(double x) {
        return x < LN_2 ? StrictMath.log(-StrictMath.expm1(-x)) : StrictMath.log1p(-StrictMath.exp(-x));
    }

    /**
     * −log softmax(logits) at {@code index}: how surprising that class is. Keeps its digits for a class that is almost
     * certain, where log Σ exp − logit would round to 0. NaN where no class is possible.
     */
    public static double negativeLogSoftmax(Doubles logits, int index) {
        int top = argMax(logits);
        double largest = logits.at(top);
        if (Double.isInfinite(largest)) {
            return Double.NaN;
        }
        return (largest - logits.at(index)) + logSumExpBeyond(logits, top);
    }

    /** log Σ exp(x) − x_top for the index of the largest element, which is finite: never lost beside a large element. */
    static double logSumExpBeyond(Doubles x, int top) {
        double largest = x.at(top);
        double sum = 0;
        for (int i = 0; i < x.size(); i++) {
            if (i != top) {
                sum += StrictMath.exp(x.at(i) - largest);
            }
        }
        return StrictMath.log1p(sum);
    }

    /** a · log(b), and 0 where a is 0, even at b = 0; NaN where b is NaN. */
    public static double xlogy(double a, double b) {
        return a == 0 && !Double.isNaN(b) ? 0 : a * StrictMath.log(b);
    }

    /** a · log(1 + b), and 0 where a is 0, even at b = −1; NaN where b is NaN. */
    public static double xlog1py(double a, double b) {
        return a == 0 && !Double.isNaN(b) ? 0 : a * StrictMath.log1p(b);
    }

    /** log(cosh(x)), with all its digits for small x and without overflow for large. */
    public static double logCosh(double x) {
        double size = Math.abs(x);
        if (size > 1) {
            return size + StrictMath.log1p(StrictMath.exp(-2 * size)) - LN_2;
        }
        double halfSinh = StrictMath.sinh(size / 2);
        return StrictMath.log1p(2 * halfSinh * halfSinh);
    }

    /**
     * log(1 + x) − x, at most 0, with all its digits for small x; −∞ at −1.
     *
     * <p>Near 0 by the series of the inverse hyperbolic tangent: with r = x / (2 + x), log(1 + x) = 2 (r + r³/3 + …) and
     * x = r (2 + x), so that the leading terms cancel before they are rounded.
     */
    public static double log1pMinus(double x) {
        if (!(Math.abs(x) < 0.5)) {
            return StrictMath.log1p(x) - x;
        }
        double r = x / (2 + x);
        double square = r * r;
        double sum = 0;
        double power = square;
        for (int odd = 3; odd < 45; odd += 2) {
            sum += power / odd;
            power *= square;
        }
        return r * (2 * sum - x);
    }

    /** exp(x) − 1 − x, at least 0, with all its digits for small x; ∞ where the exponential overflows. */
    public static double expm1Minus(double x) {
        if (!(Math.abs(x) < 0.5)) {
            return x == Double.POSITIVE_INFINITY ? x : StrictMath.expm1(x) - x;
        }
        // The leading terms cancel, so the rest of the series: x²/2 + x³/6 + …
        double term = x * x / 2;
        double sum = 0;
        for (int k = 3; k < 20; k++) {
            sum += term;
            term *= x / k;
        }
        return sum;
    }

    /**
     * |a − b| − allowed. Where the rounded difference is about what is allowed, all that is left is what rounding took
     * away, so it is added again.
     */
    static double excess(double a, double b, double allowed) {
        double larger = Math.max(a, b);
        double smaller = Math.min(a, b);
        double difference = larger - smaller;
        double back = difference - larger;
        double lost = (larger - (difference - back)) - (smaller + back);
        return Double.isInfinite(difference) ? difference : (difference - allowed) + lost;
    }

    /** (1 + x)^a − 1, with all its digits for small x. */
    public static double powerMinusOne(double x, double a) {
        return StrictMath.expm1(a * StrictMath.log1p(x));
    }

    /** {@code value} as a probability: a rounding error of 1e-9 outside of [0, 1] snapped, NaN further out. */
    public static double probability(double value) {
        return Domain.PROBABILITY.contains(value) ? Math.min(Math.max(value, 0.0), 1.0) : Double.NaN;
    }

    /** The sum of the elements, compensated (Neumaier). */
    public static double sum(Doubles values) {
        double sum = 0;
        double compensation = 0;
        for (int i = 0; i < values.size(); i++) {
            double value = values.at(i);
            double next = sum + value;
            compensation += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }
        // An overflowed sum has no meaningful compensation.
        return Double.isInfinite(sum) ? sum : sum + compensation;
    }

    /** The index of the largest element, the lowest of equals; −1 for no elements. */
    public static int argMax(Doubles values) {
        int best = values.size() == 0 ? -1 : 0;
        for (int i = 1; i < values.size(); i++) {
            if (values.at(i) > values.at(best)) {
                best = i;
            }
        }
        return best;
    }

    /** Whether these are probabilities of classes: each in [0, 1], one or more, with a sum of 1 within 1e-6. */
    public static boolean isDistribution(Doubles values) {
        return Domain.PROBABILITY.containsAll(values) && sumsToOne(values);
    }

    static boolean sumsToOne(Doubles values) {
        return Math.abs(sum(values) - 1) <= SUM_SLACK;
    }

    /** Whether {@code label} is a class index that {@code size} classes have. */
    public static boolean isClassOf(double label, int size) {
        return Domain.CLASS_INDEX.contains(label) && label < size;
    }
}
