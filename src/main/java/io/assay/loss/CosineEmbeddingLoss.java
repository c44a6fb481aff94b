package io.assay.loss;

import static io.assay.loss.Domain.COSINE;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.SIGN;

/**
 * For a pair that belongs together, how far the directions are apart; for one that does not, by how much their cosine
 * is above {@code margin}.
 */
public final class CosineEmbeddingLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("cosine_embedding_loss", Family.EMBEDDING)
            .summary(
                    "How far the directions of a pair that belongs together are apart, or how near those of one that does not.")
            .formula("1 − cos if t = 1; max(0, cos − margin) if t = −1 (or 0)")
            .label(SIGN)
            .prediction("x1", FINITE)
            .prediction("x2", FINITE)
            .parameter("margin", 0.0, COSINE)
            .relation(Relation.sameLength("x1", "x2"))
            .relation(Relation.notEmpty("x1"))
            .range(0, 2)
            .outliers("At most 2; lengths do not count.")
            .choose("Pairs are labelled as same or different, and vectors are compared by direction.")
            .peers("torch adds 1e-12 to squared lengths, so equal vectors cost a little more than 0.")
            .reference("torch CosineEmbeddingLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles x1, Doubles x2, double margin) {
        if (!SIGN.contains(label)
                || x1.size() != x2.size()
                || x1.size() == 0
                || !FINITE.containsAll(x1)
                || !FINITE.containsAll(x2)
                || !COSINE.contains(margin)) {
            return Double.NaN;
        }
        double distance = Vectors.cosineDistance(x1, x2);
        return label == 1 ? distance : Math.min(Math.max(0, 1 - distance - margin), 2);
    }
}
