package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.SIGN;

import java.util.List;

/**
 * The margin of a score, t·x: how far it is on the right side of 0.
 *
 * <p>Labels are −1 and 1. A label of 0 counts as −1, row by row: no other row is looked at. Whoever knows that a dataset
 * has one kind only says so by {@code labels}, and the other kind is then outside of the domain.
 */
final class Margins {

    private static final String AUTO = "auto";
    private static final String SIGNS = "sign";
    private static final String ZERO_ONE = "binary";

    private static final Relation SIGNED = new Relation(
            "label_not_sign",
            "label must be -1 or 1, since labels is " + SIGNS,
            List.of("label", "labels"),
            values -> !Relation.text(values, 1).equals(SIGNS) || Relation.number(values, 0) != 0);

    private static final Relation BINARY_ONLY = new Relation(
            "label_not_binary",
            "label must be 0 or 1, since labels is " + ZERO_ONE,
            List.of("label", "labels"),
            values -> !Relation.text(values, 1).equals(ZERO_ONE) || BINARY.contains(Relation.number(values, 0)));

    private Margins() {}

    /** Starts the definition of a loss of the margin. */
    static Definition.Builder definition(String name) {
        return Definition.of(name, Family.MARGIN)
                .label(SIGN)
                .prediction(EXTENDED)
                .choice("labels", AUTO, SIGNS, ZERO_ONE)
                .relation(SIGNED)
                .relation(BINARY_ONLY);
    }

    /** t·x with t = 1 for a label of 1, else −1; NaN where an argument is outside of its domain. */
    static double of(double label, double prediction, String labels) {
        if (!SIGN.contains(label) || !areLabels(label, labels)) {
            return Double.NaN;
        }
        return label == 1 ? prediction : -prediction;
    }

    private static boolean areLabels(double label, String labels) {
        return switch (labels) {
            case AUTO -> true;
            case SIGNS -> label != 0;
            case ZERO_ONE -> label != -1;
            default -> false;
        };
    }
}
