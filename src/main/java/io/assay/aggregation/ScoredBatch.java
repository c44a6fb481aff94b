package io.assay.aggregation;

import org.jspecify.annotations.Nullable;

/**
 * Scored rows side by side, column by column: what every road from the sources fills, what travels in a shuffle, and
 * what the tallying reads. Texts stand there as codes of the task's {@link Dictionaries}.
 *
 * <p>Fields are arrays that are read and written directly, as this is the innermost loop. Row {@code i} of a column is
 * its element {@code i}; rows from {@link #size} on are undefined.
 */
final class ScoredBatch {

    /** Rows of a batch, unless asked for otherwise. */
    static final int CAPACITY = 4096;

    /** Bits of the NaN that stands for a value that is not there; a NaN that a metric reads has others. */
    private static final long ABSENT_BITS = 0x7FF8_A55A_0000_0001L;

    /** A metric's or a ranking's value that is null. To be told from other NaNs by {@link #isAbsent}. */
    static final double ABSENT = Double.longBitsToDouble(ABSENT_BITS);

    final ScoredSchema schema;
    final Dictionaries dictionaries;
    int size;

    /** Fingerprint of the example's id, 128 bits. */
    final long[] idHigh;

    final long[] idLow;

    /** Fingerprint of the cluster; that of the id where there are no clusters. */
    final long[] clusterHigh;

    final long[] clusterLow;

    /** Fingerprint of the sample; only where the schema says so. */
    final long[] sampleHigh;

    final long[] sampleLow;

    /** The model version's code; that of null for a row without one. */
    final int[] version;

    final double[] weight;

    /** The unit's bucket; only where the schema says so. */
    final byte[] bucket;

    /** How many rows read a row stands for. */
    final int[] read;

    /** How many rows of the labels' side it was matched with. */
    final int[] matchedLabels;

    /** What stands for its labels, see {@link LabelFingerprint}; only where the schema says so. */
    final int[] labels;

    /** By partition column or axis, then row: the code of its value. */
    final int[][] coordinate;

    /** By loss, then row: finite, or NaN where there is none. Where rows count alike it is weighted already. */
    final double[][] loss;

    /** By loss, then row: what the row adds to the divisor; null for a loss whose divisor is 1. */
    final double[] @Nullable [] denominator;

    /** By loss, then row: the code of why there is no loss, that of null for no reason. Undefined where there is a loss. */
    final int[][] reason;

    /** By value, then row: what metrics read, a number or the code of a text; {@link #ABSENT} for null. */
    final double[][] value;

    /** By ranking, then row; {@link #ABSENT} for null. */
    final double[][] score;

    final double[][] label;

    /** By row: null for a usable row. */
    final @Nullable OddRow[] odd;

    ScoredBatch(ScoredSchema schema, Dictionaries dictionaries, int capacity) {
        this.schema = schema;
        this.dictionaries = dictionaries;
        this.idHigh = new long[capacity];
        this.idLow = new long[capacity];
        this.clusterHigh = schema.clustered() ? new long[capacity] : idHigh;
        this.clusterLow = schema.clustered() ? new long[capacity] : idLow;
        this.sampleHigh = new long[schema.hasNamedSamples() ? capacity : 0];
        this.sampleLow = new long[schema.hasNamedSamples() ? capacity : 0];
        this.version = new int[capacity];
        this.weight = new double[capacity];
        this.bucket = new byte[schema.bucketed() ? capacity : 0];
        this.read = new int[capacity];
        this.matchedLabels = new int[capacity];
        this.labels = new int[schema.labelled() ? capacity : 0];
        this.coordinate = new int[schema.coordinates()][capacity];
        this.loss = new double[schema.losses()][capacity];
        this.denominator = new double[schema.losses()][];
        for (int i = 0; i < denominator.length; i++) {
            denominator[i] = schema.ratios().get(i) ? new double[capacity] : null;
        }
        this.reason = new int[schema.losses()][capacity];
        this.value = new double[schema.values()][capacity];
        this.score = new double[schema.rankings()][capacity];
        this.label = new double[schema.rankings()][capacity];
        this.odd = new OddRow[capacity];
    }

    /** How many rows fit. */
    int capacity() {
        return idHigh.length;
    }

    /** Whether a value is null. */
    static boolean isAbsent(double value) {
        return Double.doubleToRawLongBits(value) == ABSENT_BITS;
    }

    /** What row {@code row} adds to the divisor of a loss. */
    double denominator(int loss, int row) {
        double[] own = denominator[loss];
        return own == null ? 1 : own[row];
    }

    /** Whether a row is usable. */
    boolean isUsable(int row) {
        OddRow other = odd[row];
        return other == null || other.status() == null;
    }

    /** Appends a copy of another batch's row; both must share schema and dictionaries. */
    void append(ScoredBatch from, int row) {
        int to = size++;
        idHigh[to] = from.idHigh[row];
        idLow[to] = from.idLow[row];
        clusterHigh[to] = from.clusterHigh[row];
        clusterLow[to] = from.clusterLow[row];
        if (schema.hasNamedSamples()) {
            sampleHigh[to] = from.sampleHigh[row];
            sampleLow[to] = from.sampleLow[row];
        }
        version[to] = from.version[row];
        weight[to] = from.weight[row];
        if (schema.bucketed()) {
            bucket[to] = from.bucket[row];
        }
        read[to] = from.read[row];
        matchedLabels[to] = from.matchedLabels[row];
        if (schema.labelled()) {
            labels[to] = from.labels[row];
        }
        copy(from.coordinate, row, coordinate, to);
        copy(from.reason, row, reason, to);
        copy(from.loss, row, loss, to);
        copy(from.value, row, value, to);
        copy(from.score, row, score, to);
        copy(from.label, row, label, to);
        for (int i = 0; i < denominator.length; i++) {
            double[] own = denominator[i];
            if (own != null) {
                own[to] = from.denominator(i, row);
            }
        }
        odd[to] = from.odd[row];
    }

    /**
     * Puts copies of some consecutive rows of another batch in places of this one; both must share schema and dictionaries.
     *
     * @param places where each of them goes
     */
    void put(ScoredBatch from, int first, int[] places, int count) {
        scatter(from.idHigh, first, idHigh, places, count);
        scatter(from.idLow, first, idLow, places, count);
        if (schema.clustered()) {
            scatter(from.clusterHigh, first, clusterHigh, places, count);
            scatter(from.clusterLow, first, clusterLow, places, count);
        }
        if (schema.hasNamedSamples()) {
            scatter(from.sampleHigh, first, sampleHigh, places, count);
            scatter(from.sampleLow, first, sampleLow, places, count);
        }
        scatter(from.version, first, version, places, count);
        scatter(from.weight, first, weight, places, count);
        scatter(from.read, first, read, places, count);
        scatter(from.matchedLabels, first, matchedLabels, places, count);
        if (schema.labelled()) {
            scatter(from.labels, first, labels, places, count);
        }
        for (int i = 0; i < coordinate.length; i++) {
            scatter(from.coordinate[i], first, coordinate[i], places, count);
        }
        for (int i = 0; i < loss.length; i++) {
            scatter(from.loss[i], first, loss[i], places, count);
            scatter(from.reason[i], first, reason[i], places, count);
            double[] own = denominator[i];
            double[] theirs = from.denominator[i];
            if (own != null && theirs != null) {
                scatter(theirs, first, own, places, count);
            }
        }
        for (int i = 0; i < value.length; i++) {
            scatter(from.value[i], first, value[i], places, count);
        }
        for (int i = 0; i < score.length; i++) {
            scatter(from.score[i], first, score[i], places, count);
            scatter(from.label[i], first, label[i], places, count);
        }
        for (int i = 0; i < count; i++) {
            odd[places[i]] = from.odd[first + i];
            if (schema.bucketed()) {
                bucket[places[i]] = from.bucket[first + i];
            }
        }
    }

    private static void scatter(long[] from, int first, long[] to, int[] places, int count) {
        for (int i = 0; i < count; i++) {
            to[places[i]] = from[first + i];
        }
    }

    private static void scatter(double[] from, int first, double[] to, int[] places, int count) {
        for (int i = 0; i < count; i++) {
            to[places[i]] = from[first + i];
        }
    }

    private static void scatter(int[] from, int first, int[] to, int[] places, int count) {
        for (int i = 0; i < count; i++) {
            to[places[i]] = from[first + i];
        }
    }

    private static void copy(int[][] from, int row, int[][] target, int to) {
        for (int i = 0; i < from.length; i++) {
            target[i][to] = from[i][row];
        }
    }

    private static void copy(double[][] from, int row, double[][] target, int to) {
        for (int i = 0; i < from.length; i++) {
            target[i][to] = from[i][row];
        }
    }
}
