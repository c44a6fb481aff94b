package io.assay.loss;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rectangle by its edges; y grows downwards or upwards alike. */
record Box(double left, double top, double right, double bottom) {

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
            case "xyxy" -> third >= x && fourth >= y ? new Box(x, y, third, fourth) : null;
            case "xywh" -> third >= 0 && fourth >= 0 ? new Box(x, y, x + third, y + fourth) : null;
            case "cxcywh" ->
                third >= 0 && fourth >= 0
                        ? new Box(x - third / 2, y - fourth / 2, x + third / 2, y + fourth / 2)
                        : null;
            default -> null;
        };
    }

    /** The two boxes that label and prediction tell; null when one tells none. */
    static Box @Nullable [] pair(Doubles label, Doubles prediction, String format) {
        Box expected = of(label, format);
        Box given = of(prediction, format);
        return expected == null || given == null ? null : new Box[] {expected, given};
    }

    /** Intersection over union, 0 where the union is empty. */
    double overlap(Box other) {
        double common = intersection(other);
        double union = area() + other.area() - common;
        return union == 0 ? 0 : Math.min(common / union, 1);
    }

    /** The smallest box around both. */
    Box hull(Box other) {
        return new Box(
                Math.min(left, other.left),
                Math.min(top, other.top),
                Math.max(right, other.right),
                Math.max(bottom, other.bottom));
    }

    /** The squared distance of the centres in units of the squared diagonal of the hull; 0 for two equal points. */
    double offset(Box other) {
        Box hull = hull(other);
        double width = hull.right - hull.left;
        double height = hull.bottom - hull.top;
        double across = (left + right) / 2 - (other.left + other.right) / 2;
        double along = (top + bottom) / 2 - (other.top + other.bottom) / 2;
        double diagonal = width * width + height * height;
        return diagonal == 0 ? 0 : (across * across + along * along) / diagonal;
    }

    /** The angle whose tangent is width over height. */
    double shape() {
        return StrictMath.atan2(right - left, bottom - top);
    }

    double area() {
        return (right - left) * (bottom - top);
    }

    /** The area that both cover. */
    double intersection(Box other) {
        double width = Math.min(right, other.right) - Math.max(left, other.left);
        double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        return Math.max(0, width) * Math.max(0, height);
    }
}
