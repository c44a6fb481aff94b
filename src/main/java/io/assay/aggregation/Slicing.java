package io.assay.aggregation;

import java.util.List;

/**
 * How rows are sliced: axes, and the sets of axes that are crossed. The total is always there and not listed.
 *
 * @param axes every axis used, once
 * @param sets each a list of indexes into {@code axes}, none empty, no two the same
 */
public record Slicing(List<Axis> axes, List<List<Integer>> sets) implements java.io.Serializable {

    public Slicing {
        axes = List.copyOf(axes);
        sets = sets.stream().map(List::copyOf).toList();
    }
}
