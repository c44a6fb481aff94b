package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ranking losses and scores by hand, and by laws between them. */
class RankingLossesTest {

    private static final double ULPS = 1e-14;
    private static final double NONE = Double.NaN;
    private static final double LOG2_OF_3 = Math.log(3) / Math.log(2);

    @Test
    void theLabelSaysWhichOfAPairShouldWin() {
        Doubles scores = Doubles.of(1, 3);
        Doubles swapped = Doubles.of(3, 1);

        assertThat(new PairwiseHingeLoss().loss(1, scores, 1)).isEqualTo(3);
        assertThat(new PairwiseHingeLoss().loss(-1, scores, 1)).isZero();
        for (double label : new double[] {-1, 0}) {
            assertThat(new MarginRankingLoss().loss(label, scores, 0.5))
                    .isEqualTo(new MarginRankingLoss().loss(1, swapped, 0.5));
            assertThat(new PairwiseLogisticLoss().loss(label, scores))
                    .isEqualTo(new PairwiseLogisticLoss().loss(1, swapped));
            assertThat(new PairwiseZeroOne().loss(label, scores)).isZero();
        }
    }

    @Test
    void aPairHasTwoScores() {
        assertThat(LossFunction.of(new PairwiseZeroOne())
                        .violation(1, Doubles.of(1))
                        .map(Violation::reason))
                .contains("not_two_scores");
    }

    @Test
    void theMeanZeroOneLossOfAllPairsIsOneLessTheAreaUnderTheCurve() {
        // 0.9 wins twice; each 0.4 loses to 0.5 and ties with 0.4: (0 + 2·(1 + 1/2))/6.
        double sum = 0;
        for (double positive : new double[] {0.9, 0.4, 0.4}) {
            for (double negative : new double[] {0.5, 0.4}) {
                sum += new PairwiseZeroOne().loss(1, Doubles.of(positive, negative));
            }
        }

        assertThat(sum / 6).isEqualTo(0.5);
    }

    @Test
    void anExponentialGainCountsGradesByPowersOfTwo() {
        Doubles relevance = Doubles.of(1, 2);
        Doubles wrong = Doubles.of(2, 1);

        // Gains 1 and 3.
        assertThat(new DcgAtK().loss(relevance, wrong, NONE, "exponential", "average"))
                .isCloseTo(1 + 3 / LOG2_OF_3, within(ULPS));
        assertThat(new NdcgAtK().loss(relevance, wrong, NONE, "exponential", "average", "zero"))
                .isCloseTo((1 + 3 / LOG2_OF_3) / (3 + 1 / LOG2_OF_3), within(ULPS));
        assertThat(new NdcgAtK().loss(relevance, wrong, 1, "linear", "average", "zero"))
                .isEqualTo(0.5);
    }

    @Test
    void tiesShareTheirPlacesOrKeepTheirOrder() {
        Doubles relevance = Doubles.of(0, 1);
        Doubles equal = Doubles.of(5, 5);

        assertThat(new DcgAtK().loss(relevance, equal, NONE, "linear", "index")).isCloseTo(1 / LOG2_OF_3, within(ULPS));
        assertThat(new DcgAtK().loss(relevance, equal, NONE, "linear", "average"))
                .isCloseTo((1 + 1 / LOG2_OF_3) / 2, within(ULPS));
        // Of the two tied places only the first counts.
        assertThat(new DcgAtK().loss(relevance, equal, 1, "linear", "average")).isEqualTo(0.5);
        // 0.0 and -0.0 are equal scores.
        assertThat(new ReciprocalRank().loss(Doubles.of(1, 0), Doubles.of(-0.0, 0.0), NONE))
                .isEqualTo(1);
    }

    @Test
    void aQueryWithoutARelevantItemScoresWhatIsChosen() {
        Doubles none = Doubles.of(0, 0);
        Doubles scores = Doubles.of(2, 1);
        LossFunction ndcg = LossFunction.of(new NdcgAtK());

        assertThat(ndcg.evaluate(none, scores)).isZero();
        assertThat(ndcg.evaluate(none, scores, null, "linear", "average", "one"))
                .isEqualTo(1);
        assertThat(ndcg.violation(none, scores, null, "linear", "average", "null")
                        .map(Violation::reason))
                .contains("no_relevant_item");
        assertThat(new AveragePrecisionQuery().loss(none, scores, "zero")).isZero();
        assertThat(new AveragePrecisionAtK().loss(none, scores, 1, "zero")).isZero();
        assertThat(new RecallAtK().loss(none, scores, 1, "null")).isNaN();
        assertThat(new RecallAtK().loss(none, scores, 1, "one")).isEqualTo(1);
    }

    @Test
    void everyGradeAboveZeroIsRelevantWhereRelevanceIsYesOrNo() {
        Doubles grades = Doubles.of(0, 3, 0.5);
        Doubles scores = Doubles.of(3, 2, 1);

        // Hits at 2 and 3.
        assertThat(new AveragePrecisionQuery().loss(grades, scores, "zero"))
                .isCloseTo((1.0 / 2 + 2.0 / 3) / 2, within(ULPS));
        assertThat(new PrecisionAtK().loss(grades, scores, 2)).isEqualTo(0.5);
        assertThat(new RecallAtK().loss(grades, scores, 2, "zero")).isEqualTo(0.5);
        assertThat(new HitAtK().loss(grades, scores, 1)).isZero();
        assertThat(new HitAtK().loss(grades, scores, 2)).isEqualTo(1);
        assertThat(new ReciprocalRank().loss(grades, scores, NONE)).isEqualTo(0.5);
        assertThat(new ReciprocalRank().loss(grades, scores, 1)).isZero();
    }

    @Test
    void anItemThatWasNotReturnedIsWantedAllTheSameAndHasNoPlace() {
        // Returned: relevant, not, relevant; two relevant ones more were not.
        Doubles relevance = Doubles.of(1, 0, 2, 1, 1);
        Doubles scores = Doubles.of(3, 2, 1, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

        assertThat(new AveragePrecisionQuery().loss(relevance, scores, "zero"))
                .isCloseTo((1 + 2.0 / 3) / 4, within(ULPS));
        assertThat(new RecallAtK().loss(relevance, scores, 5, "zero")).isEqualTo(0.5);
        assertThat(new PrecisionAtK().loss(relevance, scores, 5)).isEqualTo(0.4);
        assertThat(new RPrecision().loss(relevance, scores, "zero")).isEqualTo(0.5);
        assertThat(new RelevantItems().loss(relevance, scores)).isEqualTo(4);
        assertThat(new RelevantReturned().loss(relevance, scores, NONE)).isEqualTo(2);
        assertThat(new RelevantReturned().loss(relevance, scores, 2)).isEqualTo(1);
        double dcg = 1 + 2.0 / 2;
        double ideal = 2 + 1 / LOG2_OF_3 + 1.0 / 2 + Math.log(2) / Math.log(5);
        for (String ties : new String[] {"average", "index"}) {
            assertThat(new DcgAtK().loss(relevance, scores, NONE, "linear", ties))
                    .isCloseTo(dcg, within(ULPS));
            assertThat(new NdcgAtK().loss(relevance, scores, NONE, "linear", ties, "zero"))
                    .isCloseTo(dcg / ideal, within(ULPS));
        }
        Doubles none = Doubles.of(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertThat(new ReciprocalRank().loss(Doubles.of(1, 0), none, NONE)).isZero();
        assertThat(new HitAtK().loss(Doubles.of(1, 0), none, 1)).isZero();
        assertThat(new ExpectedReciprocalRank().loss(Doubles.of(1, 0), none, 1, NONE))
                .isZero();
    }

    @Test
    void asManyPlacesAsRelevantItemsAreLookedAt() {
        // Two relevant items, of which one is among the first two.
        assertThat(new RPrecision().loss(Doubles.of(0, 1, 1, 0), Doubles.of(4, 3, 2, 1), "zero"))
                .isEqualTo(0.5);
        assertThat(new RPrecision().loss(Doubles.of(0, 0), Doubles.of(2, 1), "one"))
                .isEqualTo(1);
        assertThat(LossFunction.of(new RPrecision())
                        .violation(Doubles.of(0, 0), Doubles.of(2, 1), "null")
                        .map(Violation::reason))
                .contains("no_relevant_item");
    }

    @Test
    void averagePrecisionOverAllPlacesIsThatOfTheQuery() {
        for (int seed = 0; seed < 300; seed++) {
            Doubles relevance = relevance(seed);
            Doubles scores = scores(seed);

            assertThat(new AveragePrecisionAtK().loss(relevance, scores, 8, "zero"))
                    .as("seed " + seed)
                    .isEqualTo(new AveragePrecisionQuery().loss(relevance, scores, "zero"));
        }
    }

    @Test
    void theReaderStopsAtASatisfyingItem() {
        ExpectedReciprocalRank score = new ExpectedReciprocalRank();
        Doubles scores = Doubles.of(2, 1);

        // (2⁴ − 1)/2⁴ at the first place, or at the second.
        assertThat(score.loss(Doubles.of(4, 0), scores, 4, NONE)).isEqualTo(15.0 / 16);
        assertThat(score.loss(Doubles.of(0, 4), scores, 4, NONE)).isEqualTo(15.0 / 32);
        // 1/2, and of the half that reads on a half at the second place: 1/2 + 1/2·1/2·1/2.
        assertThat(score.loss(Doubles.of(1, 1), scores, 1, NONE)).isEqualTo(0.625);
        assertThat(score.loss(Doubles.of(1, 1), scores, 1, 1)).isEqualTo(0.5);
        assertThat(LossFunction.of(score)
                        .violation(Doubles.of(5), Doubles.of(1))
                        .map(Violation::reason))
                .contains("relevance_above_max_grade");
    }

    @Test
    void theSoftmaxOfAListIsAskedForItsRelevantItems() {
        assertThat(new RankingSoftmaxLoss().loss(Doubles.of(1, 0), Doubles.of(0, 0)))
                .isCloseTo(Math.log(2), within(ULPS));
        // Weighted by relevance: 2·log(3/2) + 1·log 3 for odds of 2 to 1.
        assertThat(new RankingSoftmaxLoss().loss(Doubles.of(2, 1), Doubles.of(Math.log(2), 0)))
                .isCloseTo(2 * Math.log(1.5) + Math.log(3), within(ULPS));
        assertThat(new RankingSoftmaxLoss().loss(Doubles.of(0, 0), Doubles.of(0, 1)))
                .isZero();
    }

    @Test
    void theTrueOrderIsDrawnItemByItem() {
        // All orders of three are equally likely.
        assertThat(new ListMleLoss().loss(Doubles.of(2, 1, 0), Doubles.of(7, 7, 7)))
                .isCloseTo(Math.log(6), within(ULPS));
        // Odds 1, 2, 3 of the items; the last is the most relevant: 3/6 · 2/3.
        assertThat(new ListMleLoss().loss(Doubles.of(1, 2, 3), Doubles.of(0, Math.log(2), Math.log(3))))
                .isCloseTo(Math.log(3), within(ULPS));
        // Equal relevance keeps the order given: the first before the second, 1/4 · 3/3.
        assertThat(new ListMleLoss().loss(Doubles.of(1, 1), Doubles.of(0, Math.log(3))))
                .isCloseTo(Math.log(4), within(ULPS));
    }

    @Test
    void aPairWeighsWhatItsSwapWouldChange() {
        // Both discounts differ by 1 − 1/log₂3, the gain by 1, of an ideal of 1.
        assertThat(new LambdaLoss().loss(Doubles.of(1, 0), Doubles.of(0, 0), "linear"))
                .isCloseTo((1 - 1 / LOG2_OF_3) * Math.log(2), within(ULPS));
        assertThat(new LambdaLoss().loss(Doubles.of(0, 0), Doubles.of(1, 0), "linear"))
                .isZero();
        assertThat(new LambdaLoss().loss(Doubles.of(1, 0), Doubles.of(100, 0), "linear"))
                .isLessThan(1e-40);
    }

    @Test
    void smoothRanksTendToRanksWhereScoresAreFarApart() {
        // Ranks of 1.5 for both.
        assertThat(new ApproxNdcg().loss(Doubles.of(1, 0), Doubles.of(3, 3), 0.1, "linear"))
                .isCloseTo(Math.log(2) / Math.log(2.5), within(ULPS));
        for (int seed = 0; seed < 100; seed++) {
            Doubles relevance = relevance(seed);
            Doubles scores = scores(seed);
            double exact = new NdcgAtK().loss(relevance, scores, NONE, "exponential", "average", "zero");

            assertThat(new ApproxNdcg().loss(relevance, scores, 1e-3, "exponential"))
                    .as("seed " + seed)
                    .isCloseTo(exact, within(1e-9));
        }
    }

    @Test
    void gainsThatNoDoubleHoldsAreRefused() {
        assertThat(LossFunction.of(new DcgAtK())
                        .violation(Doubles.of(1000), Doubles.of(1), null, "exponential", "average")
                        .map(Violation::reason))
                .contains("relevance_too_large");
        assertThat(LossFunction.of(new DcgAtK())
                        .violation(Doubles.of(1000), Doubles.of(1))
                        .isPresent())
                .isFalse();
    }

    private static Doubles relevance(int seed) {
        return Doubles.of(new Random(seed).ints(8, 0, 4).asDoubleStream().toArray());
    }

    /** Eight scores a whole number apart, in random order. */
    private static Doubles scores(int seed) {
        double[] scores = {0, 1, 2, 3, 4, 5, 6, 7};
        Random random = new Random(seed + 1_000_000);
        for (int i = scores.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double kept = scores[i];
            scores[i] = scores[j];
            scores[j] = kept;
        }
        return Doubles.of(scores);
    }
}
