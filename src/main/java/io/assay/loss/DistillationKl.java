package io.assay.loss;

import static io.assay.loss.Domain.LOGIT;
import static io.assay.loss.Domain.POSITIVE;

/**
 * The divergence of a student's softmax from its teacher's, both at a temperature, times its square.
 *
 * <p>Label and prediction are the logits of teacher and student.
 */
public final class DistillationKl implements Loss {

    private static final Definition DEFINITION = Definition.of("distillation_kl", Family.LOGITS)
            .summary("How far the softmax of a student's logits is from that of its teacher's, at a temperature.")
            .formula("T²·Σ P_k·(log P_k − log Q_k), P = softmax(label/T), Q = softmax(prediction/T)")
            .label(LOGIT)
            .prediction(LOGIT)
            .parameter("temperature", 1.0, POSITIVE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Logits.possible("label"))
            .relation(Logits.POSSIBLE)
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A confident mistake costs as much as the student's logit is off where the teacher is sure.")
            .choose("A smaller model is held against the larger one that it was distilled from.")
            .peers("torch KLDivLoss takes the student's log-softmax first, divides by all elements unless told"
                    + " 'batchmean', and leaves T² to the caller.")
            .reference("Hinton, Vinyals, Dean 2015")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double temperature) {
        if (label.size() != prediction.size()
                || !Logits.areLogits(label)
                || !Logits.areLogits(prediction)
                || !POSITIVE.contains(temperature)) {
            return Double.NaN;
        }
        double divergence = divergence(Logits.tempered(label, temperature), Logits.tempered(prediction, temperature));
        return divergence == 0 ? 0 : temperature * (temperature * divergence);
    }

    private static double divergence(Doubles teacher, Doubles student) {
        double shift = shift(teacher, student);
        double sum = 0;
        for (int k = 0; k < teacher.size(); k++) {
            double p = StrictMath.exp(-Primitives.negativeLogSoftmax(teacher, k));
            double q = StrictMath.exp(-Primitives.negativeLogSoftmax(student, k));
            sum += term(p, q, difference(teacher.at(k), student.at(k)) - shift);
        }
        return sum;
    }

    /** p·d − p + q with d = log p − log q: not negative, and Σ (q − p) = 0, so that small divergences keep their digits. */
    private static double term(double p, double q, double d) {
        if (p == 0) {
            return q;
        }
        return Math.abs(d) < 0.5 ? 0 - p * Primitives.log1pMinus(StrictMath.expm1(-d)) : p * (d - 1) + q;
    }

    /** log Σ exp(teacher) − log Σ exp(student), without cancellation where they are nearly the same. */
    private static double shift(Doubles teacher, Doubles student) {
        double sum = 0;
        for (int k = 0; k < teacher.size(); k++) {
            double difference = difference(teacher.at(k), student.at(k));
            if (!(Math.abs(difference) < 0.5)) {
                return Primitives.logSumExp(teacher) - Primitives.logSumExp(student);
            }
            double q = StrictMath.exp(-Primitives.negativeLogSoftmax(student, k));
            sum += q * StrictMath.expm1(difference);
        }
        return StrictMath.log1p(sum);
    }

    private static double difference(double teacher, double student) {
        return teacher == student ? 0 : teacher - student;
    }
}
