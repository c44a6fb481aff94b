package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.COSINE;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.POSITIVE;

/** The log loss of scaled cosines, where the angle of the class that came is made larger by a margin (ArcFace). */
public final class LargeMarginSoftmax implements Loss {

    private static final Definition DEFINITION = Definition.of("large_margin_softmax", Family.LOGITS)
            .summary(
                    "The log loss of scaled cosines, with a margin added to the angle of the class that came (ArcFace).")
            .formula("log Σ exp(z) − z_y, z_y = scale·cos(arccos(c_y) + margin), z_k = scale·c_k for the others")
            .label(CLASS_INDEX)
            .prediction(COSINE)
            .parameter("scale", 64.0, POSITIVE)
            .parameter("margin", 0.5, NON_NEGATIVE)
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .outliers("A confident mistake costs twice the scale at most, and the logarithm of the number of classes.")
            .choose("Embeddings are judged by their cosines to class centres, as for faces.")
            .peers("Implementations that keep the loss monotone take another form beyond an angle of pi - margin.")
            .shorthand("arcface", "mean")
            .reference("Deng et al. 2019, ArcFace; softmax cross-entropy of the scaled cosines with margin 0")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double scale, double margin) {
        if (!Primitives.isClassOf(label, prediction.size())
                || !COSINE.containsAll(prediction)
                || !POSITIVE.contains(scale)
                || !NON_NEGATIVE.contains(margin)) {
            return Double.NaN;
        }
        double[] logits = new double[prediction.size()];
        for (int k = 0; k < logits.length; k++) {
            double cosine = Math.min(Math.max(prediction.at(k), -1), 1);
            logits[k] = scale * (k == label ? moved(cosine, margin) : cosine);
        }
        return Primitives.negativeLogSoftmax(Doubles.of(logits), (int) label);
    }

    /** cos(arccos(cosine) + margin). */
    private static double moved(double cosine, double margin) {
        double sine = Math.sqrt((1 - cosine) * (1 + cosine));
        return cosine * StrictMath.cos(margin) - sine * StrictMath.sin(margin);
    }
}
