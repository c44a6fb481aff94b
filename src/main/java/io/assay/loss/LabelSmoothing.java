package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.PROBABILITY;

/** What becomes of one element of a label when labels are smoothed: not a loss, but a label for one. */
public final class LabelSmoothing implements Loss {

    private static final Definition DEFINITION = Definition.of("label_smoothing", Family.COMPOSITE)
            .summary(
                    "One element of a label with a share of it spread over all classes: a label for a loss, not a loss.")
            .formula("y·(1 − smoothing) + smoothing/classes")
            .label(PROBABILITY)
            .required("smoothing", PROBABILITY)
            .parameter("classes", 2.0, COUNT)
            .range(0, 1)
            .direction(Direction.NONE)
            .outliers("None: it is linear.")
            .choose(
                    "A loss without label_smoothing is to be compared: transform(label, y -> label_smoothing(y, 0.1, 10)).")
            .reference("Szegedy et al. 2016; Keras, torch and Optax agree")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double smoothing, double classes) {
        double y = Primitives.probability(label);
        double share = Primitives.probability(smoothing);
        return COUNT.contains(classes) ? Math.min(y * (1 - share) + share / classes, 1) : Double.NaN;
    }
}
