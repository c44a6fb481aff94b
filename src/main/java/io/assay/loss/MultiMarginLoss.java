package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The hinges between the class that came and every other, by the number of classes. */
public final class MultiMarginLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("multi_margin_loss", Family.LOGITS)
            .summary("The hinges between the class that came and every other, by the number of classes.")
            .formula("class_weight[y]·Σ_{k≠y} max(0, margin − x_y + x_k)^p/K")
            .label(CLASS_INDEX)
            .prediction(FINITE)
            .parameter("margin", 1.0, FINITE)
            .parameter("p", 1.0, COUNT)
            .optionalArray("class_weight", NON_NEGATIVE)
            .relation(Relation.atMost("p", 2))
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .relation(ClassWeights.FITTING)
            .convexity(Convexity.CONVEX)
            .outliers("A confident mistake costs linearly, or its square for p = 2, for every class ahead.")
            .choose("Scores separate classes by a margin, and it matters how many classes are ahead.")
            .peers("torch divides by the number of rows with weights too, and so does the mean here.")
            .reference("torch MultiMarginLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double margin, double p, Doubles classWeight) {
        if (!Primitives.isClassOf(label, prediction.size())
                || !FINITE.containsAll(prediction)
                || !FINITE.contains(margin)
                || !ClassWeights.fit(classWeight, prediction)
                || !(p == 1 || p == 2)) {
            return Double.NaN;
        }
        double sum = 0;
        double own = prediction.at((int) label);
        for (int k = 0; k < prediction.size(); k++) {
            double missing = k == label ? 0 : Math.max(0, margin + (prediction.at(k) - own));
            sum += p == 1 ? missing : missing * missing;
        }
        double weight = ClassWeights.of(classWeight, (int) label);
        return weight == 0 ? 0 : weight * (sum / prediction.size());
    }
}
