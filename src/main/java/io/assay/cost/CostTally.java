package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tally of one model version in one cell under one loss: everything that a {@link Cost} is read from. Tallies add:
 * the same rows give the same tally, and the same bytes, in any order, partitioning and merge tree.
 *
 * <p>It has two sides. The <em>row side</em> counts and describes rows: number, weight, smallest, largest, histogram;
 * these do not use the weight. The <em>unit side</em> sums over independent units, the clusters if there are any and
 * the rows otherwise: numerator A = Σ w·loss and denominator W = Σ w·denominator inside the unit, the row's denominator
 * being 1 unless the aggregate is a ratio. A row of weight 0 is counted on the row side and is no unit.
 *
 * <p>Losses must be finite and weights finite and not negative; a row without such a loss is unscored.
 */
public final class CostTally {

    /** Columns of the unit side. */
    static final int NUMERATOR = 0;

    static final int DENOMINATOR = 1;

    static final int[] FALLBACKS = {UnitMoments.ONE};

    /** Most tallies have no other, and there are many. */
    private static final SortedMap<String, Long> NONE_UNSCORED = Collections.emptySortedMap();

    private long rows;
    private long rowsOfWeightOne;
    private final ExactSum otherWeights;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private LogHistogram histogram;
    private SortedMap<String, Long> unscored = NONE_UNSCORED;
    private final UnitMoments units;

    /** A tally of nothing. */
    public CostTally() {
        this(new UnitMoments(1, FALLBACKS));
    }

    /** A tally of units whose rows nobody described. */
    CostTally(UnitMoments units) {
        this.otherWeights = new ExactSum();
        this.histogram = new LogHistogram();
        this.units = units;
    }

    /** A tally of rows and units that have been described elsewhere. What is handed over is the tally's from now on. */
    CostTally(
            long rows,
            long rowsOfWeightOne,
            ExactSum otherWeights,
            double minimum,
            double maximum,
            LogHistogram histogram,
            UnitMoments units) {
        this.rows = rows;
        this.rowsOfWeightOne = rowsOfWeightOne;
        this.otherWeights = otherWeights;
        this.minimum = minimum;
        this.maximum = maximum;
        this.histogram = histogram;
        this.units = units;
    }

    /** Counts a row on the row side. */
    public void addRow(double loss, double weight) {
        Weight.check(weight);
        double value = loss + 0.0;
        histogram.add(value);
        rows++;
        if (weight == 1) {
            rowsOfWeightOne++;
        } else {
            otherWeights.add(weight);
        }
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
    }

    /** Counts a row without a usable loss, under the reason why. */
    public void addUnscored(String reason) {
        addUnscored(reason, 1);
    }

    /** Counts several rows without a usable loss, under the reason why. */
    public void addUnscored(String reason, long count) {
        if (unscored == NONE_UNSCORED) {
            unscored = new TreeMap<>();
        }
        unscored.merge(reason, count, Long::sum);
    }

    /**
     * Adds a unit on the unit side by its numerator Σ w·loss and its denominator Σ w·denominator, each rounded once. A
     * unit must come whole.
     */
    public void addUnit(double numerator, double denominator) {
        if (denominator == 1) {
            units.addPlain(numerator);
        } else {
            units.add(numerator, denominator);
        }
    }

    /** Adds a unit on the unit side; nothing if none of its rows has a weight. */
    public void addUnit(UnitSums unit) {
        if (unit.rows() > 0) {
            addUnit(unit.exactNumerator(), unit.numerator(), unit.denominator());
        }
    }

    /** Adds a unit whose numerator is at hand both exactly and rounded. */
    void addUnit(ExactSum exactNumerator, double numerator, double denominator) {
        if (denominator == 1) {
            units.addPlain(numerator);
        } else {
            units.add(new ExactSum[] {exactNumerator}, numerator, denominator);
        }
    }

    /** Adds a row as a unit of its own on the unit side; nothing if its weight is 0. */
    public void addRowAsUnit(double loss, double weight) {
        Weight.check(weight);
        if (weight == 0) {
            return;
        }
        if (weight == 1) {
            units.addPlain(loss);
        } else {
            units.addWeighted(loss, weight);
        }
    }

    /** Adds another tally. */
    public void add(CostTally other) {
        rows += other.rows;
        rowsOfWeightOne += other.rowsOfWeightOne;
        otherWeights.add(other.otherWeights);
        minimum = Math.min(minimum, other.minimum);
        maximum = Math.max(maximum, other.maximum);
        histogram.add(other.histogram);
        if (!other.unscored.isEmpty()) {
            other.unscored.forEach(this::addUnscored);
        }
        units.add(other.units);
    }

    /** Rows with a usable loss, those of weight 0 included. */
    public long rows() {
        return rows;
    }

    /** Rows without a usable loss. */
    public long unscored() {
        return unscored.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows without a usable loss, by reason. */
    public SortedMap<String, Long> unscoredByReason() {
        return Collections.unmodifiableSortedMap(unscored);
    }

    /** The sum of the weights of the rows. */
    public double weight() {
        ExactSum weight = otherWeights.copy();
        weight.add((double) rowsOfWeightOne);
        return weight.value();
    }

    /** The smallest loss of a row; NaN without rows. */
    public double minimum() {
        return rows == 0 ? Double.NaN : minimum;
    }

    /** The largest loss of a row; NaN without rows. */
    public double maximum() {
        return rows == 0 ? Double.NaN : maximum;
    }

    /** The mean of the middle of the losses of rows, unweighted, within {@link LogHistogram#RELATIVE_ERROR} of losses of one sign. */
    public double trimmedMean(double trim) {
        double mean = TrimmedMean.ofMiddles(trim, histogram);
        return rows == 0 ? Double.NaN : Math.max(minimum, Math.min(maximum, mean));
    }

    /**
     * A quantile of the losses of rows, unweighted, within {@link LogHistogram#RELATIVE_ERROR} and never outside of what
     * was seen; NaN without rows.
     */
    public double quantile(double q) {
        double quantile = histogram.quantile(q);
        return rows == 0 ? Double.NaN : Math.max(minimum, Math.min(maximum, quantile));
    }

    /** Independent units with a positive weight. */
    public long units() {
        return units.units();
    }

    /** Σ of the units' numerators, rounded once. */
    public double numerator() {
        return units.total(NUMERATOR).value();
    }

    /** Σ of the units' denominators, rounded once: the sum of the weights, unless the aggregate is a ratio. */
    public double denominator() {
        return units.total(DENOMINATOR).value();
    }

    /** Both sums, exactly. */
    public Totals totals() {
        return new Totals(units.total(NUMERATOR), units.total(DENOMINATOR));
    }

    /** Kish's effective number of units, (ΣW)²/ΣW²; NaN without units. */
    public double effectiveUnits() {
        return units.effective(DENOMINATOR);
    }

    /** Whether every loss is 0 or 1, every weight 1 and every row a unit, so that the cost is a plain proportion. */
    public boolean isProportion() {
        return rows > 0 && rowsOfWeightOne == rows && units.counted() == rows && units.units() == rows;
    }

    UnitMoments moments() {
        return units;
    }

    /** The row side alone. */
    CostTally withoutUnits() {
        LogHistogram own = new LogHistogram();
        own.add(histogram);
        CostTally tally = new CostTally(
                rows, rowsOfWeightOne, otherWeights.copy(), minimum, maximum, own, new UnitMoments(1, FALLBACKS));
        unscored.forEach(tally::addUnscored);
        return tally;
    }

    /** Writes the tally in its only spelling. */
    public void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, rows);
        VariableLength.write(out, rowsOfWeightOne);
        otherWeights.writeTo(out);
        out.writeDouble(minimum);
        out.writeDouble(maximum);
        histogram.writeTo(out);
        VariableLength.write(out, unscored.size());
        for (Map.Entry<String, Long> reason : unscored.entrySet()) {
            out.writeUTF(reason.getKey());
            VariableLength.write(out, reason.getValue());
        }
        units.writeTo(out);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static CostTally readFrom(DataInput in) throws IOException {
        CostTally tally = new CostTally();
        tally.rows = VariableLength.read(in);
        tally.rowsOfWeightOne = VariableLength.read(in);
        tally.otherWeights.read(in);
        tally.minimum = in.readDouble();
        tally.maximum = in.readDouble();
        tally.histogram = LogHistogram.readFrom(in);
        long reasons = VariableLength.read(in);
        for (long i = 0; i < reasons; i++) {
            tally.addUnscored(in.readUTF(), VariableLength.read(in));
        }
        tally.units.read(in);
        return tally;
    }

    /** The bytes of {@link #writeTo}. */
    public byte[] toBytes() {
        return Bytes.of(this::writeTo);
    }

    /** Reads what {@link #toBytes} gave. */
    public static CostTally fromBytes(byte[] bytes) {
        return Bytes.read(bytes, CostTally::readFrom);
    }
}
