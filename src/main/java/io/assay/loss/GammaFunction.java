package io.assay.loss;

/** The logarithm of the gamma function, and what Stirling's formula misses of it. */
final class GammaFunction {

    static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

    /** From here on the series is exact to a double. */
    private static final double LARGE = 10;

    private GammaFunction() {}

    /** log Γ(x) for x &gt; 0; log((x−1)!) where x is whole. Exactly 0 where it is, with an absolute error beside. */
    static double log(double x) {
        if (x == 1 || x == 2) {
            return 0;
        }
        double shifted = x;
        double product = 1;
        while (shifted < LARGE) {
            product *= shifted;
            shifted++;
        }
        double stirling = (shifted - 0.5) * StrictMath.log(shifted) - shifted + LOG_TWO_PI / 2;
        return stirling + series(shifted) - StrictMath.log(product);
    }

    /**
     * log Γ(x+1) − ((x + 1/2)·log x − x + log(2π)/2) for x &gt; 0: about 1/(12x), and 0 at ∞.
     *
     * <p>Differences of log Γ at large arguments lose their digits. Written as differences of this and of logarithms they
     * keep them, as Loader showed for the binomial distribution.
     */
    static double stirlingError(double x) {
        return x < LARGE ? log(x + 1) - (x + 0.5) * StrictMath.log(x) + x - LOG_TWO_PI / 2 : series(x);
    }

    /** 1/(12x) − 1/(360x³) + …, by Bernoulli numbers. */
    private static double series(double x) {
        double square = 1 / x / x;
        double sum = 43867.0 / 244188;
        sum = -3617.0 / 122400 + sum * square;
        sum = 1.0 / 156 + sum * square;
        sum = -691.0 / 360360 + sum * square;
        sum = 1.0 / 1188 + sum * square;
        sum = -1.0 / 1680 + sum * square;
        sum = 1.0 / 1260 + sum * square;
        sum = -1.0 / 360 + sum * square;
        return (1.0 / 12 + sum * square) / x;
    }
}
