package io.assay.loss;

/**
 * Why arguments have no loss: the first rule that they break.
 *
 * @param loss name of the loss
 * @param argument the argument that breaks the rule; empty when the rule concerns several together
 * @param code what is wrong in a word or two, such as {@code nan}, {@code not_probability} or {@code unequal_lengths}
 * @param value what was given, shortened
 * @param rule what would have been right, such as {@code must be in [0, 1]}
 */
public record Violation(String loss, String argument, String code, String value, String rule) {

    /** The reason under which rows without a loss are counted: {@code prediction_nan}, {@code unequal_lengths}. */
    public String reason() {
        return argument.isEmpty() ? code : argument + "_" + code;
    }

    /** Whether the row is left out by intention and nothing is wrong with it, see {@link Relation#ignored}. */
    public boolean isIgnored() {
        return code.equals(Relation.IGNORED);
    }

    /** For people: {@code Invalid prediction for brier_loss: 1.3 (must be in [0, 1])}. */
    public String message() {
        return "Invalid " + (argument.isEmpty() ? "arguments" : argument) + " for " + loss + ": " + value + " (" + rule
                + ")";
    }
}
