package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import io.assay.comparison.Grounds;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlotTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void marksKeepTheOrderOfTheirValuesAndStayInside(long seed) {
        Random random = new Random(seed);
        List<Comparison> lines = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(60); i++) {
            double scale = Math.pow(10, random.nextInt(7) - 5);
            lines.add(line(random.nextGaussian() * scale, random.nextDouble() * scale, Direction.LOWER));
        }
        for (Plot.Row row : plot(lines).rows()) {
            Plot.Mark mark = Objects.requireNonNull(row.mark());
            assertThat(new double[] {0, mark.low(), mark.at(), mark.high(), 100})
                    .as("seed %d", seed)
                    .isSorted();
        }
    }

    @Test
    void theAxisAlwaysShowsNoDifferenceAndTheMargin() {
        Axis axis = Axis.over(List.of(line(0.5, 0.01, Direction.LOWER)));
        assertThat(axis.isBeyond(0)).isFalse();
        assertThat(axis.isBeyond(0.002)).isFalse();
        assertThat(axis.ticks()).extracting(Axis.Tick::label).contains("0").allMatch(label -> !label.contains("e"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0502, 0.000501, 20_010, 1.3e-7, 0.7})
    void labelsStandInsideOfThePictureAndApart(double far) {
        List<Axis.Tick> ticks =
                Axis.over(List.of(line(0, far, Direction.LOWER))).ticks();
        assertThat(ticks).isNotEmpty().extracting(Axis.Tick::label).contains("0");
        double end = 0;
        for (Axis.Tick tick : ticks) {
            double half = 2.0 * tick.label().length();
            assertThat(tick.labelAt() - half).as(tick.label()).isGreaterThanOrEqualTo(end);
            end = tick.labelAt() + half;
        }
        assertThat(end).isLessThanOrEqualTo(100);
    }

    @Test
    void harmLiesToTheRightWhenLowerIsBetterAndToTheLeftWhenHigherIs() {
        Plot lower = plot(List.of(line(0.001, 0.001, Direction.LOWER)));
        Plot higher = plot(List.of(line(0.001, 0.001, Direction.HIGHER)));
        Plot.Mark right = Objects.requireNonNull(lower.rows().get(0).mark());
        Plot.Mark left = Objects.requireNonNull(higher.rows().get(0).mark());
        assertThat(lower.right()).isEqualTo("worse");
        assertThat(higher.left()).isEqualTo("worse");
        assertThat(Objects.requireNonNull(right.margin())).isGreaterThan(right.zero());
        assertThat(right.harmFrom() + right.harmWidth()).isEqualTo(100);
        assertThat(Objects.requireNonNull(left.margin())).isLessThan(left.zero());
        assertThat(left.harmFrom()).isZero();
    }

    @Test
    void oneEndlessIntervalDoesNotSqueezeTheOthers() {
        List<Comparison> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add(line(0.001 * i / 40, 0.001, Direction.LOWER));
        }
        lines.add(line(0, 1_000, Direction.LOWER));
        lines.add(line(0, Double.POSITIVE_INFINITY, Direction.LOWER));
        List<Plot.Row> rows = plot(lines).rows();
        Plot.Mark first = Objects.requireNonNull(rows.get(0).mark());
        Plot.Mark endless = Objects.requireNonNull(rows.get(41).mark());
        assertThat(first.high() - first.low()).isGreaterThan(10);
        assertThat(endless.runsOutLeft()).isTrue();
        assertThat(endless.runsOutRight()).isTrue();
    }

    @Test
    void nothingToDrawIsSaidInWords() {
        Plot plot = plot(List.of(line(Double.NaN, Double.NaN, Direction.LOWER)));
        assertThat(plot.rows().get(0).mark()).isNull();
        assertThat(plot.rows().get(0).difference()).isEqualTo("\u2013");
        assertThat(plot.ticks()).isNotEmpty();
    }

    @Test
    void identicalVersionsStandAtZero() {
        Comparison same = line(0, 0, Direction.LOWER);
        Plot.Mark mark =
                Objects.requireNonNull(plot(List.of(same)).rows().get(0).mark());
        assertThat(mark.at()).isEqualTo(mark.zero()).isEqualTo(mark.low()).isEqualTo(mark.high());
    }

    private static Plot plot(List<Comparison> lines) {
        return Plot.ofCandidates(lines, Tested.of(List.of()));
    }

    private static Comparison line(double difference, double reach, Direction direction) {
        return new Comparison(
                Midterms.all(),
                "loss",
                "mean",
                direction,
                "lite",
                "deluxe",
                "paired",
                50,
                50,
                1,
                1 + difference,
                difference,
                difference,
                reach,
                difference - reach,
                difference + reach,
                "paired t",
                0.5,
                0.5,
                Double.NaN,
                0.002,
                Finding.INCONCLUSIVE,
                Finding.INCONCLUSIVE.verdict(),
                Double.NaN,
                "",
                Grounds.NONE);
    }
}
