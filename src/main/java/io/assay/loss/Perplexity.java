package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** Among how many equally likely tokens a model hesitates: the exponential of nats per token over all rows. */
public final class Perplexity implements Loss {

    private static final Definition DEFINITION = Definition.of("perplexity", Family.TEXT)
            .summary(
                    "Among how many equally likely tokens a model hesitates: the exponential of nats per token over all rows.")
            .formula("exp(Σ nll/Σ tokens)")
            .prediction("nll", NON_NEGATIVE)
            .required("tokens", COUNT)
            .aggregate("exponential")
            .outliers("A single token of probability near 0 shows; an infinite one cannot be averaged away.")
            .choose(
                    "Language models of one vocabulary are compared. A row holds the sum of a text's negative log-likelihoods.")
            .peers("The mean of the perplexities of rows is another, larger number.")
            .reference("Jelinek et al. 1977; exp of torch CrossEntropyLoss over tokens")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double nll, double tokens) {
        return NON_NEGATIVE.contains(nll) && COUNT.contains(tokens) ? Math.abs(nll) : Double.NaN;
    }

    /** The number of tokens. */
    public double denominator(double nll, double tokens) {
        return NON_NEGATIVE.contains(nll) && COUNT.contains(tokens) ? tokens : Double.NaN;
    }
}
