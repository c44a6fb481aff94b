package io.assay.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a version's decisions cost over all rows by their threshold.
 *
 * @param metric the first that was asked for of this label, this prediction and these prices
 * @param reading the best threshold, and points of the curve
 * @param least the cost at the best threshold
 * @param used the thresholds whose regret was asked for, in their order
 */
public record CostCurve(
        String metric, String modelVersion, Prices prices, CostReading reading, MetricEstimate least, List<Used> used) {

    public CostCurve {
        used = List.copyOf(used);
    }

    /**
     * A threshold in use.
     *
     * @param cost there
     * @param regret what that is more than the least cost
     */
    public record Used(double threshold, double cost, MetricEstimate regret) {}

    /**
     * A line of the table.
     *
     * @param best whether no threshold costs less
     * @param inUse whether it is a threshold in use
     */
    public record Line(CostCurve curve, double threshold, double cost, boolean best, boolean inUse) {}

    /** Its points with the thresholds in use, in ascending order. */
    public List<CostReading.Point> points() {
        TreeMap<Double, Double> points = new TreeMap<>();
        reading.points().forEach(point -> points.put(point.threshold(), point.cost()));
        used.forEach(one -> points.put(one.threshold(), one.cost()));
        List<CostReading.Point> all = new ArrayList<>();
        points.forEach((threshold, cost) -> all.add(new CostReading.Point(threshold, cost)));
        return all;
    }

    /** The same as lines. */
    public List<Line> lines() {
        return points().stream()
                .map(point -> new Line(
                        this,
                        point.threshold(),
                        point.cost(),
                        point.threshold() == reading.threshold(),
                        used.stream().anyMatch(one -> one.threshold() == point.threshold())))
                .toList();
    }
}
