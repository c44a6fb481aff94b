package io.assay.aggregation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * A set of axes in which rows are added, and the sets of the slicing whose slices are summed up from there.
 *
 * <p>A row is added once in every covering set, so fewer are better; but what is added in has to stay in the processor's
 * cache and has to be summed up at the end, so that small sets are merged only.
 *
 * @param axes what tells its slots apart, besides the partition
 * @param families which {@link SetFamily families of sets} are summed up from it, by their index
 * @param total whether the total is too
 */
record CoveringSet(BitSet axes, List<Integer> families, boolean total) {

    CoveringSet {
        axes = (BitSet) axes.clone();
        families = List.copyOf(families);
    }

    @Override
    public BitSet axes() {
        return (BitSet) axes.clone();
    }

    /**
     * Sets that cover families of sets: each family lies in one of them. A family that is contained in another costs
     * nothing. Others share a set where that has no more slots than {@code room}.
     *
     * @param families the axes of each family
     * @param values by axis, how many values it has
     * @param partitions how many partitions there are
     */
    static List<CoveringSet> cover(List<BitSet> families, int[] values, int partitions, double room) {
        List<BitSet> descending = new ArrayList<>(families);
        descending.sort(Comparator.comparingDouble((BitSet axes) -> slots(axes, values, partitions))
                .reversed());
        List<BitSet> covers = new ArrayList<>();
        for (BitSet family : descending) {
            place(family, covers, values, partitions, room);
        }
        if (covers.isEmpty()) {
            covers.add(new BitSet());
        }
        return assigned(families, covers, values, partitions);
    }

    /** Puts a family where it adds the fewest slots for those that are there. */
    private static void place(BitSet family, List<BitSet> covers, int[] values, int partitions, double room) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < covers.size(); i++) {
            BitSet union = union(covers.get(i), family);
            boolean contained = union.equals(covers.get(i));
            double slots = slots(union, values, partitions);
            double growth = contained ? 0 : slots / slots(covers.get(i), values, partitions);
            if ((contained || slots <= room) && growth < least) {
                best = i;
                least = growth;
            }
        }
        if (best < 0) {
            covers.add(family);
        } else {
            covers.set(best, union(covers.get(best), family));
        }
    }

    /** Every family goes to the smallest cover that it lies in, and so does the total; a cover without any is none. */
    private static List<CoveringSet> assigned(
            List<BitSet> families, List<BitSet> covers, int[] values, int partitions) {
        covers.sort(Comparator.comparingDouble(axes -> slots(axes, values, partitions)));
        List<List<Integer>> assigned = new ArrayList<>();
        covers.forEach(cover -> assigned.add(new ArrayList<>()));
        for (int family = 0; family < families.size(); family++) {
            int cover = 0;
            while (!union(covers.get(cover), families.get(family)).equals(covers.get(cover))) {
                cover++;
            }
            assigned.get(cover).add(family);
        }
        List<CoveringSet> sets = new ArrayList<>();
        for (int i = 0; i < covers.size(); i++) {
            if (!assigned.get(i).isEmpty() || families.isEmpty()) {
                BitSet axes = new BitSet();
                assigned.get(i).forEach(family -> axes.or(families.get(family)));
                sets.add(new CoveringSet(axes, assigned.get(i), sets.isEmpty()));
            }
        }
        return sets;
    }

    private static BitSet union(BitSet one, BitSet other) {
        BitSet union = (BitSet) one.clone();
        union.or(other);
        return union;
    }

    /** How many slots a set of axes can have. */
    private static double slots(BitSet axes, int[] values, int partitions) {
        double slots = Math.max(partitions, 1);
        for (int axis = axes.nextSetBit(0); axis >= 0; axis = axes.nextSetBit(axis + 1)) {
            slots *= Math.max(values[axis], 1);
        }
        return slots;
    }
}
