package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mean over classes of intersection over union of one picture's class maps: a score. A class that neither map has
 * is left out.
 */
public final class MeanIou implements Loss {

    private static final Definition DEFINITION = Definition.of("mean_iou", Family.VISION)
            .summary(
                    "The mean over the classes of a picture of intersection over union of its class maps. A score: more is better.")
            .formula(
                    "mean over classes in y or p of |y = c and p = c|/|y = c or p = c|, pixels of ignore_index in y left out")
            .label(CLASS_INDEX)
            .prediction(CLASS_INDEX)
            .optional("ignore_index", CLASS_INDEX)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .relation(new Relation(
                    "nothing_to_compare",
                    "label must have a pixel that is not ignored",
                    List.of("label", "ignore_index"),
                    values -> hasPixels(
                            Relation.array(values, 0), values[1] == null ? Double.NaN : Relation.number(values, 1))))
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers("A class that is predicted on one pixel only, and is not there, counts as much as the largest.")
            .choose("Each class of a picture matters, however small.")
            .peers(
                    "Keras MeanIoU adds the counts of all pictures first; here each picture has its own, and the mean is over pictures.")
            .reference("torchmetrics MeanIoU per image; scikit-learn jaccard_score macro over present classes")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static boolean hasPixels(Doubles label, double ignoreIndex) {
        for (int i = 0; i < label.size(); i++) {
            if (label.at(i) != ignoreIndex) {
                return true;
            }
        }
        return false;
    }

    public double loss(Doubles label, Doubles prediction, double ignoreIndex) {
        if (label.size() != prediction.size()
                || !CLASS_INDEX.containsAll(label)
                || !CLASS_INDEX.containsAll(prediction)
                || !(Double.isNaN(ignoreIndex) || CLASS_INDEX.contains(ignoreIndex))
                || !hasPixels(label, ignoreIndex)) {
            return Double.NaN;
        }
        Map<Double, int[]> counts = new TreeMap<>();
        for (int i = 0; i < label.size(); i++) {
            if (label.at(i) != ignoreIndex) {
                boolean same = label.at(i) == prediction.at(i);
                count(counts, label.at(i), same);
                if (!same) {
                    count(counts, prediction.at(i), false);
                }
            }
        }
        double sum = 0;
        for (int[] count : counts.values()) {
            sum += (double) count[0] / count[1];
        }
        return sum / counts.size();
    }

    /** Counts a pixel to the union of a class and, where both maps agree, to its intersection. */
    private static void count(Map<Double, int[]> counts, double index, boolean both) {
        // 0.0 and -0.0 are one class.
        int[] count = counts.computeIfAbsent(index + 0.0, unseen -> new int[2]);
        count[0] += both ? 1 : 0;
        count[1]++;
    }
}
