package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** How surprising the match is among the candidates, by the softmax of their similarities over {@code temperature}. */
public final class InfoNceLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("info_nce_loss", Family.EMBEDDING)
            .summary(
                    "How surprising the match is among candidates, by the softmax of their similarities over temperature.")
            .formula("log(exp(s⁺/T) + Σ exp(s⁻/T)) − s⁺/T")
            .prediction("positive", FINITE)
            .prediction("negatives", FINITE)
            .parameter("temperature", 0.07, POSITIVE)
            .relation(Relation.notEmpty("negatives"))
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Linear in how far the best wrong candidate leads, in units of temperature.")
            .choose("One match is to be found among many candidates, as in retrieval or contrastive training.")
            .shorthand("ntxent_loss", "mean")
            .reference("van den Oord et al. 2018; torch cross_entropy of the candidates")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double positive, Doubles negatives, double temperature) {
        if (!FINITE.contains(positive)
                || negatives.size() == 0
                || !FINITE.containsAll(negatives)
                || !POSITIVE.contains(temperature)) {
            return Double.NaN;
        }
        // The match itself is 0, so that the sum of exponentials is at least 1.
        double[] leads = new double[negatives.size() + 1];
        for (int i = 0; i < negatives.size(); i++) {
            leads[i + 1] = (negatives.at(i) - positive) / temperature;
        }
        return Primitives.logSumExp(Doubles.of(leads));
    }
}
