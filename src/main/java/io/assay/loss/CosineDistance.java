package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** 1 less the cosine of the angle of two vectors, from 0 to 2; 1 where one of them is 0. */
public final class CosineDistance implements Loss {

    private static final Definition DEFINITION = Definition.of("cosine_distance", Family.EMBEDDING)
            .summary("1 less the cosine of the angle of two vectors, from 0 to 2; 1 where one of them is 0.")
            .formula("1 − y·p / (|y|·|p|)")
            .label(FINITE)
            .prediction(FINITE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(0, 2)
            .symmetric()
            .outliers("At most 2; lengths do not count.")
            .choose("Directions carry the meaning, as of embeddings that are compared by cosine.")
            .peers(
                    "scipy and Optax give NaN for a zero vector, torch and Keras 1 as here; the loss of Keras is −cosine.")
            .reference("scipy cosine, torch CosineSimilarity")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (label.size() != prediction.size()
                || label.size() == 0
                || !FINITE.containsAll(label)
                || !FINITE.containsAll(prediction)) {
            return Double.NaN;
        }
        return Vectors.cosineDistance(label, prediction);
    }
}
