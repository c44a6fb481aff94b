package io.assay.loss;

/** A bounded loss that also charges margins that are too large. */
public final class TangentLoss implements Loss {

    private static final Definition DEFINITION = Margins.definition("tangent_loss")
            .summary("A bounded loss that also charges margins that are too large.")
            .formula("(2·atan(z) − 1)², z = t·x, t = 1 if label = 1 else −1")
            .range(0, (Math.PI + 1) * (Math.PI + 1))
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers(
                    "A confident mistake costs 17.2 at most, and being right too confidently 4.6: least is at a margin of 0.546.")
            .choose("Labels are noisy and scores are not to run away on either side.")
            .reference("Masnadi-Shirazi, Mahadevan, Vasconcelos 2010")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, String labels) {
        double margin = Margins.of(label, prediction, labels);
        double angle = 2 * StrictMath.atan(margin) - 1;
        return angle * angle;
    }
}
