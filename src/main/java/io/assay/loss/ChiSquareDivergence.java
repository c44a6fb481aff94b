package io.assay.loss;

import static io.assay.loss.Domain.PROBABILITY;

/**
 * Pearson's divergence: squared differences in units of the predicted probability; infinite where the prediction
 * excludes what may happen.
 */
public final class ChiSquareDivergence implements Loss {

    private static final Definition DEFINITION = Definition.of("chi_square_divergence", Family.DIVERGENCE)
            .summary("Pearson's divergence: squared differences of probabilities in units of the predicted one.")
            .formula("Σ (y_k − p_k)²/p_k")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Very large where something happens that was thought rare; infinite where it was excluded.")
            .choose("Rare events that turn out common are to cost the most.")
            .reference("scipy power_divergence over the number of observations")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (!Distributions.areComparable(label, prediction)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            double p = Primitives.probability(prediction.at(k));
            double difference = Primitives.probability(label.at(k)) - p;
            sum += difference == 0 ? 0 : difference * (difference / p);
        }
        return sum;
    }
}
