package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The tally of a {@link SmoothMetric}'s basis. As in {@link CostTally} there is a row side, which counts rows, and a unit
 * side, which sums over independent units.
 */
public final class VectorTally implements MetricTally {

    private final MetricBasis basis;
    private final long[] outcomes;
    private final VectorMoments units;
    private final RowWeights rows = new RowWeights();

    /** A tally of nothing. */
    public VectorTally(MetricBasis basis) {
        this.basis = basis;
        this.outcomes = new long[basis.oneOfSeveral() ? basis.columns() : 0];
        this.units =
                new VectorMoments(basis.columns(), 1, basis.oneOfSeveral(), basis.isOfParts() ? 1 : basis.columns());
    }

    /** Counts a row on the row side. */
    public void addRow(double weight) {
        rows.add(weight);
    }

    /** Counts the outcome of a row, whatever its weight is. */
    public void countOutcome(int outcome) {
        outcomes[outcome]++;
    }

    @Override
    public void addUnscored() {
        rows.addUnscored();
    }

    /** Adds a row of one outcome and weight 1 as a unit of its own. */
    public void addUnit(int outcome) {
        units.addPattern(outcome, 0);
    }

    /** Adds a unit; nothing if none of its rows has a weight. A unit must come whole. */
    public void addUnit(UnitVector unit) {
        if (unit.isPlain()) {
            units.addPattern(unit.plainOutcome(), 0);
        } else if (unit.rows() > 0) {
            units.add(unit.sums());
        }
    }

    /** The same rows with other units. */
    VectorTally with(Iterable<UnitVector> others) {
        VectorTally tally = new VectorTally(basis);
        tally.rows.add(rows);
        System.arraycopy(outcomes, 0, tally.outcomes, 0, outcomes.length);
        others.forEach(tally::addUnit);
        return tally;
    }

    @Override
    public void add(MetricTally tally) {
        VectorTally other = (VectorTally) tally;
        rows.add(other.rows);
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] += other.outcomes[i];
        }
        units.add(other.units);
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

    /** Rows with an outcome, whatever their weights are. */
    public long count(MetricBasis.Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    /** The weight of the rows with an outcome, rounded once. */
    public double weight(MetricBasis.Outcome outcome) {
        return units.total(outcome.ordinal()).value();
    }

    @Override
    public long units() {
        return units.units();
    }

    @Override
    public double effectiveUnits() {
        return units.effectiveUnits(basis.weightColumns());
    }

    /** Whether every row is a unit of weight 1 that was counted by its outcome. */
    public boolean isCounted() {
        return rows() > 0 && units.allCounted() && units.units() == rows();
    }

    VectorMoments moments() {
        return units;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        rows.writeTo(out);
        for (long outcome : outcomes) {
            VariableLength.write(out, outcome);
        }
        units.writeTo(out);
    }

    static VectorTally readFrom(DataInput in, MetricBasis basis) throws IOException {
        VectorTally tally = new VectorTally(basis);
        tally.rows.read(in);
        for (int i = 0; i < tally.outcomes.length; i++) {
            tally.outcomes[i] = VariableLength.read(in);
        }
        tally.units.read(in);
        return tally;
    }
}
