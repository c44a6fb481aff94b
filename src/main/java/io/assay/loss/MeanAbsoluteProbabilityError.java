package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.PROBABILITY;

/** The absolute errors of all class probabilities together, twice what the class that came lacks. */
public final class MeanAbsoluteProbabilityError implements Loss {

    private static final Definition DEFINITION = ClassProbabilities.normalizable(
                    Definition.of("mean_absolute_probability_error", Family.MULTICLASS)
                            .label(CLASS_INDEX)
                            .prediction(PROBABILITY)
                            .relation(Relation.classIndexBelowLength("label", "prediction")))
            .summary("The absolute errors of all class probabilities together: twice what the class that came lacks.")
            .formula("Σ |p_k − [k = y]| = 2·(1 − p_y); p is divided by its sum first if normalize")
            .range(0, 2)
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers(
                    "A confident mistake costs 2 at most, in proportion: wrong labels at random shift all models alike.")
            .choose("Labels are noisy. It is no proper score: it favours predictions that are too sure.")
            .reference("Ghosh, Kumar, Sastry 2017")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double normalize) {
        double divisor = ClassProbabilities.divisor(prediction, normalize);
        if (!Primitives.isClassOf(label, prediction.size()) || Double.isNaN(divisor)) {
            return Double.NaN;
        }
        return 2 * (1 - ClassProbabilities.of(prediction, (int) label, divisor));
    }
}
