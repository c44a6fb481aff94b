package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** Several losses of one row, each weighted by a learned uncertainty, which itself costs. */
public final class UncertaintyWeightedSum implements Loss {

    private static final Definition DEFINITION = Definition.of("uncertainty_weighted_sum", Family.COMPOSITE)
            .summary(
                    "Several losses of one row, each weighted by the exponential of a learned log-variance, which is added.")
            .formula("Σ exp(−s_i)·loss_i + s_i, s the log-variances")
            .prediction("losses", FINITE)
            .prediction("log_vars", FINITE)
            .relation(Relation.sameLength("losses", "log_vars"))
            .relation(Relation.notEmpty("losses"))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .smooth()
            .outliers("As its parts have it; a large log-variance takes a part's weight away.")
            .choose("A model of several tasks was trained with such weights and its objective is watched.")
            .peers("Kendall et al. also halve both terms for regression; here nothing is halved.")
            .reference("Kendall et al. 2018")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles losses, Doubles logVars) {
        if (losses.size() != logVars.size()
                || losses.size() == 0
                || !FINITE.containsAll(losses)
                || !FINITE.containsAll(logVars)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < losses.size(); i++) {
            double loss = losses.at(i);
            sum += (loss == 0 ? 0 : StrictMath.exp(-logVars.at(i)) * loss) + logVars.at(i);
        }
        return sum;
    }
}
