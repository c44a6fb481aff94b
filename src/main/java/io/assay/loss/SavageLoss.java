package io.assay.loss;

/** The squared probability of the wrong side, by the margin of a logit. */
public final class SavageLoss implements Loss {

    private static final Definition DEFINITION = Margins.definition("savage_loss")
            .summary("The squared probability of the wrong side, by the margin of a logit.")
            .formula("1/(1 + exp(z))², z = t·x, t = 1 if label = 1 else −1")
            .range(0, 1)
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .peers("Texts that set p = sigmoid(2z) have 1/(1 + exp(2z))², and some four times the value.")
            .outliers("A confident mistake costs 1 at most, so wrong labels weigh little.")
            .choose("Labels are noisy and scores are logits; it is brier_loss after the sigmoid.")
            .reference("Masnadi-Shirazi, Vasconcelos 2008")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, String labels) {
        double margin = Margins.of(label, prediction, labels);
        double wrong = Primitives.sigmoid(-margin);
        return wrong * wrong;
    }
}
