package io.assay.aggregation;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of several branches each row takes: the first whose condition is true, else the one behind all. Where all rows of
 * a batch take the same, no other branch is computed, nor a condition after the last that is needed.
 */
final class Choice {

    private static final int OPEN = -1;

    private final List<Vector<byte[]>> conditions;
    private final Vector<int[]> chosen = Vector.codes(this::choose);
    private int only;

    Choice(List<Vector<byte[]>> conditions) {
        this.conditions = conditions;
    }

    private void choose(BatchRows rows, Vector<int[]> into) {
        int size = rows.size();
        int[] to = into.start(size);
        Arrays.fill(to, 0, size, OPEN);
        int open = size;
        only = OPEN;
        for (int branch = 0; branch < conditions.size() && open > 0; branch++) {
            byte[] condition = conditions.get(branch).values(rows);
            int before = open;
            for (int i = 0; i < size; i++) {
                if (to[i] == OPEN && condition[i] == Truths.TRUE) {
                    to[i] = branch;
                    open--;
                }
            }
            if (before - open == size) {
                only = branch;
            }
        }
        if (open == size) {
            only = conditions.size();
        }
        if (open > 0) {
            for (int i = 0; i < size; i++) {
                to[i] = to[i] == OPEN ? conditions.size() : to[i];
            }
        }
    }

    private int only(BatchRows rows) {
        chosen.values(rows);
        return only;
    }

    private boolean takes(int[] choices, int branch, int size) {
        for (int i = 0; i < size; i++) {
            if (choices[i] == branch) {
                return true;
            }
        }
        return false;
    }

    /** The values of the branches; null behind the last. */
    Vector<double[]> doubles(List<Vector<double[]>> branches) {
        return Vector.doubles((rows, into) -> {
            int all = only(rows);
            if (all >= 0 && all < branches.size()) {
                Vector<double[]> branch = branches.get(all);
                into.be(branch.values(rows), branch.nulls(rows));
                return;
            }
            int size = rows.size();
            int[] choices = chosen.values(rows);
            double[] to = into.start(size);
            boolean[] nulls = nullsBehind(choices, branches.size(), size, into);
            for (int b = 0; b < branches.size(); b++) {
                if (takes(choices, b, size)) {
                    double[] from = branches.get(b).values(rows);
                    for (int i = 0; i < size; i++) {
                        to[i] = choices[i] == b ? from[i] : to[i];
                    }
                    addNulls(nulls, branches.get(b).nulls(rows), choices, b, size);
                }
            }
        });
    }

    /** The values of the branches; null behind the last. */
    Vector<long[]> longs(List<Vector<long[]>> branches) {
        return Vector.longs((rows, into) -> {
            int all = only(rows);
            if (all >= 0 && all < branches.size()) {
                Vector<long[]> branch = branches.get(all);
                into.be(branch.values(rows), branch.nulls(rows));
                return;
            }
            int size = rows.size();
            int[] choices = chosen.values(rows);
            long[] to = into.start(size);
            boolean[] nulls = nullsBehind(choices, branches.size(), size, into);
            for (int b = 0; b < branches.size(); b++) {
                if (takes(choices, b, size)) {
                    long[] from = branches.get(b).values(rows);
                    for (int i = 0; i < size; i++) {
                        to[i] = choices[i] == b ? from[i] : to[i];
                    }
                    addNulls(nulls, branches.get(b).nulls(rows), choices, b, size);
                }
            }
        });
    }

    private static boolean[] nullsBehind(int[] choices, int behind, int size, Vector<?> into) {
        boolean[] nulls = into.startNulls(size);
        for (int i = 0; i < size; i++) {
            nulls[i] = choices[i] == behind;
        }
        return nulls;
    }

    private static void addNulls(boolean[] nulls, boolean @Nullable [] ofBranch, int[] choices, int branch, int size) {
        for (int i = 0; ofBranch != null && i < size; i++) {
            nulls[i] |= choices[i] == branch && ofBranch[i];
        }
    }

    /** The truths of the branches; unknown behind the last. */
    Vector<byte[]> truths(List<Vector<byte[]>> branches) {
        return truths(branches, Truths.UNKNOWN);
    }

    /** The truths of the branches, and another behind the last. */
    Vector<byte[]> truths(List<Vector<byte[]>> branches, byte otherwise) {
        return Vector.truths((rows, into) -> {
            int all = only(rows);
            if (all >= 0 && all < branches.size()) {
                into.be(branches.get(all).values(rows), null);
                return;
            }
            int size = rows.size();
            int[] choices = chosen.values(rows);
            byte[] to = into.start(size);
            Arrays.fill(to, 0, size, otherwise);
            for (int b = 0; b < branches.size(); b++) {
                if (takes(choices, b, size)) {
                    byte[] from = branches.get(b).values(rows);
                    for (int i = 0; i < size; i++) {
                        to[i] = choices[i] == b ? from[i] : to[i];
                    }
                }
            }
        });
    }

    /** The codes of the branches; that of null behind the last. */
    Vector<int[]> codes(List<Vector<int[]>> branches, Dictionary dictionary) {
        return Vector.codes((rows, into) -> {
            int all = only(rows);
            if (all >= 0 && all < branches.size()) {
                into.be(branches.get(all).values(rows), null);
                return;
            }
            int size = rows.size();
            int[] choices = chosen.values(rows);
            int[] to = into.start(size);
            if (takes(choices, branches.size(), size)) {
                Arrays.fill(to, 0, size, dictionary.code(null));
            }
            for (int b = 0; b < branches.size(); b++) {
                if (takes(choices, b, size)) {
                    int[] from = branches.get(b).values(rows);
                    for (int i = 0; i < size; i++) {
                        to[i] = choices[i] == b ? from[i] : to[i];
                    }
                }
            }
        });
    }

    /** The objects of the branches; none behind the last. */
    Vector<Object[]> objects(List<Vector<Object[]>> branches) {
        return Vector.objects((rows, into) -> {
            int all = only(rows);
            if (all >= 0 && all < branches.size()) {
                into.be(branches.get(all).values(rows), null);
                return;
            }
            int size = rows.size();
            int[] choices = chosen.values(rows);
            @Nullable Object[] to = into.start(size);
            Arrays.fill(to, 0, size, null);
            for (int b = 0; b < branches.size(); b++) {
                if (takes(choices, b, size)) {
                    Object[] from = branches.get(b).values(rows);
                    for (int i = 0; i < size; i++) {
                        to[i] = choices[i] == b ? from[i] : to[i];
                    }
                }
            }
        });
    }
}
