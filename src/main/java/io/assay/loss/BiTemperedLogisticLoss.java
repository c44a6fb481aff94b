package io.assay.loss;

import static io.assay.loss.Domain.AT_LEAST_ONE;
import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.LOGIT;
import static io.assay.loss.Domain.NON_NEGATIVE;

/**
 * The log loss of class logits with both of its parts tempered: a bounded logarithm, and a softmax with heavy tails.
 *
 * <p>With log_t(u) = (u^(1−t) − 1)/(1−t) and its inverse exp_t, the probabilities are p_k = exp_t2(x_k − c), with c such
 * that they sum to 1, and the loss is the Bregman divergence of the class that came from p under log_t1.
 */
public final class BiTemperedLogisticLoss implements Loss {

    private static final int MOST_STEPS = 500;

    private static final Definition DEFINITION = Definition.of("bi_tempered_logistic_loss", Family.LOGITS)
            .summary(
                    "The log loss of class logits with a bounded logarithm (t1 < 1) and a heavy-tailed softmax (t2 > 1).")
            .formula("−log_t1 p_y − (1 − Σ p_k^(2−t1))/(2−t1), p_k = exp_t2(x_k − c) summing to 1")
            .label(CLASS_INDEX)
            .prediction(LOGIT)
            .required("t1", NON_NEGATIVE)
            .required("t2", AT_LEAST_ONE)
            .relation(Relation.atMost("t1", 1))
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .relation(Logits.POSSIBLE)
            .smooth()
            .outliers("A confident mistake costs 1/(1−t1) at most, so wrong labels weigh little.")
            .choose("Labels are noisy: t1 below 1 bounds wrong labels far off, t2 above 1 those near the boundary.")
            .reference("Amid et al. 2019; softmax cross-entropy at t1 = t2 = 1")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double t1, double t2) {
        if (!Primitives.isClassOf(label, prediction.size())
                || !Logits.areLogits(prediction)
                || !(NON_NEGATIVE.contains(t1) && t1 <= 1)
                || !AT_LEAST_ONE.contains(t2)) {
            return Double.NaN;
        }
        Doubles logits = Logits.tempered(prediction, 1);
        double normaliser = t2 == 1 ? Primitives.logSumExp(logits) : normaliser(logits, t2);
        double missing = 0;
        double powers = 0;
        for (int k = 0; k < logits.size(); k++) {
            double probability = k == label ? 0 : exponential(logits.at(k) - normaliser, t2);
            missing += probability;
            powers += StrictMath.pow(probability, 2 - t1);
        }
        double logarithm = logarithm(logits, (int) label, normaliser, missing, t2);
        return Math.max(0, surprise(logarithm, t1) + powers / (2 - t1));
    }

    /** −log_t p − (1 − p^(2−t))/(2−t), from log p. */
    private static double surprise(double logarithm, double t) {
        double bounded = t == 1 ? logarithm : StrictMath.expm1((1 - t) * logarithm) / (1 - t);
        return StrictMath.expm1((2 - t) * logarithm) / (2 - t) - bounded;
    }

    /** log p of the class, by what the others have where that is the smaller part. */
    private static double logarithm(Doubles logits, int index, double normaliser, double missing, double t) {
        if (missing < 0.5) {
            return StrictMath.log1p(-missing);
        }
        double below = normaliser - logits.at(index);
        return t == 1 ? -below : -StrictMath.log1p((t - 1) * below) / (t - 1);
    }

    /** exp_t(u) for t ≥ 1 and u ≤ 0. */
    private static double exponential(double u, double t) {
        return StrictMath.exp(t == 1 ? u : -StrictMath.log1p((1 - t) * u) / (t - 1));
    }

    /**
     * The c ≥ 0 at which Σ exp_t(x_k − c) is 1, where the largest x is 0. The sum falls and is convex in c, so Newton's
     * steps from 0 never pass it.
     */
    private static double normaliser(Doubles logits, double t) {
        double normaliser = 0;
        for (int step = 0; step < MOST_STEPS; step++) {
            double sum = 0;
            double slope = 0;
            for (int k = 0; k < logits.size(); k++) {
                double value = exponential(logits.at(k) - normaliser, t);
                sum += value;
                slope += StrictMath.pow(value, t);
            }
            double next = normaliser + (sum - 1) / slope;
            if (!(next > normaliser)) {
                break;
            }
            normaliser = next;
        }
        return normaliser;
    }
}
