package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The {@link CrpsEnsemble} of what lies above a threshold: how good a forecast is of the high values. */
public final class ThresholdWeightedCrps implements Loss {

    private static final Definition DEFINITION = Definition.of("threshold_weighted_crps", Family.QUANTILE)
            .summary("The CRPS of an ensemble above a threshold: what lies below it is taken for the threshold.")
            .formula("crps_ensemble(max(y, threshold), max(x_i, threshold))")
            .label(FINITE)
            .prediction(FINITE)
            .required("threshold", FINITE)
            .relation(Relation.notEmpty("prediction"))
            .outliers("A label far above costs its distance; whatever happens below the threshold costs nothing.")
            .choose(
                    "Only high values matter, such as floods or storms, and forecasts must not be chosen by the outcome.")
            .reference("Gneiting and Ranjan 2011, Allen et al. 2023; scoringrules twcrps_ensemble")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double threshold) {
        if (!FINITE.contains(label)
                || !FINITE.containsAll(prediction)
                || !FINITE.contains(threshold)
                || prediction.size() == 0) {
            return Double.NaN;
        }
        double[] members = Ensemble.sorted(prediction);
        for (int i = 0; i < members.length; i++) {
            members[i] = Math.max(members[i], threshold);
        }
        return CrpsEnsemble.of(Math.max(label, threshold), members, 0);
    }
}
