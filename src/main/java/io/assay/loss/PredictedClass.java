package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;

/** The class that scores or probabilities decide for; no loss, but what decisions of several classes are read with. */
public final class PredictedClass implements Loss {

    private static final Definition DEFINITION = Definition.of("predicted_class", Family.COMPOSITE)
            .summary("The index of the largest score, the lowest of equals: the class that is decided for.")
            .formula("argmax_k p_k")
            .prediction(EXTENDED)
            .relation(Relation.notEmpty("prediction"))
            .range(0, Double.POSITIVE_INFINITY)
            .direction(Direction.NONE)
            .choose("A metric or an expression of yours needs the decision that an array of scores stands for.")
            .outliers("Only the largest score counts.")
            .reference("numpy argmax")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles prediction) {
        return prediction.size() == 0 || !EXTENDED.containsAll(prediction) ? Double.NaN : Primitives.argMax(prediction);
    }
}
