package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The weights of rows by the bin of their score and their label, which is 0 or 1, and whether a bin holds more than one score:
 * rows of a single one are tied in truth, and nothing is lost to the bin. Only bins that have rows take room, some 42 to 84 bytes each.
 */
final class ScoreBins {

    private static final int FIRST_SIZE = 4;
    private static final int MIXED = 1;
    private static final int OTHERS = 2;

    private final ScoreEdges edges;
    private int used;

    /** Bins plus one, so that 0 is free; a power of two of places, of which a bin takes the first free one from its own on. */
    private int[] bins = new int[FIRST_SIZE];

    /** Rows of weight 1, negatives and positives of a bin side by side. */
    private long[] ones = new long[2 * FIRST_SIZE];

    /** The weights of other rows, likewise; nothing while there are none. */
    private @Nullable BinWeight[] others = new BinWeight[0];

    /** The only score of a bin; NaN where there are several. */
    private double[] only = new double[FIRST_SIZE];

    ScoreBins(ScoreEdges edges) {
        this.edges = edges;
    }

    /** Takes the bins that have rows. */
    interface Taker {

        /**
         * A bin.
         *
         * @param negatives the weight of its rows whose label is 0
         * @param positives the same of 1
         * @param mixed whether it holds more than one score
         */
        void take(int bin, double negatives, double positives, boolean mixed);
    }

    /** Adds a row with a positive weight. */
    void add(int label, double score, double weight) {
        int place = place(edges.bin(score), score);
        if (weight == 1) {
            ones[2 * place + label]++;
        } else {
            other(2 * place + label).add(weight);
        }
    }

    /** Where a bin is that has seen a score; NaN stands for several. */
    private int place(int bin, double score) {
        int place = find(bin);
        if (bins[place] == 0) {
            if (3 * (used + 1) > 2 * bins.length) {
                grow();
                place = find(bin);
            }
            used++;
            bins[place] = bin + 1;
            only[place] = score + 0.0;
        } else if (only[place] != score) {
            only[place] = Double.NaN;
        }
        return place;
    }

    private int find(int bin) {
        int mask = bins.length - 1;
        int place = (bin * 0x9E37_79B9) >>> 8 & mask;
        while (bins[place] != 0 && bins[place] != bin + 1) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        int[] oldBins = bins;
        long[] oldOnes = ones;
        double[] oldOnly = only;
        @Nullable BinWeight[] oldOthers = others;
        bins = new int[2 * oldBins.length];
        ones = new long[2 * bins.length];
        only = new double[bins.length];
        others = new BinWeight[oldOthers.length == 0 ? 0 : ones.length];
        for (int from = 0; from < oldBins.length; from++) {
            if (oldBins[from] != 0) {
                int to = find(oldBins[from] - 1);
                bins[to] = oldBins[from];
                only[to] = oldOnly[from];
                System.arraycopy(oldOnes, 2 * from, ones, 2 * to, 2);
                if (others.length > 0) {
                    System.arraycopy(oldOthers, 2 * from, others, 2 * to, 2);
                }
            }
        }
    }

    private BinWeight other(int at) {
        if (others.length == 0) {
            others = new BinWeight[ones.length];
        }
        BinWeight weight = others[at];
        if (weight == null) {
            weight = new BinWeight();
            others[at] = weight;
        }
        return weight;
    }

    private @Nullable BinWeight known(int at) {
        return others.length == 0 ? null : others[at];
    }

    void add(ScoreBins other) {
        if (!edges.equals(other.edges)) {
            throw new IllegalArgumentException(
                    "Cannot add scores in " + other.edges + " to those in " + edges + ": the edges must be the same");
        }
        for (int from = 0; from < other.bins.length; from++) {
            if (other.bins[from] == 0) {
                continue;
            }
            int to = place(other.bins[from] - 1, other.only[from]);
            for (int label = 0; label < 2; label++) {
                ones[2 * to + label] += other.ones[2 * from + label];
                BinWeight theirs = other.known(2 * from + label);
                if (theirs != null) {
                    other(2 * to + label).add(theirs);
                }
            }
        }
    }

    /** Between which edges. */
    ScoreEdges edges() {
        return edges;
    }

    /** The places of bins that have rows, from the lowest scores up. */
    private int[] places() {
        return IntStream.range(0, bins.length)
                .filter(place -> bins[place] != 0)
                .mapToLong(place -> (long) bins[place] << Integer.SIZE | place)
                .sorted()
                .mapToInt(both -> (int) both)
                .toArray();
    }

    /** Hands over the bins that have rows, from the lowest scores up. */
    void forEach(Taker taker) {
        for (int place : places()) {
            taker.take(bins[place] - 1, weight(2 * place), weight(2 * place + 1), Double.isNaN(only[place]));
        }
    }

    private double weight(int at) {
        BinWeight other = known(at);
        if (other == null) {
            return (double) ones[at];
        }
        ExactSum sum = new ExactSum();
        sum.add((double) ones[at]);
        other.addTo(sum);
        return sum.value();
    }

    /** The sum of the squared weights of the rows of a label in a bin. */
    double squares(int bin, int label) {
        int place = find(bin);
        BinWeight other = known(2 * place + label);
        return other == null ? (double) ones[2 * place + label] : ones[2 * place + label] + other.squares();
    }

    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, used);
        int last = 0;
        for (int place : places()) {
            VariableLength.write(out, bins[place] - last);
            last = bins[place];
            BinWeight negatives = known(2 * place);
            BinWeight positives = known(2 * place + 1);
            boolean mixed = Double.isNaN(only[place]);
            out.writeByte(
                    (mixed ? MIXED : 0) | (negatives == null ? 0 : OTHERS) | (positives == null ? 0 : OTHERS << 1));
            if (!mixed) {
                out.writeDouble(only[place]);
            }
            VariableLength.write(out, ones[2 * place]);
            VariableLength.write(out, ones[2 * place + 1]);
            if (negatives != null) {
                negatives.writeTo(out);
            }
            if (positives != null) {
                positives.writeTo(out);
            }
        }
    }

    /** Adds what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        long bin = -1;
        for (long n = VariableLength.read(in); n > 0; n--) {
            bin += VariableLength.read(in);
            if (bin < 0 || bin >= edges.bins()) {
                throw new IOException("Cannot read bin " + bin + " of " + edges + ": the state is damaged");
            }
            int flags = in.readByte();
            int place = place((int) bin, (flags & MIXED) == 0 ? in.readDouble() : Double.NaN);
            for (int label = 0; label < 2; label++) {
                ones[2 * place + label] += VariableLength.read(in);
            }
            for (int label = 0; label < 2; label++) {
                if ((flags & OTHERS << label) != 0) {
                    other(2 * place + label).read(in);
                }
            }
        }
    }
}
