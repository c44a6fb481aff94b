package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of each label in rows that have sets of them: rows and weight in which it is rightly there, there without
 * cause, and missed. Labels are places in a text with 1 for a label that is there and 0 for one that is not. At most
 * {@link #MOST_LABELS} are held; after a row with more it holds none and {@link #isFull}.
 */
public final class LabelSetTally implements MetricTally {

    /** Labels that one tally holds. */
    public static final int MOST_LABELS = 10_000;

    private final RowWeights rows = new RowWeights();
    private final List<Label> labels = new ArrayList<>();
    private boolean full;

    /** One label. */
    private record Label(RowWeights hits, RowWeights falseHits, RowWeights missed) {

        Label() {
            this(new RowWeights(), new RowWeights(), new RowWeights());
        }

        void add(Label other) {
            hits.add(other.hits);
            falseHits.add(other.falseHits);
            missed.add(other.missed);
        }
    }

    /** Adds a row: two texts of one length, with a 0 or a 1 for each label. */
    public void add(String label, String predicted, double weight) {
        if (label.length() != predicted.length()) {
            throw new IllegalArgumentException("Sets of labels differ in length: " + label + ", " + predicted);
        }
        rows.add(weight);
        grow(label.length());
        for (int k = 0; k < labels.size() && k < label.length(); k++) {
            boolean wanted = label.charAt(k) == '1';
            boolean given = predicted.charAt(k) == '1';
            if (wanted && given) {
                labels.get(k).hits().add(weight);
            } else if (given) {
                labels.get(k).falseHits().add(weight);
            } else if (wanted) {
                labels.get(k).missed().add(weight);
            }
        }
    }

    private void grow(int size) {
        if (size > MOST_LABELS) {
            full = true;
            labels.clear();
        }
        while (!full && labels.size() < size) {
            labels.add(new Label());
        }
    }

    @Override
    public void addUnscored() {
        rows.addUnscored();
    }

    @Override
    public void add(MetricTally tally) {
        LabelSetTally other = (LabelSetTally) tally;
        rows.add(other.rows);
        grow(other.full ? Integer.MAX_VALUE : other.labels.size());
        for (int k = 0; k < labels.size() && k < other.labels.size(); k++) {
            labels.get(k).add(other.labels.get(k));
        }
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

    /** Whether there were more labels than it holds, so that nothing can be read. */
    public boolean isFull() {
        return full;
    }

    /** How many labels there are. */
    int size() {
        return labels.size();
    }

    /** The weight of rows in which a label is there and predicted. */
    Dyadic hits(int label) {
        return Dyadic.of(labels.get(label).hits().weight());
    }

    /** The weight of rows in which a label is predicted alone. */
    Dyadic falseHits(int label) {
        return Dyadic.of(labels.get(label).falseHits().weight());
    }

    /** The weight of rows in which a label is there and not predicted. */
    Dyadic missed(int label) {
        return Dyadic.of(labels.get(label).missed().weight());
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        rows.writeTo(out);
        out.writeBoolean(full);
        VariableLength.write(out, labels.size());
        for (Label label : labels) {
            label.hits().writeTo(out);
            label.falseHits().writeTo(out);
            label.missed().writeTo(out);
        }
    }

    static LabelSetTally readFrom(DataInput in) throws IOException {
        LabelSetTally tally = new LabelSetTally();
        tally.rows.read(in);
        tally.full = in.readBoolean();
        long size = VariableLength.read(in);
        if (size > MOST_LABELS) {
            throw new IOException("Cannot read labels: there are " + size + ", the state is damaged");
        }
        tally.grow((int) size);
        for (Label label : tally.labels) {
            label.hits().read(in);
            label.falseHits().read(in);
            label.missed().read(in);
        }
        return tally;
    }
}
