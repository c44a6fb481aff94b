package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.POSITIVE;

/**
 * How far the similarities of one anchor to others of its kind and to those of other kinds are from where they should
 * be, each weighted by how far it is.
 */
public final class CircleLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("circle_loss", Family.EMBEDDING)
            .summary(
                    "How far similarities of an anchor to its kind and to others are from where they should be, self-weighted.")
            .formula("log(1 + Σ exp(gamma·max(0, n + m)·(n − m))·Σ exp(−gamma·max(0, 1 + m − p)·(p − 1 + m)))")
            .prediction("positives", FINITE)
            .prediction("negatives", FINITE)
            .parameter("gamma", 80.0, POSITIVE)
            .parameter("margin", 0.4, NON_NEGATIVE)
            .relation(Relation.notEmpty("positives", "negatives"))
            .outliers("Squared in how far a similarity is off, in units of gamma.")
            .choose("Similarities of one anchor to all others of a batch or class are gathered in a row.")
            .peers("Keras gathers the batch itself and has these defaults; the paper has gamma 256 and margin 0.25.")
            .reference("Sun et al. 2020; Keras CircleLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles positives, Doubles negatives, double gamma, double margin) {
        if (positives.size() == 0
                || negatives.size() == 0
                || !FINITE.containsAll(positives)
                || !FINITE.containsAll(negatives)
                || !POSITIVE.contains(gamma)
                || !NON_NEGATIVE.contains(margin)) {
            return Double.NaN;
        }
        double[] near = new double[positives.size()];
        for (int i = 0; i < near.length; i++) {
            double p = positives.at(i);
            near[i] = -gamma * Math.max(0, 1 + margin - p) * (p - 1 + margin);
        }
        double[] far = new double[negatives.size()];
        for (int i = 0; i < far.length; i++) {
            double n = negatives.at(i);
            far[i] = gamma * Math.max(0, n + margin) * (n - margin);
        }
        return Primitives.softplus(Primitives.logSumExp(Doubles.of(near)) + Primitives.logSumExp(Doubles.of(far)));
    }
}
