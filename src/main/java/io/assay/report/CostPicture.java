package io.assay.report;

import io.assay.cost.CostCurve;
import io.assay.cost.CostReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Costs drawn over thresholds, a line of steps for each version. All places are in pixels of a picture of
 * {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param spoken the picture in words
 * @param across ticks of the axis of thresholds
 * @param up ticks of the axis of costs
 * @param used thresholds in use
 */
record CostPicture(String spoken, List<Tick> across, List<Tick> up, List<Tick> used, List<Line> lines) {

    static final int WIDTH = 640;
    static final int HEIGHT = 300;
    private static final int LEFT = 64;
    private static final int RIGHT = 12;
    private static final int TOP = 20;
    private static final int BOTTOM = 24;

    /** Beyond the highest score there is room for deciding nothing positive. */
    private static final double BEYOND = 0.04;

    /** A place above the picture. */
    private static final double OUTSIDE = -50;

    private static final int STEPS = 4;
    private static final int LINES = 6;
    private static final List<String> COLOURS =
            List.of("#2f6fdb", "#c96a00", "#1a8f55", "#9a4fd0", "#c2385a", "#77808a");
    private static final List<String> DASHES = List.of("none", "7 4", "2 3", "9 3 2 3", "12 4", "4 4");

    /** A place on an axis, with its number. */
    record Tick(double at, String label) {}

    /**
     * One version.
     *
     * @param points of the line, as SVG has them
     * @param x where its best threshold is
     * @param y what it costs there
     */
    record Line(Name version, String colour, String dash, String points, double x, double y) {}

    /** Of some versions under the same prices; empty where no finite score spans an axis. */
    static Optional<CostPicture> of(List<CostCurve> curves) {
        List<CostCurve> drawn = curves.subList(0, Math.min(LINES, curves.size()));
        double[] thresholds = drawn.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(CostReading.Point::threshold)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double most = drawn.stream().mapToDouble(CostPicture::shown).max().orElse(0);
        if (thresholds.length == 0 || !Double.isFinite(most)) {
            return Optional.empty();
        }
        Scale scale = Scale.over(thresholds[0], thresholds[thresholds.length - 1], most);
        if (!Double.isFinite(scale.to() - scale.from()) || !(scale.to() > scale.from())) {
            return Optional.empty();
        }
        return Optional.of(new CostPicture(
                "Cost per row over the threshold",
                ticks(scale.from(), scale.to()).mapToObj(scale::across).toList(),
                ticks(0, scale.top()).mapToObj(scale::up).toList(),
                drawn.get(0).used().stream()
                        .map(used -> scale.across(used.threshold()))
                        .toList(),
                IntStream.range(0, drawn.size())
                        .mapToObj(i -> scale.line(drawn.get(i), i))
                        .toList()));
    }

    /**
     * The height that is shown of a curve: up to what the cheaper of both ends costs, where nothing is decided, and the
     * thresholds in use. What costs more runs out of the picture, or all that matters would lie on the ground.
     */
    private static double shown(CostCurve curve) {
        List<CostReading.Point> points = curve.points();
        double ends = points.isEmpty()
                ? 0
                : Math.min(points.get(0).cost(), points.get(points.size() - 1).cost());
        return DoubleStream.concat(DoubleStream.of(ends), curve.used().stream().mapToDouble(CostCurve.Used::cost))
                .max()
                .orElse(ends);
    }

    private static DoubleStream ticks(double from, double to) {
        return IntStream.rangeClosed(0, STEPS).mapToDouble(i -> from + (to - from) * i / STEPS);
    }

    /** Where thresholds and costs stand. */
    private record Scale(double from, double to, double top) {

        /** Probabilities have their whole range; costs begin at 0 and end at a round number. */
        static Scale over(double lowest, double highest, double most) {
            boolean probabilities = lowest >= 0 && highest <= 1;
            double width = highest > lowest ? 0 : Math.max(1, Math.abs(lowest));
            double power = Math.pow(10, Math.floor(Math.log10(most)));
            double top = DoubleStream.of(1, 2, 4, 6, 8, 10)
                    .map(factor -> factor * power)
                    .filter(candidate -> candidate >= most)
                    .findFirst()
                    .orElse(most);
            return new Scale(
                    probabilities ? 0 : lowest - width, probabilities ? 1 : highest + width, most > 0 ? top : 1);
        }

        Tick across(double threshold) {
            return new Tick(x(threshold), Numeral.TYPOGRAPHIC.setting(threshold));
        }

        Tick up(double cost) {
            return new Tick(y(cost), Numeral.TYPOGRAPHIC.setting(cost));
        }

        /** Deciding nothing positive is at the right end. */
        double x(double threshold) {
            double room = WIDTH - LEFT - RIGHT;
            double share = Math.max(0, (threshold - from) / (to - from)) * (1 - BEYOND);
            return rounded(LEFT + room * Math.min(1, share));
        }

        double y(double cost) {
            return rounded(Math.max(OUTSIDE, HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * cost / top));
        }

        private static double rounded(double place) {
            return Math.rint(place * 10) / 10;
        }

        /** A threshold decides like the next score above it: the step to a cost begins behind the score before. */
        Line line(CostCurve curve, int number) {
            List<String> points = new ArrayList<>();
            double last = LEFT;
            for (CostReading.Point point : curve.points()) {
                double y = y(point.cost());
                points.add(String.format(Locale.ROOT, "%.1f,%.1f", last, y));
                last = x(point.threshold());
                points.add(String.format(Locale.ROOT, "%.1f,%.1f", last, y));
            }
            return new Line(
                    Name.of(curve.modelVersion()),
                    COLOURS.get(number),
                    DASHES.get(number),
                    String.join(" ", points),
                    x(curve.reading().threshold()),
                    y(curve.least().value()));
        }
    }
}
