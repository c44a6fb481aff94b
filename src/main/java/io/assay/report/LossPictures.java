package io.assay.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Draws a {@link LossCurve}: as an SVG picture, or with characters for a terminal. */
final class LossPictures {

    private static final int WIDTH = 420;
    private static final int HEIGHT = 220;
    private static final int LEFT = 46;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 30;
    private static final List<String> COLOURS = List.of("#2563eb", "#d97706");
    private static final List<String> DASHES = List.of("", " stroke-dasharray=\"6 4\"");

    private static final int COLUMNS = 60;
    private static final int LINES = 10;
    private static final String MARKS = "*o";

    private LossPictures() {}

    /** A picture that needs nothing else and is readable on light and dark pages. */
    static String svg(String name, LossCurve curve) {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-label=\"%s over the prediction\" font-family=\"sans-serif\" font-size=\"11\">%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT,
                name));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        double low = curve.lowest();
        double high = curve.highest();
        for (double tick : ticks(curve.from(), curve.to())) {
            double x = x(curve, tick);
            svg.append(line(x, TOP, x, HEIGHT - BOTTOM, "#e5e7eb"));
            svg.append(text(x, HEIGHT - BOTTOM + 15, "middle", tick));
        }
        for (double tick : ticks(low, high)) {
            double y = y(low, high, tick);
            svg.append(line(LEFT, y, WIDTH - RIGHT, y, tick == 0 ? "#6b7280" : "#e5e7eb"));
            svg.append(text(LEFT - 6, y + 4, "end", tick));
        }
        for (int i = 0; i < curve.lines().size(); i++) {
            svg.append(polylines(curve, curve.lines().get(i), low, high, i));
        }
        for (int i = 0; i < curve.lines().size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">label %s</text>%n",
                    LEFT + 60 + 90 * i,
                    TOP + 10,
                    COLOURS.get(i),
                    plain(curve.lines().get(i).label())));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String polylines(LossCurve curve, LossCurve.Line line, double low, double high, int number) {
        StringBuilder svg = new StringBuilder();
        List<String> run = new ArrayList<>();
        double[] values = line.values();
        for (int i = 0; i <= values.length; i++) {
            boolean inside = i < values.length && Double.isFinite(values[i]) && values[i] <= high;
            if (inside) {
                double prediction = curve.from() + (curve.to() - curve.from()) * i / (values.length - 1);
                run.add(String.format(Locale.ROOT, "%.1f,%.1f", x(curve, prediction), y(low, high, values[i])));
            } else if (!run.isEmpty()) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>%n",
                        String.join(" ", run),
                        COLOURS.get(number),
                        DASHES.get(number)));
                run.clear();
            }
        }
        return svg.toString();
    }

    private static double x(LossCurve curve, double prediction) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (prediction - curve.from()) / (curve.to() - curve.from());
    }

    private static double y(double low, double high, double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low);
    }

    private static String line(double x1, double y1, double x2, double y2, String colour) {
        return String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour);
    }

    private static String text(double x, double y, String anchor, double value) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#374151\">%s</text>%n",
                x,
                y,
                anchor,
                plain(value));
    }

    /** Four to six round numbers in a range. */
    private static double[] ticks(double low, double high) {
        double rough = (high - low) / 5;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = Arrays.stream(new double[] {1, 2, 5, 10})
                .map(factor -> factor * power)
                .filter(candidate -> candidate >= rough)
                .min()
                .orElse(rough);
        List<Double> ticks = new ArrayList<>();
        for (double k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
            ticks.add(k * step);
        }
        return ticks.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static String plain(double value) {
        double rounded = Math.rint(value * 1e6) / 1e6 + 0.0;
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e9
                ? String.valueOf((long) rounded)
                : String.format(Locale.ROOT, "%.4g", rounded).replaceFirst("\\.?0+$", "");
    }

    /** A picture of characters, a mark for each label. */
    static String terminal(LossCurve curve) {
        double low = curve.lowest();
        double high = curve.highest();
        char[][] canvas = new char[LINES][COLUMNS + 1];
        for (char[] row : canvas) {
            Arrays.fill(row, ' ');
        }
        for (int n = curve.lines().size() - 1; n >= 0; n--) {
            double[] values = curve.lines().get(n).values();
            for (int column = 0; column <= COLUMNS; column++) {
                double value = values[column * (values.length - 1) / COLUMNS];
                if (Double.isFinite(value) && value <= high) {
                    int row = (int) Math.round((LINES - 1) * (high - value) / (high - low));
                    canvas[row][column] = MARKS.charAt(n);
                }
            }
        }
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < LINES; row++) {
            String edge = row == 0 ? plain(high) : row == LINES - 1 ? plain(low) : "";
            text.append(String.format(Locale.ROOT, "%10s |%s%n", edge, new String(canvas[row]).stripTrailing()));
        }
        String to = plain(curve.to());
        text.append(String.format(
                Locale.ROOT,
                "%10s  %s%" + Math.max(1, COLUMNS + 1 - plain(curve.from()).length()) + "s%n",
                "prediction",
                plain(curve.from()),
                to));
        for (int n = 0; n < curve.lines().size(); n++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%10s  %s label %s%n",
                    "",
                    MARKS.charAt(n),
                    plain(curve.lines().get(n).label())));
        }
        return text.toString();
    }
}
