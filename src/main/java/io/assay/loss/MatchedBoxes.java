package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.PROBABILITY;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many true boxes of an image were found: no loss, but what precision and recall of detections are read from.
 * Predictions choose in the order of their scores, each the free true box of its class that it overlaps most; of equals
 * the first.
 */
public final class MatchedBoxes implements Loss {

    /** Boxes on either side of an image. */
    private static final int MOST_BOXES = 10_000;

    private static final int COORDINATES = 4;

    private static final List<String> FORMATS = List.of("xyxy", "xywh", "cxcywh");

    private static final Relation BOXES = new Relation(
            "not_boxes",
            "label must hold four coordinates per box, or these and a class; prediction four coordinates and a score, and"
                    + " a class where label has one",
            List.of("label", "prediction"),
            values -> areBoxes(Relation.matrix(values, 0), Relation.matrix(values, 1)));

    private static final Relation FEW = new Relation(
            "too_many_boxes",
            "label and prediction must have at most " + MOST_BOXES + " boxes",
            List.of("label", "prediction"),
            values -> Relation.matrix(values, 0).rows() <= MOST_BOXES
                    && Relation.matrix(values, 1).rows() <= MOST_BOXES);

    private static final Relation UPRIGHT = new Relation(
            "inverted_box",
            "a box must not have its right edge left of its left one, its bottom above its top, or a negative size",
            List.of("label", "prediction", "format"),
            values -> boxes(Relation.matrix(values, 0), Relation.text(values, 2)) != null
                    && boxes(Relation.matrix(values, 1), Relation.text(values, 2)) != null);

    private static final Definition DEFINITION = Definition.of("matched_boxes", Family.VISION)
            .summary(
                    "How many true boxes of an image were found, by predictions that choose in the order of their scores.")
            .formula("Σ over predictions with score ≥ threshold, highest first, of [some true box of the class that is"
                    + " still free has IoU ≥ iou and > 0]; the one with the largest IoU is taken")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("iou", 0.5, PROBABILITY)
            .parameter("threshold", 0, FINITE)
            .choice("format", FORMATS.get(0), FORMATS.get(1), FORMATS.get(2))
            .relation(BOXES)
            .relation(FEW)
            .relation(UPRIGHT)
            .range(0, MOST_BOXES)
            .direction(Direction.NONE)
            .outliers("A second box on an object that was found already finds nothing.")
            .choose("Hits per image are to be read; the metrics detection_precision, detection_recall and detection_f1"
                    + " add them up.")
            .peers("COCO leaves crowds out, counts 100 boxes per image at most and takes the last of equals.")
            .reference("Everingham et al. 2010; COCO detection evaluation")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Matrix label, Matrix prediction, double iou, double threshold, String format) {
        Box @Nullable [] truths = FINITE.containsAll(label) ? boxes(label, format) : null;
        Box @Nullable [] given = FINITE.containsAll(prediction) ? boxes(prediction, format) : null;
        if (truths == null
                || given == null
                || !areBoxes(label, prediction)
                || !FORMATS.contains(format)
                || truths.length > MOST_BOXES
                || given.length > MOST_BOXES
                || !PROBABILITY.contains(iou)
                || !FINITE.contains(threshold)) {
            return Double.NaN;
        }
        int[] order = IntStream.range(0, given.length)
                .filter(i -> score(prediction, i) >= threshold)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -score(prediction, i)))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean[] taken = new boolean[truths.length];
        int hits = 0;
        for (int i : order) {
            int best = -1;
            double most = 0;
            for (int k = 0; k < truths.length; k++) {
                double overlap = taken[k] || !isOfOneClass(label, k, prediction, i) ? 0 : truths[k].overlap(given[i]);
                if (overlap > most && overlap >= iou) {
                    best = k;
                    most = overlap;
                }
            }
            if (best >= 0) {
                taken[best] = true;
                hits++;
            }
        }
        return hits;
    }

    private static double score(Matrix prediction, int i) {
        return prediction.row(i).at(COORDINATES);
    }

    private static boolean isOfOneClass(Matrix label, int k, Matrix prediction, int i) {
        return label.row(k).size() == COORDINATES
                || label.row(k).at(COORDINATES) == prediction.row(i).at(COORDINATES + 1);
    }

    private static boolean areBoxes(Matrix label, Matrix prediction) {
        int wanted = label.rows() == 0 ? 0 : label.row(0).size();
        int given = prediction.rows() == 0 ? 0 : prediction.row(0).size();
        return List.of(0, COORDINATES, COORDINATES + 1).contains(wanted)
                && List.of(0, COORDINATES + 1, COORDINATES + 2).contains(given)
                && (wanted == 0 || given == 0 || given == wanted + 1)
                && (wanted != 0 || label.rows() == 0)
                && (given != 0 || prediction.rows() == 0)
                && Matrices.isOfWidth(label, wanted)
                && Matrices.isOfWidth(prediction, given);
    }

    /** The boxes that the first four numbers of each row tell; null where one tells none. */
    private static Box @Nullable [] boxes(Matrix matrix, String format) {
        Box[] boxes = new Box[Math.min(matrix.rows(), MOST_BOXES + 1)];
        for (int i = 0; i < boxes.length; i++) {
            Doubles row = matrix.row(i);
            Box box = row.size() < COORDINATES
                    ? null
                    : Box.of(Doubles.of(row.at(0), row.at(1), row.at(2), row.at(3)), format);
            if (box == null) {
                return null;
            }
            boxes[i] = box;
        }
        return boxes;
    }
}
