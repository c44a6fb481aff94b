package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.LOG_PROBABILITY;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** How surprising the class of the label is, from the logarithms of the predicted probabilities, taken as they are. */
public final class NegativeLogLikelihood implements Loss {

    private static final Definition DEFINITION = Definition.of("negative_log_likelihood", Family.LOGITS)
            .summary("The log loss of the logarithms of class probabilities, which are taken as they are.")
            .formula("−w_y·log p_y, w = class_weight; rows with y = ignore_index are left out")
            .label(CLASS_INDEX)
            .prediction(LOG_PROBABILITY)
            .optionalArray("class_weight", NON_NEGATIVE)
            .parameter("ignore_index", -100.0, FINITE)
            .relation(Relation.ignored("label", "ignore_index"))
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .relation(ClassWeights.FITTING)
            .convexity(Convexity.CONVEX)
            .outliers("A class that was thought impossible makes it infinite.")
            .choose("A model gives log-probabilities, as a log-softmax does. Where logits are there, take"
                    + " sparse_softmax_cross_entropy, which normalises them.")
            .peers(
                    "torch with weight divides by the sum of the rows' weights: with class_weight the aggregate is ratio,"
                            + " and mean divides by the number of rows. torch takes any number for a log-probability.")
            .shorthand("nll_loss", "mean")
            .reference("torch NLLLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, Doubles classWeight, double ignoreIndex) {
        double weight = denominator(label, prediction, classWeight, ignoreIndex);
        if (Double.isNaN(weight)) {
            return Double.NaN;
        }
        if (weight == 0) {
            return 0;
        }
        // A rounding error above 0 is 0.
        return weight * Math.max(0, -prediction.at((int) label));
    }

    /** The weight of the row's class; NaN where there is no loss. */
    public double denominator(double label, Doubles prediction, Doubles classWeight, double ignoreIndex) {
        boolean scored = label != ignoreIndex
                && Primitives.isClassOf(label, prediction.size())
                && LOG_PROBABILITY.containsAll(prediction)
                && ClassWeights.fit(classWeight, prediction)
                && FINITE.contains(ignoreIndex);
        return scored ? ClassWeights.of(classWeight, (int) label) : Double.NaN;
    }
}
