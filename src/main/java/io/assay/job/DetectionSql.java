package io.assay.job;

import io.assay.job.Configuration.MetricEntry;

/**
 * SQL over the true boxes of an image and the predicted ones: arrays of arrays of numbers, as {@code matched_boxes} takes
 * them.
 *
 * @param label the true boxes
 * @param prediction the predicted ones with their scores
 * @param metric the metric, whose parameters say what counts
 */
record DetectionSql(String label, String prediction, MetricEntry metric) {

    /** What the metric divides by, then what it divides, summed over images first; null where there are no such boxes. */
    String[] summed() {
        return switch (metric.definition().name()) {
            case "detection_precision" -> new String[] {predicted(), found()};
            case "detection_recall" -> new String[] {wanted(), found()};
            case "detection_f1" -> new String[] {wanted() + " + " + predicted(), "2D * " + found()};
            default -> throw new IllegalStateException("No metric of boxes: " + metric.name());
        };
    }

    private String found() {
        return "try_matched_boxes(" + label + ", " + prediction + ", " + metric.number("iou") + "D, "
                + metric.number("threshold") + "D, '" + metric.text("format") + "')";
    }

    private String wanted() {
        return "CAST(size(" + label + ") AS DOUBLE)";
    }

    /** Predictions with a score that counts; it stands behind the four coordinates. */
    private String predicted() {
        return "CAST(size(filter(" + prediction + ", box -> CAST(try_element_at(box, 5) AS DOUBLE) >= "
                + metric.number("threshold") + "D)) AS DOUBLE)";
    }
}
