package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.POSITIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** The {@link TverskyLoss} to the power of {@code gamma}: below 1, small mistakes count more. */
public final class FocalTverskyLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("focal_tversky_loss", Family.VISION)
            .summary(
                    "The Tversky loss of two masks to the power of gamma, so that small mistakes count more (gamma below 1).")
            .formula("(1 − (I + smooth)/(I + alpha·Σ(1−y)p + beta·Σ y(1−p) + smooth))^gamma, I = Σ y·p")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .parameter("alpha", 0.5, NON_NEGATIVE)
            .parameter("beta", 0.5, NON_NEGATIVE)
            .parameter("smooth", 0.0, NON_NEGATIVE)
            .parameter("gamma", 0.75, POSITIVE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(0, 1)
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("At most 1; gamma below 1 lifts small losses, gamma above 1 lowers them.")
            .choose("As tversky_loss, where almost good masks are still to be told apart.")
            .peers("Papers write 1/gamma as well; here it is the exponent itself.")
            .reference("Abraham and Khan 2019")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double alpha, double beta, double smooth, double gamma) {
        if (!NON_NEGATIVE.contains(alpha)
                || !NON_NEGATIVE.contains(beta)
                || !NON_NEGATIVE.contains(smooth)
                || !POSITIVE.contains(gamma)) {
            return Double.NaN;
        }
        return StrictMath.pow(Math.abs(Masks.of(label, prediction).tversky(alpha, beta, smooth)), gamma);
    }
}
