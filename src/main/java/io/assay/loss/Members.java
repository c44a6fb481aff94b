package io.assay.loss;

import java.util.List;

/** What holds of an ensemble of vectors: {@code prediction} is a matrix with a member in each row. */
final class Members {

    /** There is a member, and every one is as long as {@code label}, which is not empty. */
    static final Relation SAME_LENGTH = new Relation(
            "unequal_lengths",
            "prediction must have one or more members, each as long as label, which must have an element",
            List.of("label", "prediction"),
            values -> haveSameLength(Relation.array(values, 0), Relation.matrix(values, 1)));

    private Members() {}

    /** Whether there are members, all finite and as long as the finite label. */
    static boolean areMembers(Doubles label, Matrix members) {
        return Domain.FINITE.containsAll(label) && Domain.FINITE.containsAll(members) && haveSameLength(label, members);
    }

    private static boolean haveSameLength(Doubles label, Matrix members) {
        for (int i = 0; i < members.rows(); i++) {
            if (members.row(i).size() != label.size()) {
                return false;
            }
        }
        return members.rows() > 0 && label.size() > 0;
    }
}
