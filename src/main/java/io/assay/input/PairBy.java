package io.assay.input;

import java.util.List;

/**
 * The columns by which repeated samples of one example meet, such as the prompt that a language model was asked several
 * times. The losses of a version's samples are averaged, and the average is what is paired.
 *
 * @param place file and line of the configuration
 * @param columns that together name the example; empty where every row is one of its own
 */
public record PairBy(String place, List<String> columns) {

    /** Every row is an example of its own. */
    public static final PairBy NONE = new PairBy("", List.of());

    public PairBy {
        columns = List.copyOf(columns);
    }

    /** Whether no samples are averaged. */
    public boolean isEmpty() {
        return columns.isEmpty();
    }
}
