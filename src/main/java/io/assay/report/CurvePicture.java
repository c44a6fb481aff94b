package io.assay.report;

import io.assay.curve.Better;
import io.assay.curve.Curve;
import io.assay.curve.Diagnosis;
import io.assay.curve.Ema;
import io.assay.curve.Mark;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The curves of one metric of one run: raw points as a faint line, their moving average as a strong one. All places are in
 * pixels of a picture of {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param spoken the picture in words
 * @param across ticks of the axis of steps
 * @param up ticks of the axis of values
 * @param lines training, then validation, those of them that have points
 * @param best the best point
 * @param onset the step from which on the run overfits, if any
 */
record CurvePicture(String spoken, List<Tick> across, List<Tick> up, List<Line> lines, Dot best, List<Tick> onset) {

    static final int WIDTH = 640;
    static final int HEIGHT = 260;
    private static final int LEFT = 64;
    private static final int RIGHT = 12;
    private static final int TOP = 20;
    private static final int BOTTOM = 24;

    /** Of the worst values, which are those of the first steps, a few run out of the picture. */
    private static final double KEPT = 0.97;

    private static final int STEPS = 4;

    /** More points than pixels can show are thinned out. */
    private static final int MOST_POINTS = 400;

    /** A place on an axis, with its number. */
    record Tick(double at, String label) {}

    /** A place in the picture, with what stands beside it. */
    record Dot(double x, double y, String label) {}

    /**
     * One split.
     *
     * @param raw points as SVG has them
     * @param smoothed the same of the moving average
     */
    record Line(String split, String colour, String dash, String raw, String smoothed) {}

    /** Empty where no point has a value, or the values span no axis. */
    static Optional<CurvePicture> of(Diagnosis diagnosis, double smoothing) {
        if (diagnosis.best().isEmpty()) {
            return Optional.empty();
        }
        Scale scale = Scale.over(diagnosis);
        if (!Double.isFinite(scale.high() - scale.low()) || !Double.isFinite(scale.to() - scale.from())) {
            return Optional.empty();
        }
        Mark best = diagnosis.best().get();
        List<Line> lines = new ArrayList<>();
        if (diagnosis.train().size() > 0) {
            lines.add(scale.line("training", "#c96a00", "7 4", diagnosis.train(), smoothing));
        }
        if (diagnosis.validation().size() > 0) {
            lines.add(scale.line("validation", "#2f6fdb", "none", diagnosis.validation(), smoothing));
        }
        return Optional.of(new CurvePicture(
                Sentence.name(diagnosis.metric()) + " of " + Sentence.name(diagnosis.run()) + " over steps",
                ticks(scale.from(), scale.to())
                        .mapToObj(step -> new Tick(scale.x(step), number(step)))
                        .toList(),
                ticks(scale.low(), scale.high())
                        .mapToObj(value -> new Tick(scale.y(value), number(value)))
                        .toList(),
                lines,
                new Dot(scale.x(best.step()), scale.y(best.value()), number(best.value())),
                diagnosis.overfitting().onset().stream()
                        .map(onset -> new Tick(scale.x(onset.step()), CurveSentences.step(onset.step())))
                        .toList()));
    }

    private static String number(double value) {
        return Numeral.TYPOGRAPHIC.setting(value);
    }

    /** Round values between two, about as many as {@link #STEPS}: 1, 2 or 5 times a power of ten apart. */
    private static DoubleStream ticks(double from, double to) {
        double atLeast = (to - from) / STEPS;
        int exponent = (int) Math.floor(Math.log10(atLeast));
        BigDecimal step = IntStream.of(1, 2, 5, 10)
                .mapToObj(digit -> BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent))
                .filter(each -> each.doubleValue() >= atLeast)
                .findFirst()
                .orElseGet(() -> BigDecimal.ONE.scaleByPowerOfTen(exponent + 1));
        BigDecimal first = BigDecimal.valueOf(from).divide(step, 0, RoundingMode.CEILING);
        return IntStream.rangeClosed(0, STEPS)
                .mapToObj(i -> first.add(BigDecimal.valueOf(i)).multiply(step))
                .mapToDouble(BigDecimal::doubleValue)
                .filter(value -> value <= to);
    }

    /** Where steps and values stand. */
    private record Scale(double from, double to, double low, double high) {

        static Scale over(Diagnosis diagnosis) {
            double[] values = Stream.of(diagnosis.train(), diagnosis.validation())
                    .flatMapToDouble(curve -> Arrays.stream(curve.values()))
                    .sorted()
                    .toArray();
            double[] steps = Stream.of(diagnosis.train(), diagnosis.validation())
                    .filter(curve -> curve.size() > 0)
                    .flatMapToDouble(curve -> DoubleStream.of(curve.step(0), curve.step(curve.size() - 1)))
                    .sorted()
                    .toArray();
            int cut = (int) Math.round((1 - KEPT) * (values.length - 1));
            int last = values.length - 1;
            boolean falls = diagnosis.better() == Better.LOWER;
            double low = falls ? values[0] : values[cut];
            double high = falls ? values[last - cut] : values[last];
            double room = high > low ? 0.05 * (high - low) : Math.max(1e-300, 0.05 * Math.abs(low));
            double width = steps[steps.length - 1] > steps[0] ? 0 : Math.max(1, Math.abs(steps[0]) * 1e-6);
            return new Scale(
                    steps[0] - width,
                    steps[steps.length - 1] + width,
                    low - room,
                    high + (low == 0 && high == 0 ? 1 : room));
        }

        double x(double step) {
            return rounded(LEFT + (WIDTH - LEFT - RIGHT) * (step - from) / (to - from));
        }

        /** Beyond the edges a value stands at the edge. */
        double y(double value) {
            double share = Math.max(0, Math.min(1, (value - low) / (high - low)));
            return rounded(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share);
        }

        private static double rounded(double place) {
            return Math.rint(place * 10) / 10;
        }

        Line line(String split, String colour, String dash, Curve curve, double smoothing) {
            return new Line(
                    split,
                    colour,
                    dash,
                    points(curve, curve.values()),
                    points(curve, Ema.smoothed(curve.values(), smoothing)));
        }

        private String points(Curve curve, double[] values) {
            int most = Math.min(MOST_POINTS, values.length);
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < most; i++) {
                int index = most == 1 ? 0 : (int) Math.round(i * (values.length - 1.0) / (most - 1));
                points.append(i == 0 ? "" : " ")
                        .append(String.format(Locale.ROOT, "%.1f,%.1f", x(curve.step(index)), y(values[index])));
            }
            return points.toString();
        }
    }
}
