package io.assay.loss;

/** The hinge cut at 1: 0 from a margin of 1 on, 1 from 0 down. */
public final class RampLoss implements Loss {

    private static final Definition DEFINITION = Margins.definition("ramp_loss")
            .summary("The hinge cut at 1: 0 from a margin of 1 on, 1 from 0 down.")
            .formula("min(1, max(0, 1 − t·x)), t = 1 if label = 1 else −1")
            .range(0, 1)
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("A confident mistake costs 1, as a narrow one does.")
            .choose("Labels are noisy, and mistakes count by number while margins still count.")
            .reference("Collobert et al. 2006")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, String labels) {
        double margin = Margins.of(label, prediction, labels);
        return Math.min(1, Math.max(0, 1 - margin));
    }
}
