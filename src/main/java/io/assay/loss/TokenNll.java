package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.LOGIT;

import java.util.List;

/** How surprising a token is under the softmax of the logits of the vocabulary. */
public final class TokenNll implements Loss {

    private static final Definition DEFINITION = Definition.of("token_nll", Family.TEXT)
            .summary("How surprising a token is under the softmax of the logits of the vocabulary, in nats.")
            .formula("log Σ exp(x) − x_y; rows with y = ignore_index are left out")
            .label(FINITE)
            .prediction(LOGIT)
            .parameter("ignore_index", -100.0, FINITE)
            .relation(Relation.ignored("label", "ignore_index"))
            .relation(new Relation(
                    "not_a_token",
                    "label must be a whole number ≥ 0 and below the number of elements of prediction",
                    List.of("label", "prediction"),
                    values -> Primitives.isClassOf(
                            Relation.number(values, 0),
                            Relation.array(values, 1).size())))
            .relation(Logits.POSSIBLE)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Linear in how far the right token's logit is behind.")
            .choose("A row is a token; under exponential the cost is the perplexity.")
            .shorthand("token_perplexity", "exponential")
            .reference("torch CrossEntropyLoss; sparse_softmax_cross_entropy")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double ignoreIndex) {
        if (label == ignoreIndex
                || !FINITE.contains(ignoreIndex)
                || !Primitives.isClassOf(label, prediction.size())
                || !Logits.areLogits(prediction)) {
            return Double.NaN;
        }
        return Primitives.negativeLogSoftmax(prediction, (int) label);
    }
}
