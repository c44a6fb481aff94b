package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** How surprising a label is under a predicted mixture of normal distributions. */
public final class MixtureDensityNll implements Loss {

    private static final Definition DEFINITION = Definition.of("mixture_density_nll", Family.QUANTILE)
            .summary("How surprising a label is under a mixture of normal distributions; sigma are deviations.")
            .formula("−log Σ_k weights_k · normal density(y; mu_k, sigma_k)")
            .label(FINITE)
            .prediction("weights", PROBABILITY)
            .prediction("mu", FINITE)
            .prediction("sigma", POSITIVE)
            .relation(Relation.sameLength("weights", "mu", "sigma"))
            .relation(Relation.sumsToOne("weights"))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .outliers("A label far from every part costs the square of its distance in deviations of the nearest.")
            .choose("A mixture density network or another forecast with several modes is judged.")
            .reference("Bishop 1994; closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles weights, Doubles mu, Doubles sigma) {
        if (!FINITE.contains(label)
                || !Primitives.isDistribution(weights)
                || weights.size() != mu.size()
                || weights.size() != sigma.size()
                || !FINITE.containsAll(mu)
                || !POSITIVE.containsAll(sigma)) {
            return Double.NaN;
        }
        double[] logarithms = new double[weights.size()];
        for (int k = 0; k < logarithms.length; k++) {
            double z = (label - mu.at(k)) / sigma.at(k);
            double weight = Primitives.probability(weights.at(k));
            logarithms[k] = StrictMath.log(weight) - StrictMath.log(sigma.at(k)) - z * z / 2;
        }
        return GammaFunction.LOG_TWO_PI / 2 - Primitives.logSumExp(Doubles.of(logarithms));
    }
}
