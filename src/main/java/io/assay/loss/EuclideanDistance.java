package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The length of the difference of two vectors. */
public final class EuclideanDistance implements Loss {

    private static final Definition DEFINITION = Definition.of("euclidean_distance", Family.EMBEDDING)
            .summary("The length of the difference of two vectors.")
            .formula("√(Σ e_i²)")
            .label(FINITE)
            .prediction(FINITE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .outliers("Linear in the distance.")
            .choose("Places in a space are compared and distances mean something.")
            .reference("scipy euclidean")
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
        return Vectors.distance(label, prediction);
    }
}
