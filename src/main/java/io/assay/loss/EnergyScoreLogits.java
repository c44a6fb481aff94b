package io.assay.loss;

import static io.assay.loss.Domain.LOGIT;
import static io.assay.loss.Domain.POSITIVE;

/** The free energy of logits: high for rows unlike those that the model was trained on. The label does not enter. */
public final class EnergyScoreLogits implements Loss {

    private static final Definition DEFINITION = Definition.of("energy_score_logits", Family.LOGITS)
            .summary("The free energy of logits: high for rows unlike those that the model was trained on.")
            .formula("−T·log Σ exp(x/T)")
            .prediction(LOGIT)
            .parameter("temperature", 1.0, POSITIVE)
            .relation(Logits.POSSIBLE)
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .direction(Direction.NONE)
            .smooth()
            .outliers("It does not know of mistakes: a confident one has a low energy.")
            .choose("Rows from elsewhere are to be found, or two datasets compared in how familiar they are.")
            .reference("Liu et al. 2020")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles prediction, double temperature) {
        if (!Logits.areLogits(prediction) || !POSITIVE.contains(temperature)) {
            return Double.NaN;
        }
        double largest = prediction.at(Primitives.argMax(prediction));
        return 0 - largest - temperature * Primitives.logSumExp(Logits.tempered(prediction, temperature));
    }
}
