package io.assay.loss;

import static java.lang.Math.abs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** A loss of probabilities and its form for logits agree, where probabilities do not round to 0 or 1. */
class ProbabilityAndLogitLawsTest {

    private static final int DRAWS = 200;
    private static final double NO_EPS = 0;
    private static final double NONE = Double.NaN;
    private static final Doubles NO_WEIGHTS = Doubles.of();

    @RepeatedTest(5)
    void binaryLossesAgree(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int draw = 0; draw < DRAWS; draw++) {
            double logit = 3 * random.nextGaussian();
            double label = random.nextInt(2);
            double soft = random.nextDouble();
            double smoothing = random.nextDouble();
            double gamma = 3 * random.nextDouble();
            double alpha = random.nextDouble();
            double p = Primitives.sigmoid(logit);

            agree(
                    new BinaryCrossEntropy().loss(soft, p, NO_EPS, smoothing, NONE),
                    new SigmoidCrossEntropy().loss(soft, logit, 1, smoothing));
            agree(
                    new BinaryCrossEntropy().loss(label, p, NO_EPS, 0, NONE),
                    new LogisticLoss().loss(label, logit, "auto"));
            agree(
                    new BinaryFocalLoss().loss(label, p, gamma, alpha, NO_EPS),
                    new SigmoidFocalLoss().loss(label, logit, gamma, alpha));
            agree(new BrierLoss().loss(label, p), new SavageLoss().loss(label, logit, "auto"));
            agree(new BoostingLoss().loss(label, p), new ExponentialLoss().loss(label, logit / 2, "auto"));
            assertThat(new ZeroOneLoss().loss(label, p, 0.5)).isEqualTo(new SigmoidZeroOne().loss(label, logit, 0));
        }
    }

    @RepeatedTest(5)
    void multiclassLossesAgree(RepetitionInfo repetition) {
        Random random = new Random(100 + repetition.getCurrentRepetition());
        for (int draw = 0; draw < DRAWS; draw++) {
            int classes = 2 + random.nextInt(5);
            double[] x = random.doubles(classes, -4, 4).toArray();
            Doubles logits = Doubles.of(x);
            Doubles p = softmax(x);
            Doubles shares = softmax(random.doubles(classes, -2, 2).toArray());
            double smoothing = random.nextDouble();
            double gamma = 3 * random.nextDouble();
            int label = random.nextInt(classes);

            agree(
                    new SparseCategoricalCrossEntropy().loss(label, p, NO_EPS, NONE, 0),
                    new SparseSoftmaxCrossEntropy().loss(label, logits, 0, NO_WEIGHTS, -100));
            agree(
                    new CategoricalCrossEntropy().loss(shares, p, NO_EPS, smoothing, 0),
                    new SoftmaxCrossEntropy().loss(shares, logits, smoothing));
            agree(
                    new CategoricalCrossEntropy().loss(oneHot(label, classes), p, NO_EPS, smoothing, 0),
                    new SparseSoftmaxCrossEntropy().loss(label, logits, smoothing, NO_WEIGHTS, -100));
            agree(
                    new CategoricalFocalLoss().loss(label, p, gamma, NONE, NO_EPS, 0),
                    new SoftmaxFocalLoss().loss(label, logits, gamma));
            assertThat(new MulticlassZeroOneLoss().loss(label, p))
                    .isEqualTo(new MulticlassZeroOneLoss().loss(label, logits));
        }
    }

    @RepeatedTest(5)
    void multilabelLossesAgree(RepetitionInfo repetition) {
        Random random = new Random(200 + repetition.getCurrentRepetition());
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] x = random.doubles(4, -6, 6).toArray();
            Doubles label = Doubles.of(random.ints(4, 0, 2).asDoubleStream().toArray());
            Doubles p = Doubles.of(Arrays.stream(x).map(Primitives::sigmoid).toArray());

            agree(
                    new MultilabelBinaryCrossEntropy().loss(label, p, NO_EPS),
                    new MultilabelSigmoidCrossEntropy().loss(label, Doubles.of(x), NO_WEIGHTS));
        }
    }

    @RepeatedTest(5)
    void twoClassesAgreeWithTheBinaryLoss(RepetitionInfo repetition) {
        Random random = new Random(300 + repetition.getCurrentRepetition());
        for (int draw = 0; draw < DRAWS; draw++) {
            double logit = 3 * random.nextGaussian();
            double label = random.nextInt(2);
            double p = Primitives.sigmoid(logit);
            Doubles logits = Doubles.of(0, logit);
            Doubles both = Doubles.of(1 - p, p);

            agree(
                    new SparseSoftmaxCrossEntropy().loss(label, logits, 0, NO_WEIGHTS, -100),
                    new SigmoidCrossEntropy().loss(label, logit, 1, 0));
            agree(new MulticlassBrierLoss().loss(label, both, 0), 2 * new BrierLoss().loss(label, p));
            agree(new RankedProbabilityScore().loss(label, both, 0, 0), new BrierLoss().loss(label, p));
            agree(new SphericalLoss().loss(label, both, 0), new SphericalLossBinary().loss(label, p));
            agree(new SparsemaxLoss().loss(label, logits), new SparsemaxBinaryLoss().loss(label, logit));
            agree(
                    new Poly1CrossEntropy().loss(label, logits, 1.5),
                    new Poly1SigmoidCrossEntropy().loss(label, logit, 1.5));
        }
    }

    private static Doubles softmax(double[] logits) {
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        return Doubles.of(Arrays.stream(logits).map(x -> Math.exp(x) / sum).toArray());
    }

    private static Doubles oneHot(int label, int classes) {
        double[] weights = new double[classes];
        weights[label] = 1;
        return Doubles.of(weights);
    }

    private static void agree(double one, double other) {
        assertThat(one).isEqualTo(other, within(1e-11 * (1 + abs(other))));
    }
}
