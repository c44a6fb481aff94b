package io.assay.loss;

/** The standard normal distribution. */
final class Normal {

    /** Beyond this no double is left between the probability and 1. */
    private static final double FAR = 8.5;

    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private Normal() {}

    /** The density at z. */
    static double density(double z) {
        return StrictMath.exp(-z * z / 2) / ROOT_TWO_PI;
    }

    /** The probability of a value between −z and z, for z ≥ 0. */
    static double between(double z) {
        if (z > FAR) {
            return 1;
        }
        // 2·density·(z + z³/3 + z⁵/15 + …): no term is negative, so none cancels another.
        double term = z;
        double sum = 0;
        for (int odd = 3; sum + term > sum; odd += 2) {
            sum += term;
            term *= z * z / odd;
        }
        return Math.min(1, 2 * density(z) * sum);
    }
}
