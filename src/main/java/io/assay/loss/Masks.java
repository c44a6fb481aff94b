package io.assay.loss;

/** What losses of two masks share: the overlap and what is on one side only, soft masks included. */
record Masks(double both, double predictedOnly, double labelOnly) {

    /** The masks of a label and a prediction; all parts are NaN outside of the domain. */
    static Masks of(Doubles label, Doubles prediction) {
        if (label.size() != prediction.size() || label.size() == 0) {
            return new Masks(Double.NaN, Double.NaN, Double.NaN);
        }
        double both = 0;
        double predictedOnly = 0;
        double labelOnly = 0;
        for (int i = 0; i < label.size(); i++) {
            double y = Primitives.probability(label.at(i));
            double p = Primitives.probability(prediction.at(i));
            both += y * p;
            predictedOnly += (1 - y) * p;
            labelOnly += y * (1 - p);
        }
        return new Masks(both, predictedOnly, labelOnly);
    }

    /** 1 less the Tversky index; 0 where there is nothing on either side. */
    double tversky(double alpha, double beta, double smooth) {
        double missed = alpha * predictedOnly + beta * labelOnly;
        double divisor = both + missed + smooth;
        return divisor == 0 ? 0 : missed / divisor;
    }
}
