package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.EXTENDED;

import java.util.List;

/**
 * The area under the precision-recall curve of the detections of one class: a score. A row holds all detections of a
 * class, each with its score and whether it was matched to a true object.
 */
public final class AveragePrecisionDetection implements Loss {

    private static final Definition DEFINITION = Definition.of("average_precision_detection", Family.VISION)
            .summary(
                    "The area under the precision-recall curve of the detections of one class. A score: more is better.")
            .formula(
                    "mean over recall levels of the best precision at that recall or above; label 1 where a detection is matched")
            .label(BINARY)
            .prediction(EXTENDED)
            .required("truths", COUNT)
            .choice("interpolation", "coco_101", "voc_11", "all_points")
            .relation(Relation.sameLength("label", "prediction"))
            .relation(new Relation(
                    "more_matches_than_truths",
                    "label must not have more matches than truths",
                    List.of("label", "truths"),
                    values -> Ranking.relevant(Relation.array(values, 0)) <= Relation.number(values, 1)))
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers("A false detection costs the more, the more it is trusted.")
            .choose("Detections were matched at one threshold of overlap; the mean over classes and thresholds is mAP.")
            .peers("COCO reads the curve at 101 recalls, PASCAL VOC at 11 until 2009 and at all points after.")
            .reference("Lin et al. 2014 (COCO); Everingham et al. 2010 (PASCAL VOC)")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double truths, String interpolation) {
        if (label.size() != prediction.size()
                || !BINARY.containsAll(label)
                || !EXTENDED.containsAll(prediction)
                || !COUNT.contains(truths)
                || Ranking.relevant(label) > truths) {
            return Double.NaN;
        }
        double[] precisions = bestPrecisions(label, prediction);
        return switch (interpolation) {
            case "coco_101" -> sampled(precisions, truths, 100);
            case "voc_11" -> sampled(precisions, truths, 10);
            case "all_points" -> Math.min(Primitives.sum(Doubles.of(precisions)) / truths, 1);
            default -> Double.NaN;
        };
    }

    /** For each match in order of score, the best precision from there on. */
    private static double[] bestPrecisions(Doubles label, Doubles prediction) {
        int[] order = Ranking.order(prediction);
        double[] precisions = new double[Ranking.relevant(label)];
        int matched = 0;
        for (int place = 0; place < order.length; place++) {
            if (label.at(order[place]) == 1) {
                matched++;
                precisions[matched - 1] = (double) matched / (place + 1);
            }
        }
        for (int i = precisions.length - 2; i >= 0; i--) {
            precisions[i] = Math.max(precisions[i], precisions[i + 1]);
        }
        return precisions;
    }

    /** The mean over the recalls 0, 1/steps … 1; recalls that are not reached count as 0. */
    private static double sampled(double[] precisions, double truths, int steps) {
        double sum = 0;
        int matches = 1;
        for (int step = 0; step <= steps; step++) {
            // In whole numbers, so that a recall of 7/100 is reached by 7 of 100.
            while (matches * (long) steps < step * (long) truths) {
                matches++;
            }
            sum += matches <= precisions.length ? precisions[matches - 1] : 0;
        }
        return Math.min(sum / (steps + 1), 1);
    }
}
