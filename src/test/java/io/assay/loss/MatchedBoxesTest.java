package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchedBoxesTest {

    private static final LossFunction MATCHED = LossFunction.of(new MatchedBoxes());
    private static final Matrix NONE = Matrix.of();

    @Test
    void eachTrueBoxIsFoundOnceAndTheHighestScoreChoosesFirst() {
        // Beside the square from 0 to 10, one moved by 5 overlaps a third, one of half the height a half.
        Matrix one = Matrix.of(new double[] {0, 0, 10, 10});
        Matrix twice = Matrix.of(new double[] {0, 0, 10, 10, 0.9}, new double[] {0, 0, 10, 10, 0.8});
        assertThat(MATCHED.evaluate(one, twice)).isEqualTo(1);
        Matrix half = Matrix.of(new double[] {0, 0, 10, 5, 0.9});
        assertThat(MATCHED.evaluate(one, half, 0.5)).isEqualTo(1);
        assertThat(MATCHED.evaluate(one, half, 0.51)).isZero();
        assertThat(MATCHED.evaluate(one, half, 0.5, 0.91)).isZero();
        assertThat(MATCHED.evaluate(one, Matrix.of(new double[] {5, 0, 15, 10, 1}), 0.34))
                .isZero();
        assertThat(MATCHED.evaluate(one, Matrix.of(new double[] {5, 0, 15, 10, 1}), 0.33))
                .isEqualTo(1);
        assertThat(MATCHED.evaluate(one, Matrix.of(new double[] {20, 0, 30, 10, 1}), 0))
                .isZero();

        // The first prediction fits both, the first truth best; the second one fits the first truth only and comes
        // late.
        Matrix two = Matrix.of(new double[] {0, 0, 10, 10}, new double[] {4, 0, 14, 10});
        Matrix greedy = Matrix.of(new double[] {0, 0, 10, 8, 0.5}, new double[] {1, 0, 11, 10, 0.9});
        assertThat(MATCHED.evaluate(two, greedy)).isEqualTo(1);
        Matrix patient = Matrix.of(new double[] {0, 0, 10, 8, 0.9}, new double[] {1, 0, 11, 10, 0.5});
        assertThat(MATCHED.evaluate(two, patient)).isEqualTo(2);
        // Of equal scores the first in the array chooses first.
        Matrix even = Matrix.of(new double[] {0, 0, 10, 8, 0.5}, new double[] {1, 0, 11, 10, 0.5});
        assertThat(MATCHED.evaluate(two, even)).isEqualTo(2);
    }

    @Test
    void classesAndFormatsAreAsTold() {
        Matrix truths = Matrix.of(new double[] {0, 0, 4, 4, 1}, new double[] {0, 0, 4, 4, 2});
        Matrix found = Matrix.of(new double[] {0, 0, 4, 4, 0.9, 2}, new double[] {0, 0, 4, 4, 0.8, 3});
        assertThat(MATCHED.evaluate(truths, found)).isEqualTo(1);
        Matrix wide = Matrix.of(new double[] {10, 10, 4, 2});
        assertThat(MATCHED.evaluate(wide, Matrix.of(new double[] {10, 11, 4, 1, 1}), 0.5, 0, "xywh"))
                .isEqualTo(1);
        assertThat(MATCHED.evaluate(wide, Matrix.of(new double[] {10, 10, 4, 1, 1}), 0.5, 0, "cxcywh"))
                .isEqualTo(1);
    }

    @Test
    void anImageWithoutBoxesHasNoneFoundAndWhatIsNoBoxHasItsReason() {
        Matrix one = Matrix.of(new double[] {0, 0, 1, 1});
        Matrix scored = Matrix.of(new double[] {0, 0, 1, 1, 0.5});
        assertThat(MATCHED.evaluate(NONE, NONE)).isZero();
        assertThat(MATCHED.evaluate(one, NONE)).isZero();
        assertThat(MATCHED.evaluate(NONE, scored)).isZero();
        assertThat(reason(one, one)).contains("not_boxes");
        assertThat(reason(scored, scored)).contains("not_boxes");
        assertThat(reason(Matrix.of(new double[] {}), scored)).contains("not_boxes");
        assertThat(reason(Matrix.of(new double[] {1, 0, 0, 1}), scored)).contains("inverted_box");
        assertThat(reason(Matrix.of(new double[] {0, 0, 1, Double.NaN}), scored))
                .contains("label_nan");
        assertThat(reason(Matrix.of(new double[10_001][4]), scored)).contains("too_many_boxes");
    }

    private static Optional<String> reason(Object... arguments) {
        return MATCHED.violation(arguments).map(Violation::reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noMoreAreFoundThanThereAreAndAllWhereNoneIsMoved(long seed) {
        Random random = new Random(seed);
        double[][] truths = new double[1 + random.nextInt(20)][4];
        double[][] given = new double[truths.length][5];
        double[][] moved = new double[1 + random.nextInt(20)][5];
        for (int i = 0; i < truths.length; i++) {
            // On a grid, so that no true box overlaps another.
            truths[i] = new double[] {10 * i, 0, 10 * i + 1 + random.nextInt(9), 1 + random.nextInt(9)};
            System.arraycopy(truths[i], 0, given[truths.length - 1 - i], 0, 4);
            given[i][4] = random.nextInt(3);
        }
        for (double[] box : moved) {
            double x = random.nextInt(200);
            box[0] = x;
            box[2] = x + random.nextInt(20);
            box[3] = random.nextInt(20);
        }
        assertThat(MATCHED.evaluate(Matrix.of(truths), Matrix.of(given), 1.0)).isEqualTo(truths.length);
        double loose = MATCHED.evaluate(Matrix.of(truths), Matrix.of(moved), 0.1);
        double strict = MATCHED.evaluate(Matrix.of(truths), Matrix.of(moved), 0.9);
        assertThat(loose).isBetween(strict, (double) Math.min(truths.length, moved.length));
    }
}
