package io.assay.cost;

/** The weights of the rows that have been seen, by label: a tree of partial sums. */
final class LabelWeights {

    private final double[] sums;
    private double all;

    LabelWeights(int labels) {
        this.sums = new double[labels + 1];
    }

    void add(int label, double weight) {
        for (int i = label + 1; i < sums.length; i += i & -i) {
            sums[i] += weight;
        }
        all += weight;
    }

    void add(LabelRuns runs) {
        for (int i = 0; i < runs.size(); i++) {
            add(runs.label(i), runs.weight(i));
        }
    }

    /** The weight of the rows whose label is below. */
    double below(int label) {
        double sum = 0;
        for (int i = label; i > 0; i -= i & -i) {
            sum += sums[i];
        }
        return sum;
    }

    /** The weight of the rows whose label is above. */
    double above(int label) {
        return all - below(label + 1);
    }
}
