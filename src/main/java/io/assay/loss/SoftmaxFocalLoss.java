package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.LOGIT;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The log loss of class logits, with less weight for rows that are right already. */
public final class SoftmaxFocalLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("softmax_focal_loss", Family.LOGITS)
            .summary("The log loss of class logits with less weight for rows that are right already.")
            .formula("(1 − exp(−n))^gamma·n, n = log Σ exp(x) − x_y")
            .label(CLASS_INDEX)
            .prediction(LOGIT)
            .parameter("gamma", 2.0, NON_NEGATIVE)
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .relation(Logits.POSSIBLE)
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("Confident mistakes dominate even more than in the log loss, as rows that are right fade out.")
            .choose("A few classes are rare, most rows are easy, and logits are there. It is no proper score.")
            .reference("Lin et al. 2017, with the softmax")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double gamma) {
        if (!Primitives.isClassOf(label, prediction.size())
                || !Logits.areLogits(prediction)
                || !NON_NEGATIVE.contains(gamma)) {
            return Double.NaN;
        }
        double surprise = Primitives.negativeLogSoftmax(prediction, (int) label);
        return StrictMath.pow(0 - StrictMath.expm1(-surprise), gamma) * surprise;
    }
}
