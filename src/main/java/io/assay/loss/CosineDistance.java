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
            .reference("scipy cosine, which gives NaN for a zero vector; torch and Keras give 1 as here")
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
        double largestLabel = largest(label);
        double largestPrediction = largest(prediction);
        if (largestLabel == 0 || largestPrediction == 0) {
            return 1;
        }
        // Divided by the largest element, so that no square overflows or vanishes.
        double lengthOfLabel = length(label, largestLabel);
        double lengthOfPrediction = length(prediction, largestPrediction);
        double dot = 0;
        double squaredChord = 0;
        for (int i = 0; i < label.size(); i++) {
            double y = label.at(i) / largestLabel / lengthOfLabel;
            double p = prediction.at(i) / largestPrediction / lengthOfPrediction;
            dot += y * p;
            squaredChord += (y - p) * (y - p);
        }
        // The chord keeps its digits where the angle is small and 1 − cosine would not.
        return dot > 0.5 ? squaredChord / 2 : Math.min(1 - dot, 2);
    }

    private static double largest(Doubles vector) {
        double largest = 0;
        for (int i = 0; i < vector.size(); i++) {
            largest = Math.max(largest, Math.abs(vector.at(i)));
        }
        return largest;
    }

    private static double length(Doubles vector, double unit) {
        double sum = 0;
        for (int i = 0; i < vector.size(); i++) {
            double element = vector.at(i) / unit;
            sum += element * element;
        }
        return Math.sqrt(sum);
    }
}
