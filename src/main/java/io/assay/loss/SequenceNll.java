package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.LOG_PROBABILITY;

/** How surprising a sequence of tokens is; over all rows, nats per token. */
public final class SequenceNll implements Loss {

    private static final Definition DEFINITION = Definition.of("sequence_nll", Family.TEXT)
            .summary(
                    "How surprising a sequence is, from the log-probabilities of its tokens; over rows, nats per token.")
            .formula("−Σ log p_i over the number of tokens, of those that mask keeps (1)")
            .prediction("log_probs", LOG_PROBABILITY)
            .optionalArray("mask", BINARY)
            .relation(Relation.notEmpty("log_probs"))
            .relation(Relation.sameLength("log_probs", "mask"))
            .relation(TokenMask.keepsAToken("log_probs"))
            .aggregate("ratio")
            .shorthand("sequence_perplexity", "exponential")
            .outliers("One token that was thought impossible makes it infinite.")
            .choose(
                    "A row is a text with the log-probabilities of its tokens; under exponential the cost is the perplexity.")
            .peers(
                    "The mean over sequences, that some report, gives short ones too much weight; here the mean is over tokens.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles logProbs, Doubles mask) {
        if (Double.isNaN(denominator(logProbs, mask))) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < logProbs.size(); i++) {
            // A rounding error above 0 is 0.
            sum += mask.size() == 0 || mask.at(i) == 1 ? Math.max(0, -logProbs.at(i)) : 0;
        }
        return sum;
    }

    /** The number of tokens that count. */
    public double denominator(Doubles logProbs, Doubles mask) {
        boolean fine = LOG_PROBABILITY.containsAll(logProbs)
                && BINARY.containsAll(mask)
                && (mask.size() == 0 || mask.size() == logProbs.size());
        int count = fine ? TokenMask.count(logProbs, mask) : 0;
        return count == 0 ? Double.NaN : count;
    }
}
