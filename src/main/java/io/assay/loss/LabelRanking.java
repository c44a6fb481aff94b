package io.assay.loss;

/** Where labels stand when sorted by score, ties at their worst. */
final class LabelRanking {

    private LabelRanking() {}

    /** How many labels score as high as {@code score} or higher, of those that are {@code kind} in {@code label}. */
    static int atLeast(double score, Doubles label, Doubles scores, double kind) {
        int count = 0;
        for (int k = 0; k < label.size(); k++) {
            count += label.at(k) == kind && scores.at(k) >= score ? 1 : 0;
        }
        return count;
    }

    /** How many labels are {@code kind} in {@code label}. */
    static int count(Doubles label, double kind) {
        int count = 0;
        for (int k = 0; k < label.size(); k++) {
            count += label.at(k) == kind ? 1 : 0;
        }
        return count;
    }
}
