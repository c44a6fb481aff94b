package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** A score of a predicted mean and deviation that looks at nothing else of the distribution. */
public final class DawidSebastianiScore implements Loss {

    private static final Definition DEFINITION = Definition.of("dawid_sebastiani_score", Family.QUANTILE)
            .summary("A score of a predicted mean and deviation alone, prediction = [mean, deviation].")
            .formula("2·log σ + ((y − mean)/σ)²")
            .label(FINITE)
            .prediction(FINITE)
            .relation(LocationScale.two("mean", "deviation"))
            .relation(LocationScale.positive("deviation"))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .smooth()
            .outliers(
                    "A label far out costs the square of its distance in deviations; a deviation that is too small costs most.")
            .choose("Only mean and deviation of a forecast are known, whatever its distribution.")
            .peers("It is twice gaussian_nll without its constant, with the deviation in place of the variance.")
            .reference("Dawid and Sebastiani 1999; closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction) {
        if (!FINITE.contains(label) || !LocationScale.isPositive(prediction)) {
            return Double.NaN;
        }
        double z = (label - prediction.at(0)) / prediction.at(1);
        return 2 * StrictMath.log(prediction.at(1)) + z * z;
    }
}
