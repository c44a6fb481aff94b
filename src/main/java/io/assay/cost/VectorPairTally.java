package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** The tally of a candidate and a baseline on the same rows for the basis of a {@link SmoothMetric}. */
public final class VectorPairTally implements MetricPairTally {

    private final MetricBasis basis;
    private final VectorMoments units;
    private final PartMoments parts;
    private final PairRows rows = new PairRows();
    private long differingSummed;

    /** A tally of nothing. */
    public VectorPairTally(MetricBasis basis) {
        this.basis = basis;
        this.units = new VectorMoments(basis.columns(), 2, basis.oneOfSeveral());
        this.parts = new PartMoments(basis.isOfParts() ? basis.size() : 0);
    }

    /** Adds a pair of rows of weight 1, each of one outcome, as a unit of its own. */
    public void addUnit(int candidateOutcome, int baselineOutcome) {
        rows.addCompared(1);
        units.addPattern(candidateOutcome, baselineOutcome);
    }

    /** Adds the pairs of one unit; both sides must hold the same rows. A unit must come whole. */
    public void addUnit(UnitVector candidate, UnitVector baseline) {
        if (candidate.rows() != baseline.rows()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Cannot pair a unit of %d candidate rows with %d baseline rows: both sides must hold the same rows",
                    candidate.rows(),
                    baseline.rows()));
        }
        if (candidate.rows() == 0) {
            return;
        }
        rows.addCompared(candidate.rows());
        addSums(candidate, baseline);
    }

    /** A tally of nothing that has counted the same pairs; their units are to be added to it. */
    VectorPairTally withoutUnits() {
        VectorPairTally tally = new VectorPairTally(basis);
        tally.rows.add(rows);
        return tally;
    }

    /** Adds a unit whose pairs have been counted. */
    void addSums(UnitVector candidate, UnitVector baseline) {
        if (candidate.isPlain() && baseline.isPlain()) {
            units.addPattern(candidate.plainOutcome(), baseline.plainOutcome());
            return;
        }
        if (basis.isOfParts()) {
            parts.add(candidate.sums(), baseline.sums());
            return;
        }
        ExactSum[] both = Arrays.copyOf(candidate.sums(), units.columns());
        System.arraycopy(baseline.sums(), 0, both, basis.columns(), basis.columns());
        for (int i = 0; i < basis.columns(); i++) {
            if (both[i].value() != both[basis.columns() + i].value()) {
                differingSummed++;
                break;
            }
        }
        units.add(both);
    }

    @Override
    public void add(MetricPairTally tally) {
        VectorPairTally other = (VectorPairTally) tally;
        rows.add(other.rows);
        differingSummed += other.differingSummed;
        units.add(other.units);
        parts.add(other.parts);
    }

    @Override
    public PairRows pairRows() {
        return rows;
    }

    @Override
    public long units() {
        return basis.isOfParts() ? parts.units() : units.units();
    }

    @Override
    public long differingUnits() {
        long differing = basis.isOfParts() ? parts.differing() : differingSummed;
        if (basis.oneOfSeveral()) {
            for (int candidate = 0; candidate < basis.columns(); candidate++) {
                for (int baseline = 0; baseline < basis.columns(); baseline++) {
                    differing += candidate == baseline ? 0 : units.counted(candidate, baseline);
                }
            }
        }
        return differing;
    }

    @Override
    public double effectiveUnits() {
        if (basis.isOfParts()) {
            return parts.units() == 0
                    ? Double.NaN
                    : parts.weight().squared().over(parts.squaredWeight()).value();
        }
        return units.effectiveUnits(Arrays.stream(basis.weightColumns())
                .map(column -> basis.columns() + column)
                .toArray());
    }

    /** The weight of the rows whose candidate has an outcome, rounded once. */
    public double candidateWeight(MetricBasis.Outcome outcome) {
        return units.total(outcome.ordinal()).value();
    }

    /** The weight of the rows whose baseline has an outcome, rounded once. */
    public double baselineWeight(MetricBasis.Outcome outcome) {
        return units.total(basis.columns() + outcome.ordinal()).value();
    }

    /** Whether every pair is a unit of weight 1 that was counted by its outcomes. */
    public boolean isCounted() {
        return rows() > 0 && units.allCounted() && units.units() == rows();
    }

    VectorMoments moments() {
        return units;
    }

    /** The moments of a basis of parts. */
    PartMoments parts() {
        return parts;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        rows.writeTo(out);
        VariableLength.write(out, differingSummed);
        if (basis.isOfParts()) {
            parts.writeTo(out);
        } else {
            units.writeTo(out);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static VectorPairTally readFrom(DataInput in, MetricBasis basis) throws IOException {
        VectorPairTally tally = new VectorPairTally(basis);
        tally.rows.read(in);
        tally.differingSummed = VariableLength.read(in);
        if (basis.isOfParts()) {
            tally.parts.read(in);
        } else {
            tally.units.read(in);
        }
        return tally;
    }
}
