package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of each label in rows that have sets of them: rows and weight in which it is rightly there, there without
 * cause, and missed. Labels are places in a text with 1 for a label that is there and 0 for one that is not.
 */
public final class LabelSetTally implements RowTally {

    /** One more than are ever held; those beyond it are not looked at. */
    private static final int TOO_MANY = BucketedRows.MOST_ENTRIES + 1;

    private final List<Label> labels = new ArrayList<>();

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

        void subtract(Label other) {
            hits.subtract(other.hits);
            falseHits.subtract(other.falseHits);
            missed.subtract(other.missed);
        }
    }

    /** Adds a row: two texts of one length, with a 0 or a 1 for each label. */
    public void add(String label, String predicted, double weight) {
        if (label.length() != predicted.length()) {
            throw new IllegalArgumentException("Sets of labels differ in length: " + label + ", " + predicted);
        }
        Weight.check(weight);
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
        while (labels.size() < Math.min(size, TOO_MANY)) {
            labels.add(new Label());
        }
    }

    @Override
    public int entries() {
        return labels.size();
    }

    @Override
    public void add(RowTally tally) {
        LabelSetTally other = (LabelSetTally) tally;
        grow(other.labels.size());
        for (int k = 0; k < other.labels.size(); k++) {
            labels.get(k).add(other.labels.get(k));
        }
    }

    /** Labels that are in no row any more keep their places. */
    @Override
    public void subtract(RowTally tally) {
        LabelSetTally other = (LabelSetTally) tally;
        for (int k = 0; k < other.labels.size(); k++) {
            labels.get(k).subtract(other.labels.get(k));
        }
    }

    /** How many labels there are. */
    int size() {
        return labels.size();
    }

    /** The weight of rows in which a label is there and predicted. */
    Dyadic hits(int label) {
        return labels.get(label).hits().exactWeight();
    }

    /** The weight of rows in which a label is predicted alone. */
    Dyadic falseHits(int label) {
        return labels.get(label).falseHits().exactWeight();
    }

    /** The weight of rows in which a label is there and not predicted. */
    Dyadic missed(int label) {
        return labels.get(label).missed().exactWeight();
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, labels.size());
        for (Label label : labels) {
            label.hits().writeTo(out);
            label.falseHits().writeTo(out);
            label.missed().writeTo(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        int size = (int) VariableLength.read(in);
        grow(size);
        for (Label label : labels.subList(0, size)) {
            label.hits().read(in);
            label.falseHits().read(in);
            label.missed().read(in);
        }
    }
}
