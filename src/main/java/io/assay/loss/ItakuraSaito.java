package io.assay.loss;

import static io.assay.loss.Domain.POSITIVE;

/** The divergence of positive spectra, which sees only ratios: both halved, it stays the same. */
public final class ItakuraSaito implements Loss {

    private static final Definition DEFINITION = Definition.of("itakura_saito", Family.DIVERGENCE)
            .summary("The divergence of positive spectra, which sees only ratios and not scale.")
            .formula("Σ y_k/p_k − log(y_k/p_k) − 1")
            .label(POSITIVE)
            .prediction(POSITIVE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .zeroAtEquality()
            .smooth()
            .outliers("A prediction that is too low costs its factor, one too high only the logarithm of it.")
            .choose("Spectra or powers span many orders of magnitude, and the quiet parts matter as the loud ones.")
            .reference("Itakura and Saito 1968; scikit-learn NMF with beta_loss 0; half of gamma_deviance, summed")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (label.size() != prediction.size()
                || label.size() == 0
                || !POSITIVE.containsAll(label)
                || !POSITIVE.containsAll(prediction)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            sum += term(label.at(k), prediction.at(k));
        }
        return sum;
    }

    /** u − log u − 1 with u = y/p, by its difference from 1 where both are close. */
    private static double term(double y, double p) {
        double excess = (y - p) / p;
        return Math.abs(excess) < 0.5
                ? Math.abs(Primitives.log1pMinus(excess))
                : y / p - 1 - (StrictMath.log(y) - StrictMath.log(p));
    }
}
