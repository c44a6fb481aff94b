package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;

/**
 * The inner edges of bins of scores, which are open to both sides at the ends: a bin begins at its lower edge and ends before
 * its upper one. Without edges there is one bin. Any edges are right; how much is lost to them is a question of the rows.
 */
public final class ScoreEdges implements Serializable {

    /** A single bin. */
    public static final ScoreEdges NONE = new ScoreEdges(new double[0]);

    /** The most bins that can be told apart. */
    public static final int MOST_BINS = 1 << BinTable.BIN_BITS;

    private static final long serialVersionUID = 1;

    private final double[] edges;

    private ScoreEdges(double[] edges) {
        this.edges = edges;
    }

    /**
     * Edges in any order; one that comes twice counts once.
     *
     * @throws IllegalArgumentException if there are too many, or one is not finite
     */
    public static ScoreEdges of(Collection<Double> edges) {
        double[] ascending = edges.stream()
                .mapToDouble(edge -> edge + 0.0)
                .distinct()
                .sorted()
                .toArray();
        if (ascending.length >= MOST_BINS || !Arrays.stream(ascending).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("Invalid edges of scores: " + ascending.length
                    + " (must be finite, and fewer than " + MOST_BINS + ")");
        }
        return new ScoreEdges(ascending);
    }

    /** How many bins there are. */
    public int bins() {
        return edges.length + 1;
    }

    /** The bin of a score that is a number, from 0: how many edges are not above it. */
    int bin(double score) {
        // −0.0 is 0.0, which a search takes for two numbers.
        int found = Arrays.binarySearch(edges, score + 0.0);
        return found >= 0 ? found + 1 : -found - 1;
    }

    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, edges.length);
        for (double edge : edges) {
            out.writeDouble(edge);
        }
    }

    static ScoreEdges readFrom(DataInput in) throws IOException {
        long number = VariableLength.read(in);
        if (number >= MOST_BINS) {
            throw new IOException("Cannot read " + number + " edges of scores: the state is damaged");
        }
        double[] edges = new double[(int) number];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = in.readDouble();
        }
        return new ScoreEdges(edges);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScoreEdges those && Arrays.equals(edges, those.edges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(edges);
    }

    /** How many bins, and a name for their edges that others hardly share. */
    @Override
    public String toString() {
        return bins() + " bins, edges " + Long.toHexString(Buckets.hash(Arrays.toString(edges)));
    }
}
