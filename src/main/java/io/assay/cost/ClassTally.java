package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The confusion matrix of one model version in one cell: rows and weight by the class of the label and the predicted
 * one. Only pairs that occur are held, at most {@link #MOST_PAIRS}; with more it holds none and {@link #isFull}, which
 * follows from the rows alone and not from their order.
 */
public final class ClassTally implements MetricTally {

    /** Pairs of classes that one matrix holds. */
    public static final int MOST_PAIRS = 100_000;

    private final RowWeights rows = new RowWeights();
    private final SortedMap<String, SortedMap<String, RowWeights>> matrix = new TreeMap<>();
    private int pairs;
    private boolean full;

    /** Adds a row. */
    public void add(String label, String predicted, double weight) {
        rows.add(weight);
        RowWeights pair = pair(label, predicted);
        if (pair != null) {
            pair.add(weight);
        }
    }

    private @Nullable RowWeights pair(String label, String predicted) {
        if (full) {
            return null;
        }
        SortedMap<String, RowWeights> row = matrix.computeIfAbsent(label, key -> new TreeMap<>());
        RowWeights pair = row.get(predicted);
        if (pair == null) {
            pairs++;
            if (pairs > MOST_PAIRS) {
                fill();
                return null;
            }
            pair = new RowWeights();
            row.put(predicted, pair);
        }
        return pair;
    }

    private void fill() {
        full = true;
        matrix.clear();
        pairs = 0;
    }

    @Override
    public void addUnscored() {
        rows.addUnscored();
    }

    @Override
    public void add(MetricTally tally) {
        ClassTally other = (ClassTally) tally;
        rows.add(other.rows);
        if (other.full) {
            fill();
        }
        other.matrix.forEach((label, row) -> row.forEach((predicted, theirs) -> {
            RowWeights ours = pair(label, predicted);
            if (ours != null) {
                ours.add(theirs);
            }
        }));
    }

    @Override
    public long rows() {
        return rows.rows();
    }

    @Override
    public long unscored() {
        return rows.unscored();
    }

    @Override
    public double weight() {
        return rows.weight();
    }

    /** Whether there were more pairs of classes than it holds, so that nothing can be read. */
    public boolean isFull() {
        return full;
    }

    /** All classes of labels and predictions: in order of their numbers if all are numbers, else of their texts. */
    public List<String> classes() {
        TreeSet<String> names = new TreeSet<>(matrix.keySet());
        matrix.values().forEach(row -> names.addAll(row.keySet()));
        List<String> ordered = new ArrayList<>(names);
        if (names.stream().allMatch(ClassTally::isNumber)) {
            ordered.sort(Comparator.comparingDouble(Double::parseDouble).thenComparing(Comparator.naturalOrder()));
        }
        return ordered;
    }

    private static boolean isNumber(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The weight of rows of one class that were predicted as another. */
    public double weight(String label, String predicted) {
        return of(label, predicted).weight();
    }

    /** The number of rows of one class that were predicted as another. */
    public long count(String label, String predicted) {
        return of(label, predicted).rows();
    }

    private RowWeights of(String label, String predicted) {
        return matrix.getOrDefault(label, Collections.emptySortedMap()).getOrDefault(predicted, new RowWeights());
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        rows.writeTo(out);
        out.writeBoolean(full);
        VariableLength.write(out, pairs);
        for (var row : matrix.entrySet()) {
            for (var pair : row.getValue().entrySet()) {
                out.writeUTF(row.getKey());
                out.writeUTF(pair.getKey());
                pair.getValue().writeTo(out);
            }
        }
    }

    static ClassTally readFrom(DataInput in) throws IOException {
        ClassTally tally = new ClassTally();
        tally.rows.read(in);
        tally.full = in.readBoolean();
        for (long n = VariableLength.read(in); n > 0; n--) {
            RowWeights pair = tally.pair(in.readUTF(), in.readUTF());
            if (pair == null) {
                throw new IOException("Cannot read a confusion matrix: too many pairs, the state is damaged");
            }
            pair.read(in);
        }
        return tally;
    }
}
