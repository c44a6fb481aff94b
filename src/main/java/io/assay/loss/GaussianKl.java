package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/**
 * The divergence of independent normal distributions from standard normal ones: the penalty on the code of a
 * variational autoencoder.
 */
public final class GaussianKl implements Loss {

    private static final Definition DEFINITION = Definition.of("gaussian_kl", Family.DIVERGENCE)
            .summary(
                    "The divergence of independent normal distributions from standard normal ones, as in a variational autoencoder.")
            .formula("Σ (exp(v_i) + mu_i² − 1 − v_i)/2, v the logarithm of the variance")
            .prediction("mu", FINITE)
            .prediction("log_var", FINITE)
            .relation(Relation.sameLength("mu", "log_var"))
            .relation(Relation.notEmpty("mu"))
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Squared in the means, exponential in log-variances above 0, linear in those below.")
            .choose("The code of a variational autoencoder is watched beside its reconstruction error.")
            .reference("Kingma and Welling 2014")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles mu, Doubles logVar) {
        if (mu.size() != logVar.size() || mu.size() == 0 || !FINITE.containsAll(mu) || !FINITE.containsAll(logVar)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < mu.size(); i++) {
            sum += exponentialExcess(logVar.at(i)) + mu.at(i) * mu.at(i);
        }
        return sum / 2;
    }

    /** exp(x) − 1 − x, by its series where the leading terms cancel. */
    private static double exponentialExcess(double x) {
        if (!(Math.abs(x) < 0.5)) {
            return StrictMath.expm1(x) - x;
        }
        double sum = 0;
        double term = x * x / 2;
        for (int n = 3; n < 20; n++) {
            sum += term;
            term *= x / n;
        }
        return sum;
    }
}
