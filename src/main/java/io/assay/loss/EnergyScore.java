package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The {@link CrpsEnsemble} of an ensemble of vectors. */
public final class EnergyScore implements Loss {

    private static final EuclideanDistance DISTANCE = new EuclideanDistance();

    private static final Definition DEFINITION = Definition.of("energy_score", Family.QUANTILE)
            .summary(
                    "The CRPS of an ensemble of vectors, prediction = [member, member, …]; in one dimension crps_ensemble.")
            .formula("mean_i ‖x_i − y‖ − mean_ij ‖x_i − x_j‖ / 2")
            .label(FINITE)
            .prediction(FINITE)
            .relation(Members.SAME_LENGTH)
            .outliers("A label far out costs its distance, so no single row takes the mean over.")
            .choose(
                    "A forecast of several quantities together is a set of samples, all quantities in one unit or scaled to one.")
            .peers("It is not very sensitive to wrong dependence between the quantities: see variogram_score.")
            .reference("Gneiting and Raftery 2007; scoringrules es_ensemble")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Matrix prediction) {
        if (!Members.areMembers(label, prediction)) {
            return Double.NaN;
        }
        int size = prediction.rows();
        double toLabel = 0;
        double amongMembers = 0;
        for (int i = 0; i < size; i++) {
            Doubles member = prediction.row(i);
            toLabel += DISTANCE.loss(label, member);
            for (int j = 0; j < i; j++) {
                amongMembers += DISTANCE.loss(prediction.row(j), member);
            }
        }
        // The difference is never negative but by rounding.
        return Double.isInfinite(toLabel) ? toLabel : Math.max(0, toLabel / size - amongMembers / size / size);
    }
}
