package io.assay.loss;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule between arguments of a loss, such as arrays of one length.
 *
 * @param code what is wrong when it does not hold, such as {@code unequal_lengths}
 * @param rule for a person, such as {@code label and prediction must have the same length}
 * @param arguments names of the arguments it reads
 * @param test whether it holds for their values, in the order of {@code arguments}
 */
public record Relation(String code, String rule, List<String> arguments, Test test) {

    static final String IGNORED = "ignored";

    public Relation {
        arguments = List.copyOf(arguments);
    }

    /** Whether this tells of rows that are left out by intention, see {@link #ignored}. */
    boolean leavesOut() {
        return code.equals(IGNORED);
    }

    /** Whether the rule holds. It is asked only when every single argument is within its domain. */
    @FunctionalInterface
    public interface Test {
        /** {@code values} are Double, {@link Doubles}, {@link Matrix} or String, or null where an optional one is absent. */
        boolean holds(@Nullable Object[] values);
    }

    /** Arrays have one or more elements; not asked of those that are absent. */
    public static Relation notEmpty(String... arrays) {
        return new Relation("empty_array", textOf(arrays) + " must have an element", List.of(arrays), values -> {
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null && array(values, i).size() == 0) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Arrays have one length; those that are absent are left out. */
    public static Relation sameLength(String... arrays) {
        return new Relation(
                "unequal_lengths", textOf(arrays) + " must have the same length", List.of(arrays), values -> {
                    int first = -1;
                    for (int i = 0; i < values.length; i++) {
                        int size = values[i] == null ? first : array(values, i).size();
                        if (first >= 0 && size != first) {
                            return false;
                        }
                        first = size;
                    }
                    return true;
                });
    }

    /** Class probabilities add to 1 within 1e-6. */
    public static Relation sumsToOne(String array) {
        return new Relation(
                "probabilities_do_not_sum_to_one",
                array + " must sum to 1 within 1e-6",
                List.of(array),
                values -> Primitives.sumsToOne(array(values, 0)));
    }

    /**
     * A label equals a parameter that marks rows to be left out. Such a row has no loss and nothing is wrong with it, so
     * this is asked before everything else: a strict SQL function gives null for it, and the reason is {@code ignored}.
     */
    public static Relation ignored(String label, String parameter) {
        return new Relation(
                IGNORED,
                label + " equals " + parameter + ", so the row is left out",
                List.of(label, parameter),
                values -> !(values[0] instanceof Double value
                        && values[1] instanceof Double marker
                        && value.doubleValue() == marker.doubleValue()));
    }

    /** A class index is below the number of classes. */
    public static Relation classIndexBelowLength(String index, String array) {
        return new Relation(
                "class_index_out_of_range",
                index + " must be below the number of elements of " + array,
                List.of(index, array),
                values -> number(values, 0) < array(values, 1).size());
    }

    /** A number is below a fixed limit. */
    public static Relation below(String argument, double limit) {
        return new Relation(
                argument + "_too_large",
                argument + " must be < " + limit,
                List.of(argument),
                values -> number(values, 0) < limit);
    }

    /** A number is not above a fixed limit. */
    public static Relation atMost(String argument, double limit) {
        return new Relation(
                argument + "_too_large",
                argument + " must be ≤ " + limit,
                List.of(argument),
                values -> number(values, 0) <= limit);
    }

    /** A text is one of a few. */
    public static Relation oneOf(String argument, List<String> choices) {
        return new Relation(
                "unknown_" + argument,
                argument + " must be one of " + String.join(", ", choices),
                List.of(argument),
                values -> choices.contains(text(values, 0)));
    }

    /** The array at {@code position}, for a {@link Test}. */
    public static Doubles array(@Nullable Object[] values, int position) {
        return (Doubles) Objects.requireNonNull(values[position]);
    }

    /** The matrix at {@code position}, for a {@link Test}. */
    public static Matrix matrix(@Nullable Object[] values, int position) {
        return (Matrix) Objects.requireNonNull(values[position]);
    }

    /** The number at {@code position}, for a {@link Test}. */
    public static double number(@Nullable Object[] values, int position) {
        return (Double) Objects.requireNonNull(values[position]);
    }

    /** The text at {@code position}, for a {@link Test}. */
    public static String text(@Nullable Object[] values, int position) {
        return (String) Objects.requireNonNull(values[position]);
    }

    private static String textOf(String... names) {
        return String.join(" and ", names);
    }
}
