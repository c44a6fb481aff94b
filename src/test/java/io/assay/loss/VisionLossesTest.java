package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Losses of boxes and masks by hand, and by laws between them. */
class VisionLossesTest {

    private static final double ULPS = 1e-14;

    /** Two squares of side 2 that share one of side 1: 1 of 7. */
    private static final Doubles SQUARE = Doubles.of(0, 0, 2, 2);

    private static final Doubles SHIFTED = Doubles.of(1, 1, 3, 3);

    @Test
    void theFormatsOfABoxTellTheSameBox() {
        List<Loss> losses =
                List.of(new BoxIou(), new IouLoss(), new IouLogLoss(), new GiouLoss(), new DiouLoss(), new CiouLoss());
        for (Loss loss : losses) {
            LossFunction function = LossFunction.of(loss);
            double corners = function.evaluate(Doubles.of(0, 0, 2, 4), Doubles.of(1, 1, 3, 3), "xyxy");

            assertThat(function.evaluate(Doubles.of(0, 0, 2, 4), Doubles.of(1, 1, 2, 2), "xywh"))
                    .as(function.name())
                    .isEqualTo(corners);
            assertThat(function.evaluate(Doubles.of(1, 2, 2, 4), Doubles.of(2, 2, 2, 2), "cxcywh"))
                    .as(function.name())
                    .isEqualTo(corners);
        }
    }

    @Test
    void theLogarithmOfTheOverlapIsInfiniteWithoutOne() {
        assertThat(new IouLogLoss().loss(SQUARE, SHIFTED, "xyxy")).isCloseTo(Math.log(7), within(ULPS));
        assertThat(new IouLogLoss().loss(SQUARE, SQUARE, "xyxy")).isZero();
        assertThat(new IouLogLoss().loss(SQUARE, Doubles.of(5, 5, 6, 6), "xyxy"))
                .isInfinite();
    }

    @Test
    void boxesWithoutAreaHaveNoOverlap() {
        Doubles point = Doubles.of(1, 1, 1, 1);
        Doubles line = Doubles.of(0, 0, 0, 2);

        assertThat(new BoxIou().loss(point, point, "xyxy")).isZero();
        assertThat(new GiouLoss().loss(point, point, "xyxy")).isEqualTo(1);
        assertThat(new DiouLoss().loss(point, point, "xyxy")).isEqualTo(1);
        assertThat(new CiouLoss().loss(point, point, "xyxy")).isEqualTo(1);
        // The hull is 2 wide and high and nothing of it is covered.
        assertThat(new GiouLoss().loss(line, Doubles.of(2, 0, 2, 2), "xyxy")).isEqualTo(2);
        // A line stands up, an angle of 0, and a square has π/4: v = 4/π²·π²/16 = 1/4, and nothing overlaps.
        // Centres (0, 1) and (1, 1), diagonal² 8: 1 + 1/8 + 1/4·(1/4)/(1 + 1/4).
        assertThat(new CiouLoss().loss(line, SQUARE, "xyxy")).isCloseTo(1.175, within(ULPS));
    }

    @Test
    void theNumbersOfABoxAreAddedOrAveraged() {
        Doubles label = Doubles.of(0, 0, 1, 1);
        Doubles prediction = Doubles.of(0.5, 2, 1, 1);

        // 0.5²/2 + (2 − 1/2)
        assertThat(new BoxSmoothL1().loss(label, prediction, 1, "sum")).isEqualTo(1.625);
        assertThat(new BoxSmoothL1().loss(label, prediction, 1, "mean")).isEqualTo(1.625 / 4);
        assertThat(new BoxSmoothL1().loss(label, prediction, 0, "sum")).isEqualTo(2.5);
    }

    @Test
    void tverskyWithHalvesIsDiceAndWithOnesIsJaccard() {
        for (int seed = 0; seed < 200; seed++) {
            Doubles y = mask(seed);
            Doubles p = mask(seed + 1000);

            assertThat(new TverskyLoss().loss(y, p, 0.5, 0.5, 0.5))
                    .as("seed " + seed)
                    .isCloseTo(new DiceLoss().loss(y, p, 1), within(1e-12));
            assertThat(new TverskyLoss().loss(y, p, 1, 1, 0))
                    .as("seed " + seed)
                    .isCloseTo(new MaskIouLoss().loss(y, p, 0), within(1e-12));
            assertThat(new FocalTverskyLoss().loss(y, p, 0.3, 0.7, 0, 1))
                    .as("seed " + seed)
                    .isEqualTo(new TverskyLoss().loss(y, p, 0.3, 0.7, 0));
        }
    }

    @Test
    void alphaWeighsFalseAlarmsAndBetaWhatIsMissed() {
        Doubles y = Doubles.of(1, 1, 0, 0);

        // One right, one missed, none false: 0.7/(1 + 0.7).
        assertThat(new TverskyLoss().loss(y, Doubles.of(1, 0, 0, 0), 0.3, 0.7, 0))
                .isCloseTo(0.7 / 1.7, within(ULPS));
        // Two right, one false: 0.3/(2 + 0.3).
        assertThat(new TverskyLoss().loss(y, Doubles.of(1, 1, 1, 0), 0.3, 0.7, 0))
                .isCloseTo(0.3 / 2.3, within(ULPS));
    }

    @Test
    void theLogCoshOfDiceIsFlatNearZero() {
        assertThat(new LogCoshDiceLoss().loss(Doubles.of(1, 0), Doubles.of(0, 1), 0))
                .isCloseTo(Math.log(Math.cosh(1)), within(ULPS));
        assertThat(new LogCoshDiceLoss().loss(Doubles.of(1, 0), Doubles.of(1, 0), 0))
                .isZero();
    }

    @Test
    void smallClassesCountAsLargeOnes() {
        Matrix label = Matrix.of(new double[] {1, 0, 0, 0}, new double[] {0, 1, 1, 1});
        Matrix allLarge = Matrix.of(new double[] {0, 0, 0, 0}, new double[] {1, 1, 1, 1});

        // Weights 1 and 1/9: 1 − 2·(0 + 3/9)/(1 + 7/9) = 5/8.
        assertThat(new GeneralizedDiceLoss().loss(label, allLarge)).isCloseTo(0.625, within(ULPS));
        assertThat(new GeneralizedDiceLoss().loss(label, label)).isZero();
        // A class that the label does not have weighs nothing.
        Matrix without = Matrix.of(new double[] {0, 0, 0, 0}, new double[] {1, 1, 1, 1});
        Matrix half = Matrix.of(new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 0.5, 0.5});
        assertThat(new GeneralizedDiceLoss().loss(without, half)).isCloseTo(1 - 2 * 2.0 / 6, within(ULPS));
        assertThat(LossFunction.of(new GeneralizedDiceLoss())
                        .violation(label, Matrix.of(new double[] {1}))
                        .map(Violation::reason))
                .contains("unequal_shapes");
    }

    @Test
    void eachClassOfAPictureCountsOnce() {
        Doubles label = Doubles.of(0, 0, 1, 1);
        Doubles prediction = Doubles.of(0, 1, 1, 1);

        // 1/2 and 2/3.
        assertThat(new MeanIou().loss(label, prediction, Double.NaN)).isCloseTo(7.0 / 12, within(ULPS));
        // Without the pixels of class 1 only one of two of class 0 is right, and class 1 is predicted wrongly.
        assertThat(new MeanIou().loss(label, prediction, 1)).isEqualTo(0.25);
        // A class that is only predicted has no overlap.
        assertThat(new MeanIou().loss(Doubles.of(0, 0), Doubles.of(0, 5), Double.NaN))
                .isEqualTo(0.25);
        assertThat(LossFunction.of(new MeanIou())
                        .violation(Doubles.of(9, 9), Doubles.of(0, 1), 9)
                        .map(Violation::reason))
                .contains("nothing_to_compare");
        assertThat(new PixelError().loss(label, prediction)).isEqualTo(0.25);
    }

    @Test
    void thePrecisionOfDetectionsIsReadAtRecalls() {
        Doubles matched = Doubles.of(1, 0, 1);
        Doubles scores = Doubles.of(0.9, 0.8, 0.7);
        AveragePrecisionDetection score = new AveragePrecisionDetection();

        // Precision 1 up to a recall of 1/2, 2/3 up to 1.
        assertThat(score.loss(matched, scores, 2, "all_points")).isCloseTo(5.0 / 6, within(ULPS));
        // Recalls 0 … 0.5 are 6 of 11, and 51 of 101.
        assertThat(score.loss(matched, scores, 2, "voc_11")).isCloseTo((6 + 5 * 2.0 / 3) / 11, within(ULPS));
        assertThat(score.loss(matched, scores, 2, "coco_101")).isCloseTo((51 + 50 * 2.0 / 3) / 101, within(ULPS));
        // Recalls beyond 1/2 are not reached: 26 at 1 (0 … 0.25), 25 at 2/3 (0.26 … 0.5).
        assertThat(score.loss(matched, scores, 4, "coco_101")).isCloseTo((26 + 25 * 2.0 / 3) / 101, within(ULPS));
        assertThat(score.loss(Doubles.of(), Doubles.of(), 3, "all_points")).isZero();
        // A better precision at a later recall counts for the earlier ones: 1/2, then 2/3.
        assertThat(score.loss(Doubles.of(0, 1, 1), scores, 2, "all_points")).isCloseTo(2.0 / 3, within(ULPS));
        assertThat(LossFunction.of(score).violation(matched, scores, 1).map(Violation::reason))
                .contains("more_matches_than_truths");
    }

    @Test
    void theWorstPointDecidesHowFarSetsAreApart() {
        Matrix one = Matrix.of(new double[] {0, 0}, new double[] {1, 0}, new double[] {4, 2.5});
        Matrix other = Matrix.of(new double[] {0, 1}, new double[] {2, 0});

        // scipy directed_hausdorff gives 3.2015621187164243 one way and 1 the other; (4, 2.5) to (2, 0).
        assertThat(new HausdorffDistance().loss(one, other)).isCloseTo(Math.sqrt(10.25), within(ULPS));
        assertThat(new HausdorffDistance().loss(other, one)).isCloseTo(Math.sqrt(10.25), within(ULPS));
        assertThat(LossFunction.of(new HausdorffDistance())
                        .violation(one, Matrix.of(new double[] {1}))
                        .map(Violation::reason))
                .contains("unequal_dimensions");
    }

    @Test
    void strayPixelsCostTheirDistanceFromTheBoundary() {
        // (−1·1 + 3·0.5)/2
        assertThat(new BoundaryLoss().loss(Doubles.of(-1, 3), Doubles.of(1, 0.5)))
                .isEqualTo(0.25);
    }

    private static Doubles mask(int seed) {
        return Doubles.of(new Random(seed).doubles(6).toArray());
    }
}
