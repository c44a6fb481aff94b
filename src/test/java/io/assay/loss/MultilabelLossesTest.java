package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Losses of sets of labels, by hand and by published examples. */
class MultilabelLossesTest {

    private static final Offset<Double> CLOSE = within(1e-14);
    private static final Doubles FIRST = Doubles.of(1, 0, 0);
    private static final Doubles LAST = Doubles.of(0, 0, 1);
    private static final Doubles FIRST_SCORES = Doubles.of(0.75, 0.5, 1);
    private static final Doubles LAST_SCORES = Doubles.of(1, 0.2, 0.1);

    /** The example of scikit-learn's user guide: a coverage of 2.5, a precision of 0.416…, a ranking loss of 0.75. */
    @Test
    void thePublishedExampleIsMet() {
        CoverageError coverage = new CoverageError();
        LabelRankingAveragePrecision precision = new LabelRankingAveragePrecision();
        LabelRankingLoss ranking = new LabelRankingLoss();

        assertThat((coverage.loss(FIRST, FIRST_SCORES) + coverage.loss(LAST, LAST_SCORES)) / 2)
                .isEqualTo(2.5);
        assertThat((precision.loss(FIRST, FIRST_SCORES) + precision.loss(LAST, LAST_SCORES)) / 2)
                .isEqualTo((1 / 2.0 + 1 / 3.0) / 2, CLOSE);
        assertThat((ranking.loss(FIRST, FIRST_SCORES) + ranking.loss(LAST, LAST_SCORES)) / 2)
                .isEqualTo(0.75);
    }

    @Test
    void aTieStandsAtItsWorst() {
        Doubles label = Doubles.of(1, 0, 1, 0);
        Doubles scores = Doubles.of(0.5, 0.5, 0.9, 0.1);

        assertThat(new CoverageError().loss(label, scores)).isEqualTo(3);
        assertThat(new LabelRankingAveragePrecision().loss(label, scores)).isEqualTo((2 / 3.0 + 1) / 2, CLOSE);
        assertThat(new LabelRankingLoss().loss(label, scores)).isEqualTo(0.25);
    }

    @Test
    void withoutLabelsThatApplyNothingIsInTheWrongOrder() {
        Doubles none = Doubles.of(0, 0);
        Doubles all = Doubles.of(1, 1);
        Doubles scores = Doubles.of(0.25, 0.75);

        assertThat(new CoverageError().loss(none, scores)).isZero();
        assertThat(new CoverageError().loss(all, scores)).isEqualTo(2);
        assertThat(new LabelRankingAveragePrecision().loss(none, scores)).isEqualTo(1);
        assertThat(new LabelRankingAveragePrecision().loss(all, scores)).isEqualTo(1);
        assertThat(new LabelRankingLoss().loss(none, scores)).isZero();
        assertThat(new LabelRankingLoss().loss(all, scores)).isZero();
    }

    @Test
    void theFirstGuessIsTheHighestScoreOfTheLowestIndex() {
        OneError loss = new OneError();

        assertThat(loss.loss(FIRST, FIRST_SCORES)).isEqualTo(1);
        assertThat(loss.loss(LAST, FIRST_SCORES)).isZero();
        assertThat(loss.loss(Doubles.of(0, 1), Doubles.of(0.5, 0.5))).isEqualTo(1);
        assertThat(loss.loss(Doubles.of(0, 0), Doubles.of(0.5, 0.7))).isEqualTo(1);
    }

    @Test
    void twoEmptySetsAreEqual() {
        Doubles empty = Doubles.of(0, 0, 0);

        assertThat(new MultilabelJaccardLoss().loss(empty, empty)).isZero();
        assertThat(new MultilabelF1Loss().loss(empty, empty)).isZero();
        assertThat(new MultilabelJaccardLoss().loss(empty, FIRST)).isEqualTo(1);
        assertThat(new MultilabelF1Loss().loss(empty, FIRST)).isEqualTo(1);
    }

    @Test
    void setsAreComparedByTheirLabels() {
        Doubles label = Doubles.of(1, 1, 0, 0);
        Doubles prediction = Doubles.of(1, 0, 1, 0);

        assertThat(new HammingLoss().loss(label, prediction)).isEqualTo(0.5);
        assertThat(new SubsetZeroOneLoss().loss(label, prediction)).isEqualTo(1);
        assertThat(new MultilabelJaccardLoss().loss(label, prediction)).isEqualTo(2 / 3.0, CLOSE);
        assertThat(new MultilabelF1Loss().loss(label, prediction)).isEqualTo(0.5);
    }

    @Test
    void weightsOfPositiveLabelsAreOnePerLabel() {
        MultilabelSigmoidCrossEntropy loss = new MultilabelSigmoidCrossEntropy();
        SigmoidCrossEntropy single = new SigmoidCrossEntropy();
        Doubles label = Doubles.of(1, 0, 1);
        Doubles logits = Doubles.of(0.3, -2, -1);
        double first = single.loss(1, 0.3, 2, 0);
        double rest = single.loss(0, -2, 1, 0) + single.loss(1, -1, 0.5, 0);

        assertThat(loss.loss(label, logits, Doubles.of(2, 9, 0.5))).isEqualTo((first + rest) / 3, CLOSE);
        assertThat(loss.loss(label, logits, Doubles.of(2, 9))).isNaN();
        assertThat(loss.loss(label, logits, Doubles.of(2, -9, 1))).isNaN();
    }
}
