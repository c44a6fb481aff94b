package io.assay.cost;

import java.util.ArrayList;
import java.util.List;

/**
 * What decisions cost by their threshold, as it is read off sorted scores: at a threshold all scores from it upwards are
 * decided positive.
 *
 * @param threshold the one that costs least, the highest of several; a score, or ∞ for deciding nothing positive
 * @param lowest the lowest threshold that costs the same
 * @param equal how many thresholds cost the same, among the distinct scores and ∞
 * @param points of the curve in ascending order, thinned; empty where it is not drawn
 */
public record CostReading(double threshold, double lowest, long equal, List<Point> points) {

    public CostReading {
        points = List.copyOf(points);
    }

    /**
     * @param threshold a score, or ∞
     * @param cost the mean over rows by weight
     */
    public record Point(double threshold, double cost) {}

    /** All points as numbers. */
    double[] toNumbers() {
        double[] numbers = new double[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            numbers[2 * i] = points.get(i).threshold();
            numbers[2 * i + 1] = points.get(i).cost();
        }
        return numbers;
    }

    /** Reads what {@link #toNumbers} gave. */
    static List<Point> points(double[] numbers) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i + 1 < numbers.length; i += 2) {
            points.add(new Point(numbers[i], numbers[i + 1]));
        }
        return points;
    }
}
