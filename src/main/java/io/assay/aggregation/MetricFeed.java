package io.assay.aggregation;

import io.assay.cost.ClassTally;
import io.assay.cost.LabelSetTally;
import io.assay.cost.MetricBasis;
import io.assay.cost.MetricTally;
import io.assay.cost.ReliabilityTally;
import io.assay.cost.UnitVector;
import io.assay.cost.VectorPairTally;
import io.assay.cost.VectorTally;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.Row;

/**
 * Hands the values of scored rows to the tallies of one basis.
 *
 * @param column where its first value stands in a scored row
 */
record MetricFeed(MetricBasis basis, int column) implements Serializable {

    boolean isPresent(Row row) {
        for (int i = 0; i < basis.inputs(); i++) {
            if (row.isNullAt(column + i)) {
                return false;
            }
        }
        return true;
    }

    /** Adds a row to its tally; the units of a smooth metric are added by {@link #addUnit} or with their cluster. */
    void addRow(MetricTally tally, Row row) {
        double weight = row.getDouble(ScoredLayout.WEIGHT);
        if (tally instanceof VectorTally vector) {
            vector.addRow(weight);
            if (basis.oneOfSeveral()) {
                vector.countOutcome(outcome(row));
            }
        } else if (tally instanceof ClassTally classes) {
            classes.add(row.getString(column), row.getString(column + 1), weight);
        } else if (tally instanceof LabelSetTally sets) {
            sets.add(row.getString(column), row.getString(column + 1), weight);
        } else if (tally instanceof ReliabilityTally reliability) {
            reliability.add(row.getDouble(column), row.getDouble(column + 1), weight);
        }
    }

    /** Adds a row to a tally as a unit of its own. */
    void addUnit(VectorTally tally, Row row) {
        double weight = row.getDouble(ScoredLayout.WEIGHT);
        if (basis.oneOfSeveral() && weight == 1) {
            tally.addUnit(outcome(row));
        } else {
            tally.addUnit(unit(row, weight));
        }
    }

    /** Adds a pair of rows to a tally as a unit of its own. */
    void addPair(VectorPairTally tally, Row candidate, Row baseline, double weight) {
        if (weight == 0) {
            tally.addRowWithoutWeight();
        } else if (basis.oneOfSeveral() && weight == 1) {
            tally.addUnit(outcome(candidate), outcome(baseline));
        } else {
            tally.addUnit(unit(candidate, weight), unit(baseline, weight));
        }
    }

    private UnitVector unit(Row row, double weight) {
        UnitVector unit = new UnitVector(basis);
        addTo(unit, row, weight);
        return unit;
    }

    /** Adds a row to a unit. */
    void addTo(UnitVector unit, Row row, double weight) {
        if (basis.oneOfSeveral()) {
            unit.addOutcome(outcome(row), weight);
        } else if (basis.sumsInputs()) {
            unit.addParts(weight, inputs(row));
        } else {
            unit.addPoint(row.getDouble(column), row.getDouble(column + 1), weight);
        }
    }

    private double[] inputs(Row row) {
        double[] inputs = new double[basis.inputs()];
        Arrays.setAll(inputs, i -> row.getDouble(column + i));
        return inputs;
    }

    private int outcome(Row row) {
        return (int) row.getDouble(column);
    }
}
