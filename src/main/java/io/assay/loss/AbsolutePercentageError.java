package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

import java.util.List;

/**
 * The error as a fraction of the label; its mean is the MAPE, as a fraction and not in percent.
 *
 * <p>Labels near 0 make it huge: {@link WeightedAbsolutePercentageError} does not suffer from them.
 */
public final class AbsolutePercentageError implements Loss {

    private static final Definition DEFINITION = Definition.of("absolute_percentage_error", Family.PERCENTAGE)
            .summary("The error as a fraction of the label; as a mean the MAPE, a fraction and not percent.")
            .formula("|e| / max(|y|, epsilon)")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("epsilon", 0x1p-52, NON_NEGATIVE)
            .relation(new Relation(
                    "zero_label",
                    "label must not be 0 when epsilon is 0",
                    List.of("label", "epsilon"),
                    values -> Relation.number(values, 0) != 0 || Relation.number(values, 1) != 0))
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .shorthand("mape", "mean")
            .shorthand("mean_absolute_percentage_error", "mean")
            .outliers("Labels near 0 make it huge, however small the error.")
            .choose("Relative errors matter and no label is near 0.")
            .peers("Keras gives percent, with epsilon 1e-7.")
            .reference("scikit-learn mean_absolute_percentage_error")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double epsilon) {
        double divisor = Math.max(Math.abs(label), epsilon);
        if (!FINITE.contains(label)
                || !FINITE.contains(prediction)
                || !NON_NEGATIVE.contains(epsilon)
                || divisor == 0) {
            return Double.NaN;
        }
        return Math.abs(Fractions.of(label, prediction, divisor));
    }
}
