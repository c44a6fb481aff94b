package io.assay.comparison;

import java.util.Locale;

/** A drawing of the documentation, as SVG that needs nothing else and is readable on light and dark pages. */
final class Picture {

    static final String BLUE = "#2563eb";
    static final String ORANGE = "#d97706";
    static final String INK = "#374151";
    static final String FAINT = "#e5e7eb";
    static final String SOFT = "#9ca3af";
    static final String ZONE = "#fbe9e5";

    private static final int WIDTH = 640;
    private static final int TOP = 14;
    private static final int RIGHT = 16;
    private static final int BOTTOM = 44;

    private final StringBuilder svg = new StringBuilder();
    private final int height;
    private final int left;
    private final double fromX;
    private final double toX;
    private final double fromY;
    private final double toY;

    /**
     * An empty picture.
     *
     * @param spoken what it shows, for those who cannot see it
     * @param left pixels for what stands left of the drawing
     * @param x the least and the greatest value across
     * @param y the same upwards; where the first is greater, downwards
     */
    Picture(String spoken, int height, int left, double[] x, double[] y) {
        this.height = height;
        this.left = left;
        this.fromX = x[0];
        this.toX = x[1];
        this.fromY = y[0];
        this.toY = y[1];
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-label=\"%s\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH,
                height,
                WIDTH,
                height,
                spoken));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    }

    private double px(double x) {
        return left + (WIDTH - left - RIGHT) * (x - fromX) / (toX - fromX);
    }

    private double py(double y) {
        return height - BOTTOM - (height - TOP - BOTTOM) * (y - fromY) / (toY - fromY);
    }

    /** An area over the whole height. */
    Picture zone(double from, double to) {
        return add(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                px(from), TOP, px(to) - px(from), height - TOP - BOTTOM, ZONE);
    }

    /** A line over the whole height with a label below. */
    Picture across(double x, String label, String colour) {
        return line(x, fromY, x, toY, colour, 1).raw(px(x), height - BOTTOM + 16.0, "middle", INK, label);
    }

    /** A line over the whole width with a label to its left. */
    Picture upwards(double y, String label, String colour) {
        return line(fromX, y, toX, y, colour, 1).beside(y, label);
    }

    /** What stands left of the drawing. */
    Picture beside(double y, String label) {
        return raw(left - 8.0, py(y) + 4, "end", INK, label);
    }

    /** What stands below all. */
    Picture below(String label) {
        return raw((left + WIDTH - RIGHT) / 2.0, height - 8.0, "middle", INK, label);
    }

    Picture line(double x1, double y1, double x2, double y2, String colour, int width) {
        return add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>%n",
                px(x1), py(y1), px(x2), py(y2), colour, width);
    }

    Picture dot(double x, double y, String colour) {
        return add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n", px(x), py(y), colour);
    }

    Picture ring(double x, double y, String colour) {
        return add(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#ffffff\" stroke=\"%s\" stroke-width=\"1.5\"/>%n",
                px(x), py(y), colour);
    }

    /** A curve through one point for each of the places. */
    Picture curve(double[] x, double[] y, String colour) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", px(x[i]), py(y[i])));
        }
        return add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                points.toString().stripTrailing(), colour);
    }

    /** A text that begins beside a point. */
    Picture text(double x, double y, String colour, String text) {
        return raw(px(x) + 8, py(y) + 4, "start", colour, text);
    }

    private Picture raw(double x, double y, String anchor, String colour, String text) {
        return add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n", x, y, anchor, colour, text);
    }

    private Picture add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
        return this;
    }

    @Override
    public String toString() {
        return svg + "</svg>\n";
    }
}
