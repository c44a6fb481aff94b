package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.GREATER_THAN_MINUS_ONE;
import static io.assay.loss.Domain.OPEN_UNIT;

/**
 * The family of proper scores of a probability whose weights over the thresholds are of the beta form.
 *
 * <p>A prediction is held against every threshold c from 0 to 1; a miss at c costs 1−c, a false alarm c, and thresholds
 * weigh c^(alpha−1)·(1−c)^(beta−1). The score is the integral, an incomplete beta function.
 */
public final class BetaLoss implements Loss {

    private static final double HIGHEST_PARAMETER = 10;
    private static final int MOST_TERMS = 500;

    private static final Definition DEFINITION = Definition.of("beta_loss", Family.BINARY)
            .summary("A proper score of a probability that weighs decision thresholds by a beta density.")
            .formula("∫_p^1 c^(alpha−1)·(1−c)^beta dc if y = 1, else ∫_0^p c^alpha·(1−c)^(beta−1) dc")
            .label(BINARY)
            .prediction(OPEN_UNIT)
            .parameter("alpha", 0.0, GREATER_THAN_MINUS_ONE)
            .parameter("beta", 0.0, GREATER_THAN_MINUS_ONE)
            .relation(Relation.atMost("alpha", HIGHEST_PARAMETER))
            .relation(Relation.atMost("beta", HIGHEST_PARAMETER))
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers(
                    "Confident mistakes cost without bound where alpha or beta is 0 or less, and a bounded sum above.")
            .choose(
                    "The decision threshold is known roughly, alpha/(alpha+beta), and probabilities near it must be right.")
            .reference("Buja, Stuetzle, Shen 2005: log loss at (0, 0), half of Brier's at (1, 1),"
                    + " twice the boosting loss at (-0.5, -0.5)")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double alpha, double beta) {
        if (!BINARY.contains(label) || !OPEN_UNIT.contains(prediction) || !isParameter(alpha) || !isParameter(beta)) {
            return Double.NaN;
        }
        return label == 1
                ? above(prediction, 1 - prediction, alpha, beta)
                : above(1 - prediction, prediction, beta, alpha);
    }

    private static boolean isParameter(double value) {
        return GREATER_THAN_MINUS_ONE.contains(value) && value <= HIGHEST_PARAMETER;
    }

    /** ∫_p^1 c^(a−1)·(1−c)^b dc, where {@code rest} is 1 − p. */
    private static double above(double p, double rest, double a, double b) {
        return rest <= 0.5 ? nearOne(p, rest, a, b) : nearOne(0.5, 0.5, a, b) + upToHalf(p, a, b);
    }

    /** The integral from p ≥ 1/2 on, by Gauss's series with the powers drawn out. */
    private static double nearOne(double p, double rest, double a, double b) {
        double term = 1;
        double sum = 1;
        for (int n = 0; n < MOST_TERMS && sum + term != sum; n++) {
            term *= (a + b + 1 + n) / (b + 2 + n) * rest;
            sum += term;
        }
        return StrictMath.pow(rest, b + 1) * StrictMath.pow(p, a) / (b + 1) * sum;
    }

    /** ∫_p^(1/2) c^(a−1)·(1−c)^b dc, by the binomial series of (1−c)^b. */
    private static double upToHalf(double p, double a, double b) {
        double width = -StrictMath.log(2) - StrictMath.log(p);
        double coefficient = 1;
        double sum = 0;
        for (int n = 0; n < MOST_TERMS && coefficient != 0; n++) {
            double part = coefficient * powerIntegral(a + n, width);
            if (n > HIGHEST_PARAMETER && sum + part == sum) {
                break;
            }
            sum += part;
            coefficient *= (n - b) / (n + 1);
        }
        return sum;
    }

    /** ∫ c^(k−1) dc from exp(−width)/2 to 1/2. */
    private static double powerIntegral(double k, double width) {
        return k == 0 ? width : StrictMath.pow(0.5, k) * (-StrictMath.expm1(-k * width) / k);
    }
}
