package io.assay.aggregation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets of axes whose slices may be spelled alike, as those of a column and of its bins are for rows that have no value:
 * such a row counts once in the slice. Most families have one set.
 *
 * @param sets indexes of the slicing's sets
 * @param axes all axes of theirs
 */
record SetFamily(List<Integer> sets, BitSet axes) {

    SetFamily {
        sets = List.copyOf(sets);
        axes = (BitSet) axes.clone();
    }

    @Override
    public BitSet axes() {
        return (BitSet) axes.clone();
    }

    /** The families of a slicing; each set is in one of them. */
    static List<SetFamily> of(Slicing slicing) {
        Map<List<Object>, List<Integer>> alike = new LinkedHashMap<>();
        for (int set = 0; set < slicing.sets().size(); set++) {
            List<Object> names = new ArrayList<>();
            for (int axis : slicing.sets().get(set)) {
                names.add(slicing.axes().get(axis).name());
                names.add(slicing.axes().get(axis).kind());
            }
            alike.computeIfAbsent(names, key -> new ArrayList<>()).add(set);
        }
        List<SetFamily> families = new ArrayList<>();
        alike.values().forEach(sets -> {
            BitSet axes = new BitSet();
            sets.forEach(set -> slicing.sets().get(set).forEach(axes::set));
            families.add(new SetFamily(sets, axes));
        });
        return families;
    }
}
