package io.assay.report;

import io.assay.comparison.Comparison;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The horizontal axis that differences share. It always shows 0 and the margin; of many intervals it leaves the longest
 * few to run out of the picture, since one tiny slice would squeeze all others to dots.
 *
 * @param from the value at the left edge
 * @param to the value at the right edge
 */
record Axis(double from, double to) {

    /** Marks keep this distance from the edges, in percent, so that they are not cut in half. */
    private static final double INSET = 3;

    private static final int FEW = 24;
    private static final double KEPT = 0.9;
    private static final double STRETCH = 1.6;
    private static final int TICKS = 5;

    /** Of the smallest width that the style sheet gives an axis, 170 pixels, a character of its labels takes 6.8. */
    private static final double CHARACTER = 4;

    private static final double GAP = 2.5;

    static Axis over(List<Comparison> lines) {
        double[] low = finite(lines.stream().flatMapToDouble(line -> DoubleStream.of(line.lower(), line.difference())));
        double[] high =
                finite(lines.stream().flatMapToDouble(line -> DoubleStream.of(line.upper(), line.difference())));
        double[] margins = finite(lines.stream().filter(Axis::isTold).mapToDouble(line -> Plot.harmMargin(line)));
        double from = Math.min(0, low.length == 0 ? 0 : left(low));
        double to = Math.max(0, high.length == 0 ? 0 : -left(negated(high)));
        double margin = margins.length == 0 ? 0 : margins[margins.length / 2];
        from = Math.min(from, margin);
        to = Math.max(to, margin);
        double room = (to - from) * 0.04;
        return room > 0 ? new Axis(from - room, to + room) : new Axis(-1, 1);
    }

    /** Where a value stands, in percent of the width; beyond the edges it stands at the edge. */
    double percent(double value) {
        double share = (value - from) / (to - from);
        return INSET + (100 - 2 * INSET) * Math.max(0, Math.min(1, share));
    }

    /** Whether a value lies beyond an edge. */
    boolean isBeyond(double value) {
        return value < from || value > to;
    }

    /** Round values with their labels, 0 among them: about five, or fewer where their labels would run together. */
    List<Tick> ticks() {
        List<Tick> ticks = ticks(TICKS);
        for (int fewer = TICKS - 1; fewer > 0 && !haveRoom(ticks); fewer--) {
            ticks = ticks(fewer);
        }
        return ticks;
    }

    private List<Tick> ticks(int about) {
        BigDecimal step = step((to - from) / about);
        List<Tick> ticks = new ArrayList<>();
        BigDecimal first = BigDecimal.valueOf(from).divide(step, 0, RoundingMode.CEILING);
        for (BigDecimal n = first; n.multiply(step).doubleValue() <= to; n = n.add(BigDecimal.ONE)) {
            BigDecimal value = n.multiply(step);
            String label = value.signum() == 0
                    ? "0"
                    : Numeral.TYPOGRAPHIC.signed(value.doubleValue(), Math.max(0, value.scale()));
            double at = percent(value.doubleValue());
            double half = width(label) / 2;
            ticks.add(new Tick(at, label, Math.max(half, Math.min(100 - half, at))));
        }
        return ticks;
    }

    private static boolean haveRoom(List<Tick> ticks) {
        for (int i = 1; i < ticks.size(); i++) {
            Tick left = ticks.get(i - 1);
            Tick right = ticks.get(i);
            double needed = (width(left.label()) + width(right.label())) / 2 + GAP;
            if (right.labelAt() - left.labelAt() < needed) {
                return false;
            }
        }
        return true;
    }

    /** Of a label, in percent of the narrowest axis there is. */
    private static double width(String label) {
        return label.length() * CHARACTER;
    }

    /** The next of 1, 2, 5 times a power of ten. */
    private static BigDecimal step(double atLeast) {
        int exponent = (int) Math.floor(Math.log10(atLeast));
        for (int digit : new int[] {1, 2, 5}) {
            BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
            if (step.doubleValue() >= atLeast) {
                return step;
            }
        }
        return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
    }

    private static boolean isTold(Comparison line) {
        return Double.isFinite(line.lower()) && Double.isFinite(line.upper());
    }

    private static double[] finite(DoubleStream values) {
        double[] finite = values.filter(Double::isFinite).toArray();
        Arrays.sort(finite);
        return finite;
    }

    /** The left end for sorted values: the smallest, unless many values lie far from it. */
    private static double left(double[] sorted) {
        double most = sorted[(int) Math.round((1 - KEPT) * (sorted.length - 1))];
        return sorted.length > FEW && sorted[0] < STRETCH * Math.min(0, most) ? most : sorted[0];
    }

    private static double[] negated(double[] values) {
        double[] negated = Arrays.stream(values).map(value -> -value).toArray();
        Arrays.sort(negated);
        return negated;
    }

    /**
     * A labelled place on the axis.
     *
     * @param labelAt where the middle of the label stands, which near an edge is not quite {@code at}
     */
    record Tick(double at, String label, double labelAt) {}
}
