package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The exact sums of labels times weights from which the best guess without a model is read: of labels that are numbers, of
 * arrays of numbers place by place, or of classes that are places. Sums add, and give the same bits in any order.
 *
 * <p>A label without weight, and one that is no finite number, takes part in nothing but the number of rows.
 */
public final class LabelSums {

    /** An array of more places is no label. */
    public static final int LONGEST = 1 << 16;

    private long rows;
    private long used;
    private long fractions;
    private long others;
    private final ExactSum weight = new ExactSum();
    private final List<ExactSum> sums = new ArrayList<>();

    /** Sums of nothing. */
    public LabelSums() {}

    /** Adds a row whose label is no number. */
    public void addUnusable() {
        rows++;
    }

    /**
     * Adds the label of a row, a number being an array of one.
     *
     * @param rowWeight finite, 0 or more
     */
    public void add(double[] label, double rowWeight) {
        rows++;
        if (rowWeight <= 0 || label.length == 0 || label.length > LONGEST || !areFinite(label)) {
            return;
        }
        used++;
        weight.add(rowWeight);
        reserve(label.length);
        boolean isBit = true;
        boolean isWhole = true;
        for (int i = 0; i < label.length; i++) {
            sums.get(i).addProduct(label[i], rowWeight);
            isBit &= label[i] == 0 || label[i] == 1;
            isWhole &= label[i] == Math.rint(label[i]);
        }
        others += isBit ? 0 : 1;
        fractions += isWhole ? 0 : 1;
    }

    /** Adds a row whose label is a class, the place of its 1 in an array of zeros of so many places. */
    public void addClass(double place, int places, double rowWeight) {
        boolean isPlace = place >= 0 && place < Math.min(places, LONGEST) && place == Math.rint(place);
        if (!isPlace || rowWeight <= 0) {
            rows++;
            return;
        }
        rows++;
        used++;
        weight.add(rowWeight);
        reserve(places);
        sums.get((int) place).add(rowWeight);
    }

    private static boolean areFinite(double[] label) {
        for (double value : label) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private void reserve(int places) {
        while (sums.size() < places) {
            sums.add(new ExactSum());
        }
    }

    /** Adds other sums. */
    public void add(LabelSums other) {
        rows += other.rows;
        used += other.used;
        fractions += other.fractions;
        others += other.others;
        weight.add(other.weight);
        reserve(other.sums.size());
        for (int i = 0; i < other.sums.size(); i++) {
            sums.get(i).add(other.sums.get(i));
        }
    }

    /** All rows. */
    public long rows() {
        return rows;
    }

    /** Rows whose label and weight are used. */
    public long used() {
        return used;
    }

    /** Of these, labels with a number that is not whole. */
    public long fractions() {
        return fractions;
    }

    /** Whether all labels used are of zeros and ones. */
    public boolean areBits() {
        return others == 0;
    }

    /** The weighted mean in each place, Σ w·y and Σ w each rounded once; empty without a usable label. */
    public List<Double> means() {
        double all = weight.value();
        return used == 0
                ? List.of()
                : sums.stream().map(sum -> sum.value() / all).toList();
    }

    /** Writes the sums in their only spelling. */
    public void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, rows);
        VariableLength.write(out, used);
        VariableLength.write(out, fractions);
        VariableLength.write(out, others);
        weight.writeTo(out);
        VariableLength.write(out, sums.size());
        for (ExactSum sum : sums) {
            sum.writeTo(out);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static LabelSums readFrom(DataInput in) throws IOException {
        LabelSums read = new LabelSums();
        read.rows = VariableLength.read(in);
        read.used = VariableLength.read(in);
        read.fractions = VariableLength.read(in);
        read.others = VariableLength.read(in);
        read.weight.read(in);
        long places = VariableLength.read(in);
        for (long i = 0; i < places; i++) {
            ExactSum sum = new ExactSum();
            sum.read(in);
            read.sums.add(sum);
        }
        return read;
    }

    /** The bytes of {@link #writeTo}. */
    public byte[] toBytes() {
        return Bytes.of(this::writeTo);
    }

    /** Reads what {@link #toBytes} gave. */
    public static LabelSums fromBytes(byte[] bytes) {
        return Bytes.read(bytes, LabelSums::readFrom);
    }
}
