package io.assay.loss;

import static io.assay.loss.Domain.BINARY;

/**
 * Sets of labels, as arrays with 1 for each label that belongs to the row and 0 for each that does not.
 *
 * @param both how many labels are in both sets
 * @param different how many are in one of them only
 * @param size how many labels there are to choose from
 */
record LabelSets(int both, int different, int size) {

    /** Starts the definition of a loss of a set of labels and a prediction with an element for each label. */
    static Definition.Builder definition(String name, Domain prediction) {
        return Definition.of(name, Family.MULTILABEL)
                .label(BINARY)
                .prediction(prediction)
                .relation(Relation.sameLength("label", "prediction"))
                .relation(Relation.notEmpty("label"));
    }

    /** Starts the definition of a loss of two sets. */
    static Definition.Builder definition(String name) {
        return definition(name, BINARY).range(0, 1).zeroAtEquality().symmetric();
    }

    /** Whether {@code prediction} has an element in its domain for each label, of which there is one or more. */
    static boolean fit(Doubles label, Doubles prediction, Domain domain) {
        return label.size() > 0
                && label.size() == prediction.size()
                && BINARY.containsAll(label)
                && domain.containsAll(prediction);
    }

    /** Compares two sets that {@link #fit}. */
    static LabelSets of(Doubles label, Doubles prediction) {
        int both = 0;
        int different = 0;
        for (int k = 0; k < label.size(); k++) {
            both += label.at(k) == 1 && prediction.at(k) == 1 ? 1 : 0;
            different += label.at(k) == prediction.at(k) ? 0 : 1;
        }
        return new LabelSets(both, different, label.size());
    }

    /** How many labels are in one of the sets or in both. */
    int either() {
        return both + different;
    }
}
