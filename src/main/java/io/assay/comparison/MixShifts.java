package io.assay.comparison;

import java.util.List;

/**
 * Where the differences come from, as far as they can be taken apart.
 *
 * @param all in order of the comparisons, and of what divides their rows
 * @param left what is not taken apart, and why, as sentences
 */
public record MixShifts(List<MixShift> all, List<String> left) {

    /** There is nothing to take apart. */
    public static final MixShifts NONE = new MixShifts(List.of(), List.of());

    public MixShifts {
        all = List.copyOf(all);
        left = List.copyOf(left);
    }
}
