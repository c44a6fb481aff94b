package io.assay.loss;

import java.util.List;
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

    public Relation {
        arguments = List.copyOf(arguments);
    }

    /** Whether the rule holds. */
    @FunctionalInterface
    public interface Test {
        /** {@code values} are Double, {@link Doubles} or String, or null where an optional one is absent. */
        boolean holds(@Nullable Object[] values);
    }
}
