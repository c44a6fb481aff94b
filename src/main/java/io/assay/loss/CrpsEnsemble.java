package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.FINITE;

import java.util.List;

/**
 * The continuous ranked probability score of an ensemble of forecasts.
 *
 * It is the integral of the squared distance between the share of members below a value and whether the label is: a sum over
 * the gaps between members in which no term is negative. The fair form is an unbiased estimate for an ensemble without end;
 * its weights of the gaps are k·(k−1)/(m·(m−1)) instead of (k/m)², so it is not negative either.
 */
public final class CrpsEnsemble implements Loss {

    private static final Definition DEFINITION = Definition.of("crps_ensemble", Family.QUANTILE)
            .summary("The CRPS of an ensemble of forecasts; fair corrects for its size.")
            .formula("mean_i |x_i − y| − Σ_ij |x_i − x_j| / (2m²), or / (2m(m − 1)) where fair")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("fair", 0.0, BINARY)
            .relation(Relation.notEmpty("prediction"))
            .relation(new Relation(
                    "one_member",
                    "prediction must have two members or more to be fair",
                    List.of("prediction", "fair"),
                    values -> Relation.array(values, 0).size() > 1 || Relation.number(values, 1) == 0))
            .outliers("A label far out costs its distance, so no single row takes the mean over.")
            .choose(
                    "A forecast is a set of samples or of model runs; fair where ensembles of different sizes are compared.")
            .reference("Gneiting and Raftery 2007, Ferro 2014; properscoring crps_ensemble, scoringrules")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double fair) {
        if (!FINITE.contains(label)
                || !FINITE.containsAll(prediction)
                || !BINARY.contains(fair)
                || prediction.size() <= fair) {
            return Double.NaN;
        }
        return of(label, Ensemble.sorted(prediction), fair == 1 ? 1 : 0);
    }

    /** The score of members in ascending order; {@code less} is 1 for the fair form and else 0. */
    static double of(double label, double[] members, int less) {
        int size = members.length;
        double all = (double) size * (size - less);
        double sum = Math.max(0, members[0] - label) + Math.max(0, label - members[size - 1]);
        for (int k = 1; k < size; k++) {
            double below = members[k - 1];
            double above = members[k];
            double left = Math.max(0, Math.min(above, label) - below);
            double right = Math.max(0, above - Math.max(below, label));
            sum += Ensemble.times((double) k * (k - less) / all, left);
            sum += Ensemble.times((double) (size - k) * (size - k - less) / all, right);
        }
        return sum;
    }
}
