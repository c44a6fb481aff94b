package io.assay.aggregation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The codes of the row at hand, in one array: its coordinates as they stand in a batch, the number of its partition, and
 * for every predicate whether it holds.
 */
final class RowCodes {

    private static final String TRUE = "true";

    private final int partitions;
    private final int partition;
    private final int[] positions;

    /** Axes of predicates, and the code of true on each. */
    private final int[] predicates;

    private final int[] trueCodes;
    private final CodeMap partitionNumbers;
    private final Dictionaries dictionaries;
    private final int[] codes;
    private boolean samePartition;
    private int[] room = {};
    private int[][] derived = {{}};

    RowCodes(ScoredSchema schema, Slicing slicing, Dictionaries dictionaries) {
        this.partitions = schema.partitions();
        this.partition = schema.coordinates();
        this.positions = new int[schema.axes()];
        this.predicates = IntStream.range(0, schema.axes())
                .filter(axis -> slicing.axes().get(axis).kind() == Axis.Kind.PREDICATE)
                .toArray();
        this.trueCodes = new int[predicates.length];
        for (int axis = 0; axis < positions.length; axis++) {
            positions[axis] = partitions + axis;
        }
        for (int i = 0; i < predicates.length; i++) {
            positions[predicates[i]] = partition + 1 + i;
            trueCodes[i] = dictionaries.coordinate(partitions + predicates[i]).code(TRUE);
        }
        this.dictionaries = dictionaries;
        this.partitionNumbers = new CodeMap(IntStream.range(0, partitions).toArray());
        this.codes = new int[partition + 1 + predicates.length];
        Arrays.fill(codes, CodeMap.ABSENT);
    }

    /** Takes a row's coordinates; whether any differs from those of the row before. */
    boolean take(int[][] coordinate, int row) {
        int changed = 0;
        for (int i = 0; i < partitions; i++) {
            int code = coordinate[i][row];
            changed |= code ^ codes[i];
            codes[i] = code;
        }
        samePartition = changed == 0;
        for (int i = partitions; i < coordinate.length; i++) {
            int code = coordinate[i][row];
            changed |= code ^ codes[i];
            codes[i] = code;
        }
        return changed != 0;
    }

    /**
     * The same codes of all rows of a batch, by position, then row; {@link CodeMap#ABSENT} where a partition is new. They
     * are valid until the next call.
     */
    int[][] columns(ScoredBatch batch) {
        int[][] columns = Arrays.copyOf(batch.coordinate, codes.length);
        if (room.length < batch.capacity()) {
            room = new int[batch.capacity()];
            derived = new int[predicates.length + 1][batch.capacity()];
        }
        for (int i = 0; i < predicates.length; i++) {
            int[] axis = columns[partitions + predicates[i]];
            int[] holds = derived[i];
            int trueCode = trueCodes[i];
            for (int row = 0; row < batch.size; row++) {
                holds[row] = axis[row] == trueCode ? 1 : 0;
            }
            columns[partition + 1 + i] = holds;
        }
        columns[partition] = derived[predicates.length];
        partitionNumbers.find(columns, batch.size, columns[partition], room);
        return columns;
    }

    /** Finds the partition of the row and which predicates hold; whether the partition is a new one. */
    boolean derive() {
        for (int i = 0; i < predicates.length; i++) {
            codes[partition + 1 + i] = codes[partitions + predicates[i]] == trueCodes[i] ? 1 : 0;
        }
        if (samePartition && codes[partition] != CodeMap.ABSENT) {
            return false;
        }
        int number = partitionNumbers.find(codes);
        boolean fresh = number == CodeMap.ABSENT;
        if (fresh) {
            number = partitionNumbers.size();
            partitionNumbers.put(codes, number);
        }
        codes[partition] = number;
        return fresh;
    }

    /** The row's codes, to be read by those who know {@link #position} and {@link #partition}. */
    int[] codes() {
        return codes;
    }

    /** Where the code of an axis stands; that of a predicate is 1 where it holds, else 0. */
    int position(int axis) {
        return positions[axis];
    }

    /** Where the number of the partition stands. */
    int partition() {
        return partition;
    }

    /** How many partitions there have been. */
    int partitionCount() {
        return partitionNumbers.size();
    }

    /** How many values an axis has had. */
    int values(int axis) {
        return positions[axis] > partition
                ? 2
                : dictionaries.coordinate(positions[axis]).size();
    }

    /** Whether an axis is a predicate. */
    boolean isPredicate(int axis) {
        return positions[axis] > partition;
    }
}
