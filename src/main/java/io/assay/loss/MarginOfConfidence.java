package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.PROBABILITY;

/** How far the likeliest other class is ahead of the class that came; negative where the prediction is right. */
public final class MarginOfConfidence implements Loss {

    private static final Definition DEFINITION = ClassProbabilities.normalizable(
                    Definition.of("margin_of_confidence", Family.MULTICLASS)
                            .label(CLASS_INDEX)
                            .prediction(PROBABILITY)
                            .relation(Classes.TWO_OR_MORE)
                            .relation(Relation.classIndexBelowLength("label", "prediction")))
            .summary(
                    "By how much the likeliest other class is ahead of the class that came; negative where it is behind.")
            .formula("max_{k≠y} p_k − p_y; p is divided by its sum first if normalize")
            .range(-1, 1)
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("A confident mistake costs 1 at most, and a confident hit makes up for it.")
            .choose("It matters how narrowly rows are right or wrong, as for picking rows to label.")
            .reference("closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double normalize) {
        double divisor = ClassProbabilities.divisor(prediction, normalize);
        int classes = prediction.size();
        if (classes < 2 || !Primitives.isClassOf(label, classes) || Double.isNaN(divisor)) {
            return Double.NaN;
        }
        double other = Primitives.probability(Classes.bestOther(prediction, (int) label));
        return Math.min(other / divisor, 1) - ClassProbabilities.of(prediction, (int) label, divisor);
    }
}
