package io.assay.loss;

/** The tails of the standard normal distribution, as logarithms. */
final class GaussianTail {

    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double ROOT_PI = Math.sqrt(Math.PI);

    /** Below it a series converges fast and its difference from 1 keeps its digits. */
    private static final double FAR = 1;

    private GaussianTail() {}

    /** log P(Z < z). */
    static double logBelow(double z) {
        double x = -z * ROOT_HALF;
        if (x < -FAR) {
            // P is near 1, so by its difference from it.
            return StrictMath.log1p(-StrictMath.exp(logAbove(-x)) / 2);
        }
        if (x > FAR) {
            return logAbove(x) - StrictMath.log(2);
        }
        return StrictMath.log1p(-errorFunction(x)) - StrictMath.log(2);
    }

    /** log erfc(x) for x of 1 or more: erfc is exp(−x²)/√π over a continued fraction, here from its far end. */
    private static double logAbove(double x) {
        double fraction = x;
        for (int n = 200; n >= 1; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return -x * x - StrictMath.log(ROOT_PI * fraction);
    }

    /** erf(x) for small x: 2/√π·exp(−x²)·Σ 2ⁿ x^(2n+1)/(1·3·…·(2n+1)), of one sign. */
    private static double errorFunction(double x) {
        double term = x;
        double sum = 0;
        for (int odd = 3; odd < 80; odd += 2) {
            sum += term;
            term *= 2 * x * x / odd;
        }
        return 2 / ROOT_PI * StrictMath.exp(-x * x) * sum;
    }
}
