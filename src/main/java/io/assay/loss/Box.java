package io.assay.loss;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rectangle by its edges and its size, which an edge far from the origin would not tell; y grows downwards or upwards
 * alike.
 */
record Box(double left, double top, double right, double bottom, double width, double height) {

    /** {@code label} and {@code prediction} are arrays of four. */
    static final Relation FOUR_NUMBERS = new Relation(
            "not_four_coordinates",
            "label and prediction must be arrays of four numbers",
            List.of("label", "prediction"),
            values -> Relation.array(values, 0).size() == 4
                    && Relation.array(values, 1).size() == 4);

    /** No right edge is left of its left one, and no bottom above its top. */
    static final Relation NOT_INVERTED = new Relation(
            "inverted_box",
            "a box must not have its right edge left of its left one, its bottom above its top, or a negative size",
            List.of("label", "prediction", "format"),
            values -> of(Relation.array(values, 0), Relation.text(values, 2)) != null
                    && of(Relation.array(values, 1), Relation.text(values, 2)) != null);

    /** The box that four numbers tell; null when they tell none. */
    static @Nullable Box of(Doubles numbers, String format) {
        if (numbers.size() != 4 || !Domain.FINITE.containsAll(numbers)) {
            return null;
        }
        double x = numbers.at(0);
        double y = numbers.at(1);
        double third = numbers.at(2);
        double fourth = numbers.at(3);
        return switch (format) {
            case "xyxy" -> third >= x && fourth >= y ? between(x, y, third, fourth) : null;
            case "xywh" -> third >= 0 && fourth >= 0 ? new Box(x, y, x + third, y + fourth, third, fourth) : null;
            case "cxcywh" ->
                third >= 0 && fourth >= 0
                        ? new Box(x - third / 2, y - fourth / 2, x + third / 2, y + fourth / 2, third, fourth)
                        : null;
            default -> null;
        };
    }

    private static Box between(double left, double top, double right, double bottom) {
        return new Box(left, top, right, bottom, right - left, bottom - top);
    }

    /** The two boxes that label and prediction tell; null when one tells none. */
    static Box @Nullable [] pair(Doubles label, Doubles prediction, String format) {
        Box expected = of(label, format);
        Box given = of(prediction, format);
        if (expected == null || given == null) {
            return null;
        }
        // Edges that are sums of a place and a size lose digits far from the origin: so the label's place is the
        // origin.
        Box near = format.equals("xyxy") ? null : of(moved(label, label), format);
        Box far = format.equals("xyxy") ? null : of(moved(prediction, label), format);
        return near == null || far == null ? new Box[] {expected, given} : new Box[] {near, far};
    }

    /** The place less that of {@code origin}, and the size. */
    private static Doubles moved(Doubles numbers, Doubles origin) {
        return Doubles.of(numbers.at(0) - origin.at(0), numbers.at(1) - origin.at(1), numbers.at(2), numbers.at(3));
    }

    /** Intersection over union, 0 where the union is empty. */
    double overlap(Box other) {
        double common = intersection(other);
        double union = area() + other.area() - common;
        return union == 0 ? 0 : Math.min(common / union, 1);
    }

    /** The smallest box around both. */
    Box hull(Box other) {
        return between(
                Math.min(left, other.left),
                Math.min(top, other.top),
                Math.max(right, other.right),
                Math.max(bottom, other.bottom));
    }

    /** The squared distance of the centres in units of the squared diagonal of the hull; 0 for two equal points. */
    double offset(Box other) {
        Box hull = hull(other);
        double across = ((left - other.left) + (right - other.right)) / 2;
        double along = ((top - other.top) + (bottom - other.bottom)) / 2;
        double diagonal = hull.width * hull.width + hull.height * hull.height;
        return diagonal == 0 ? 0 : (across * across + along * along) / diagonal;
    }

    /** The angle whose tangent is width over height. */
    double shape() {
        return StrictMath.atan2(width, height);
    }

    double area() {
        return width * height;
    }

    /** The area that both cover. */
    double intersection(Box other) {
        double across = Math.min(right, other.right) - Math.max(left, other.left);
        double along = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        return Math.max(0, across) * Math.max(0, along);
    }
}
