package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.EXTENDED;

/** The sparsemax loss of two classes: 0 once the score is 1 on the right side, quadratic between, linear beyond. */
public final class SparsemaxBinaryLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("sparsemax_binary_loss", Family.MARGIN)
            .summary("The sparsemax loss of two classes: 0 once the score is 1 on the right side, linear when wrong.")
            .formula("0 if u ≤ −1, u if u ≥ 1, else (u + 1)²/4; u = (1 − 2y)·x")
            .label(BINARY)
            .prediction(EXTENDED)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A confident mistake costs linearly; a confident hit costs nothing at all.")
            .choose("Probabilities come from a sparsemax, clip((x + 1)/2, 0, 1), instead of a sigmoid.")
            .reference("Martins, Astudillo 2016; Optax sparsemax_loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!BINARY.contains(label) || !EXTENDED.contains(prediction)) {
            return Double.NaN;
        }
        double wrong = label == 1 ? -prediction : prediction;
        if (wrong >= 1) {
            return wrong;
        }
        double beyond = Math.max(0, wrong + 1);
        return beyond * beyond / 4;
    }
}
