package io.assay.loss;

import static io.assay.loss.Domain.LOGIT;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** How far the normaliser of a softmax is from 1, squared; the label does not enter. */
public final class LogitZLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("logit_z_loss", Family.LOGITS)
            .summary("The squared logarithm of a softmax's normaliser: 0 where logits are log probabilities already.")
            .formula("coef·(log Σ exp(x))²")
            .prediction(LOGIT)
            .parameter("coef", 1e-4, NON_NEGATIVE)
            .relation(Logits.POSSIBLE)
            .smooth()
            .outliers("It does not know of mistakes; logits that drift cost the square of it.")
            .choose("Logits must not drift, as in long trainings at low precision.")
            .reference("Chowdhery et al. 2022, PaLM, with coef 1e-4")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles prediction, double coef) {
        if (!Logits.areLogits(prediction) || !NON_NEGATIVE.contains(coef)) {
            return Double.NaN;
        }
        double normaliser = Math.abs(Primitives.logSumExp(prediction));
        return coef == 0 ? 0 : coef * normaliser * normaliser;
    }
}
