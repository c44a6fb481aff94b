package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** The mean over labels of the log loss of their predicted probabilities. */
public final class MultilabelBinaryCrossEntropy implements Loss {

    private static final Definition DEFINITION = LabelSets.definition("multilabel_binary_cross_entropy", PROBABILITY)
            .summary("The mean over labels of the log loss of their predicted probabilities.")
            .formula("mean_k (−y_k·log p'_k − (1−y_k)·log(1−p'_k)), p' clipped to [eps, 1−eps]")
            .parameter("eps", Clip.DEFAULT, NON_NEGATIVE)
            .relation(Clip.RELATION)
            .outliers("A confident mistake in one label costs without bound but for eps, 36/K by default.")
            .choose("Probabilities of labels are used as such and have to be right.")
            .peers("As binary_cross_entropy; Keras has eps 1e-7.")
            .reference("Keras BinaryCrossentropy of a row")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double eps) {
        if (!LabelSets.fit(label, prediction, PROBABILITY) || !Clip.isEps(eps)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            double clipped = Clip.clip(Primitives.probability(prediction.at(k)), eps);
            sum -= label.at(k) == 1 ? StrictMath.log(clipped) : StrictMath.log1p(-clipped);
        }
        return sum / label.size();
    }
}
