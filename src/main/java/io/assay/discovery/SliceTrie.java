package io.assay.discovery;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Finds, of many slices, those that a row is in, without a look at each of them. Slices are known by their numbers. */
final class SliceTrie implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Node root = new Node();

    private static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;
        private final HashMap<Long, Node> further = new HashMap<>();
        private int slice = -1;
    }

    /** @param slices in the order of their numbers */
    SliceTrie(List<Conjunction> slices) {
        for (int i = 0; i < slices.size(); i++) {
            Node node = root;
            for (Condition condition : slices.get(i).conditions()) {
                node = node.further.computeIfAbsent(key(condition.feature(), condition.value()), added -> new Node());
            }
            node.slice = i;
        }
    }

    private static long key(int feature, int value) {
        return (long) feature << 32 | value;
    }

    /**
     * Tells the number of each slice that a row is in.
     *
     * @param values by feature, the number of the row's value; −1 for one that no slice asks for
     */
    void find(int[] values, IntConsumer found) {
        find(root, values, 0, found);
    }

    private static void find(Node node, int[] values, int from, IntConsumer found) {
        if (node.slice >= 0) {
            found.accept(node.slice);
        }
        Map<Long, Node> further = node.further;
        for (int feature = from; feature < values.length && !further.isEmpty(); feature++) {
            Node next = values[feature] < 0 ? null : further.get(key(feature, values[feature]));
            if (next != null) {
                find(next, values, feature + 1, found);
            }
        }
    }
}
