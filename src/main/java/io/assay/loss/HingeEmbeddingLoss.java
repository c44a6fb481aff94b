package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.SIGN;

/** The distance of a pair that belongs together, or the shortfall of one that does not from {@code margin}. */
public final class HingeEmbeddingLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("hinge_embedding_loss", Family.EMBEDDING)
            .summary("The distance of a pair of one kind, or the shortfall from margin of one of two kinds.")
            .formula("d if t = 1; max(0, margin − d) if t = −1 (or 0)")
            .label(SIGN)
            .prediction(NON_NEGATIVE)
            .parameter("margin", 1.0, NON_NEGATIVE)
            .convexity(Convexity.CONVEX)
            .outliers("Linear in the distance of a pair that belongs together.")
            .choose("As contrastive_loss, where a few mislabelled pairs should not decide.")
            .peers("torch adds both parts for any other label; here it has no loss.")
            .reference("torch HingeEmbeddingLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double margin) {
        if (!SIGN.contains(label) || !NON_NEGATIVE.contains(prediction) || !NON_NEGATIVE.contains(margin)) {
            return Double.NaN;
        }
        return label == 1 ? Math.abs(prediction) : Math.max(0, margin - prediction);
    }
}
