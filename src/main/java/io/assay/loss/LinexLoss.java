package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

import java.util.List;

/** Exponential on one side of the label and nearly linear on the other. */
public final class LinexLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("linex_loss", Family.COST)
            .summary(
                    "Exponential where the prediction is too large, for a > 0, and nearly linear where it is too small.")
            .formula("b · (exp(a·e) − a·e − 1)")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("a", 1.0, FINITE)
            .parameter("b", 1.0, POSITIVE)
            .relation(
                    new Relation("a_zero", "a must not be 0", List.of("a"), values -> Relation.number(values, 0) != 0))
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers(
                    "A large error on the costly side counts exponentially and decides the mean; errors from 709/a are infinite.")
            .choose("An error on one side is far worse than one on the other, and the more so the larger it is.")
            .reference("Varian 1975; closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double a, double b) {
        if (!FINITE.contains(label)
                || !FINITE.contains(prediction)
                || !FINITE.contains(a)
                || !POSITIVE.contains(b)
                || a == 0) {
            return Double.NaN;
        }
        return b * Primitives.expm1Minus(a * (prediction - label));
    }
}
