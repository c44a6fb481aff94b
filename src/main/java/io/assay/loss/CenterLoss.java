package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** Half the squared distance of an embedding from the centre of its class, which is the label. */
public final class CenterLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("center_loss", Family.EMBEDDING)
            .summary("Half the squared distance of an embedding from the centre of its class, which is the label.")
            .formula("Σ e_i²/2")
            .label(FINITE)
            .prediction(FINITE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Squared in the distance, so the furthest decide.")
            .choose("How tightly classes cluster in a space of embeddings is watched.")
            .reference("Wen et al. 2016")
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
        double sum = 0;
        for (int i = 0; i < label.size(); i++) {
            double error = prediction.at(i) - label.at(i);
            sum += error * error;
        }
        return sum / 2;
    }
}
