package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.PROBABILITY;

/** One minus the probability of what came, by the length of both probabilities together. */
public final class SphericalLossBinary implements Loss {

    private static final Definition DEFINITION = Definition.of("spherical_loss_binary", Family.BINARY)
            .summary("One minus the probability of what came, divided by the length of (p, 1−p).")
            .formula("1 − q/√(p² + (1−p)²), q = p if y = 1 else 1−p")
            .label(BINARY)
            .prediction(PROBABILITY)
            .range(0, 1)
            .zeroAtEquality()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("A confident mistake costs 1 at most, and mistakes less sure cost nearly as much.")
            .choose("A bounded, proper score is wanted that tells predictions near the middle apart more than Brier's.")
            .reference("closed form; Good 1971")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        double probability = Primitives.probability(prediction);
        if (!BINARY.contains(label) || Double.isNaN(probability)) {
            return Double.NaN;
        }
        double right = label == 1 ? probability : 1 - probability;
        double wrong = label == 1 ? 1 - probability : probability;
        double length = Math.sqrt(right * right + wrong * wrong);
        // 1 − right/length without its cancellation where the prediction is nearly right.
        return Math.min(wrong * (wrong / (length * (length + right))), 1);
    }
}
