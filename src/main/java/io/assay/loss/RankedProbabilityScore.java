package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.PROBABILITY;

/** The Brier losses of all questions "is the class above k?", for classes with an order. */
public final class RankedProbabilityScore implements Loss {

    private static final Definition DEFINITION = ClassProbabilities.normalizable(
                    Definition.of("ranked_probability_score", Family.MULTICLASS)
                            .label(CLASS_INDEX)
                            .prediction(PROBABILITY)
                            .parameter("average", 0.0, BINARY)
                            .relation(Relation.classIndexBelowLength("label", "prediction")))
            .summary(
                    "For ordered classes: the squared errors of the cumulative probabilities, so that near misses cost less.")
            .formula("Σ_{k<K−1} (P_k − [k ≥ y])², P_k = p_0 + … + p_k; divided by K−1 if average;"
                    + " p is divided by its sum first if normalize")
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("A confident mistake costs the number of classes between, K−1 at most, or 1 if average.")
            .choose("Classes have an order, as grades or sizes, and a miss by one is better than a miss by two.")
            .peers("Some divide by K−1: that is average.")
            .shorthand("rps", "mean")
            .reference("Epstein 1969; closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double average, double normalize) {
        double divisor = ClassProbabilities.divisor(prediction, normalize);
        int classes = prediction.size();
        if (!Primitives.isClassOf(label, classes) || !BINARY.contains(average) || Double.isNaN(divisor)) {
            return Double.NaN;
        }
        double score = squaredErrors(label, prediction, divisor);
        return average == 1 && classes > 1 ? score / (classes - 1) : score;
    }

    private static double squaredErrors(double label, Doubles prediction, double divisor) {
        double cumulative = 0;
        double compensation = 0;
        double score = 0;
        for (int k = 0; k < prediction.size() - 1; k++) {
            double probability = ClassProbabilities.of(prediction, k, divisor);
            double next = cumulative + probability;
            // Neumaier's sum: what the addition rounded away.
            compensation +=
                    cumulative >= probability ? (cumulative - next) + probability : (probability - next) + cumulative;
            cumulative = next;
            double error = (k >= label ? cumulative - 1 : cumulative) + compensation;
            score += error * error;
        }
        return score;
    }
}
