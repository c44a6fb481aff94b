package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** Whether a prediction goes another way from the previous value than the label does. */
public final class MeanDirectionalError implements Loss {

    private static final Definition DEFINITION = Definition.of("mean_directional_error", Family.PERCENTAGE)
            .summary(
                    "1 where prediction and label do not go the same way from the previous value: up, down or no change.")
            .formula("[sign(y − previous) ≠ sign(p − previous)]")
            .label(FINITE)
            .prediction(FINITE)
            .required("previous", FINITE)
            .range(0, 1)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("How far a prediction is off does not matter, only which way it goes.")
            .choose("Whether something rises or falls matters more than by how much.")
            .peers("Others state the share of right directions, which is 1 less this.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double previous) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || !FINITE.contains(previous)) {
            return Double.NaN;
        }
        boolean sameWay =
                (label > previous) == (prediction > previous) && (label < previous) == (prediction < previous);
        return sameWay ? 0 : 1;
    }
}
