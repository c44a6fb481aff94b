package io.assay.cost;

import java.util.Arrays;

/** The rows of one score, gathered by label: labels come as indexes and must not fall. */
final class LabelRuns {

    private int[] labels = new int[16];
    private double[] weights = new double[16];
    private int size;
    private int label = -1;
    private ExactSum run = new ExactSum();

    void add(int rowLabel, double weight) {
        if (rowLabel != label) {
            end();
            label = rowLabel;
        }
        run.add(weight);
    }

    /** Closes the last run; none is open afterwards. */
    void end() {
        if (label < 0) {
            return;
        }
        if (size == labels.length) {
            labels = Arrays.copyOf(labels, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        labels[size] = label;
        weights[size++] = run.value();
        run = new ExactSum();
        label = -1;
    }

    void clear() {
        size = 0;
    }

    /** Runs that have been closed. */
    int size() {
        return size;
    }

    int label(int i) {
        return labels[i];
    }

    /** The weight of a run, rounded once. */
    double weight(int i) {
        return weights[i];
    }
}
