package io.assay.loss;

import static io.assay.loss.Domain.AT_LEAST_ONE;
import static io.assay.loss.Domain.FINITE;

/**
 * How much an example is short of being closer to one of its kind than to another by {@code margin}. The label is the
 * anchor.
 */
public final class TripletMarginLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("triplet_margin_loss", Family.EMBEDDING)
            .summary(
                    "How much an anchor, the label, is short of being closer to the positive than to the negative by margin.")
            .formula("max(0, |y − positive + eps|_p − |y − negative + eps|_p + margin)")
            .label(FINITE)
            .prediction("positive", FINITE)
            .prediction("negative", FINITE)
            .parameter("margin", 1.0, FINITE)
            .parameter("p", 2.0, AT_LEAST_ONE)
            .parameter("eps", 0.0, FINITE)
            .relation(Relation.sameLength("label", "positive", "negative"))
            .relation(Relation.notEmpty("label"))
            .outliers("Linear in the distances; triplets that are far enough apart cost nothing.")
            .choose("Embeddings are trained or judged by triplets.")
            .peers("torch adds eps 1e-6 to each difference; Optax adds it to the sum of powers.")
            .reference("torch TripletMarginLoss; Balntas et al. 2016")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles positive, Doubles negative, double margin, double p, double eps) {
        if (label.size() != positive.size()
                || label.size() != negative.size()
                || label.size() == 0
                || !FINITE.containsAll(label)
                || !FINITE.containsAll(positive)
                || !FINITE.containsAll(negative)
                || !FINITE.contains(margin)
                || !AT_LEAST_ONE.contains(p)
                || !FINITE.contains(eps)) {
            return Double.NaN;
        }
        return Math.max(0, norm(label, positive, p, eps) - norm(label, negative, p, eps) + margin);
    }

    private static double norm(Doubles one, Doubles other, double p, double eps) {
        double[] difference = new double[one.size()];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = one.at(i) - other.at(i) + eps;
        }
        Doubles vector = Doubles.of(difference);
        double largest = Vectors.largest(vector);
        if (p == 2 || largest == 0 || Double.isInfinite(largest)) {
            return Vectors.length(vector);
        }
        double sum = 0;
        for (double element : difference) {
            sum += StrictMath.pow(Math.abs(element) / largest, p);
        }
        return largest * StrictMath.pow(sum, 1 / p);
    }
}
