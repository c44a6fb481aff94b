package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.WHOLE;

/** How surprising a count is under a Poisson rate with a share of extra zeros. */
public final class ZeroInflatedPoissonNll implements Loss {

    private static final Definition DEFINITION = Definition.of("zero_inflated_poisson_nll", Family.COUNT)
            .summary("How surprising a count is under a Poisson rate where a share pi of the rows is 0 anyway.")
            .formula("y = 0: −log(pi + (1 − pi)·exp(−rate)); else −log(1 − pi) + rate − y·log(rate) + log Γ(y + 1)")
            .label(WHOLE)
            .prediction("rate", NON_NEGATIVE)
            .prediction("pi", NON_NEGATIVE)
            .relation(Relation.below("pi", 1))
            .outliers(
                    "A count far above its rate counts a little more than in proportion; a rate of 0 for a count above 0 is infinite.")
            .choose("Labels are counts with more zeros than a Poisson rate explains.")
            .reference("statsmodels ZeroInflatedPoisson")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double rate, double pi) {
        if (!WHOLE.contains(label) || !NON_NEGATIVE.contains(rate) || !(pi >= 0 && pi < 1)) {
            return Double.NaN;
        }
        if (label > 0) {
            return Math.max(0, PoissonNll.full(label, rate) - StrictMath.log1p(-pi));
        }
        return rate < 0.5
                ? 0 - StrictMath.log1p((1 - pi) * StrictMath.expm1(-rate))
                : Math.max(0, -Primitives.logSumExp(Doubles.of(StrictMath.log(pi), StrictMath.log1p(-pi) - rate)));
    }
}
