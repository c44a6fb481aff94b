package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A confusion matrix: rows and weight by the class of the label and the predicted one. Only pairs that occur are held.
 */
public final class ClassTally implements RowTally {

    private final SortedMap<String, SortedMap<String, RowWeights>> matrix = new TreeMap<>();
    private int pairs;

    /** Adds a row. */
    public void add(String label, String predicted, double weight) {
        pair(label, predicted).add(weight);
    }

    private RowWeights pair(String label, String predicted) {
        SortedMap<String, RowWeights> row = matrix.computeIfAbsent(label, key -> new TreeMap<>());
        RowWeights pair = row.get(predicted);
        if (pair == null) {
            pairs++;
            pair = new RowWeights();
            row.put(predicted, pair);
        }
        return pair;
    }

    @Override
    public int entries() {
        return pairs;
    }

    @Override
    public void add(RowTally other) {
        ((ClassTally) other)
                .forEach((label, predicted, theirs) -> pair(label, predicted).add(theirs));
    }

    @Override
    public void subtract(RowTally other) {
        ((ClassTally) other).forEach((label, predicted, theirs) -> {
            RowWeights ours = pair(label, predicted);
            ours.subtract(theirs);
            if (ours.rows() == 0) {
                remove(label, predicted);
            }
        });
    }

    private void remove(String label, String predicted) {
        pairs--;
        matrix.computeIfPresent(label, (key, row) -> {
            row.remove(predicted);
            return row.isEmpty() ? null : row;
        });
    }

    /** What is done with each pair of classes that occurs. */
    interface OfPair {
        void accept(String label, String predicted, RowWeights rows);
    }

    void forEach(OfPair action) {
        matrix.forEach((label, row) -> row.forEach((predicted, rows) -> action.accept(label, predicted, rows)));
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
        VariableLength.write(out, pairs);
        for (var row : matrix.entrySet()) {
            for (var pair : row.getValue().entrySet()) {
                write(out, row.getKey());
                write(out, pair.getKey());
                pair.getValue().writeTo(out);
            }
        }
    }

    /** Names come from data, and may be of any length. */
    private static void write(DataOutput out, String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        VariableLength.write(out, bytes.length);
        out.write(bytes);
    }

    private static String text(DataInput in) throws IOException {
        return new String(Bytes.read(in, VariableLength.read(in)), StandardCharsets.UTF_8);
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (long n = VariableLength.read(in); n > 0; n--) {
            pair(text(in), text(in)).read(in);
        }
    }
}
