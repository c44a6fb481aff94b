package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.NON_NEGATIVE;

/**
 * The squared distance of a pair that belongs together, or the squared shortfall of one that does not from {@code
 * margin}.
 */
public final class ContrastiveLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("contrastive_loss", Family.EMBEDDING)
            .summary(
                    "The squared distance of a pair of one kind, or the squared shortfall from margin of one of two kinds.")
            .formula("y·d² + (1 − y)·max(0, margin − d)²")
            .label(BINARY)
            .prediction(NON_NEGATIVE)
            .parameter("margin", 1.0, NON_NEGATIVE)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Squared in the distance of a pair that belongs together; pairs far apart cost nothing.")
            .choose("Pairs are labelled as same (1) or different (0) and come with their distance.")
            .peers("Some halve it; in the paper 1 means different.")
            .reference("Hadsell et al. 2006")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double margin) {
        if (!BINARY.contains(label) || !NON_NEGATIVE.contains(prediction) || !NON_NEGATIVE.contains(margin)) {
            return Double.NaN;
        }
        double error = label == 1 ? prediction : Math.max(0, margin - prediction);
        return error * error;
    }
}
