package io.assay.aggregation;

import io.assay.cost.BucketPairTally;
import io.assay.cost.BucketTally;
import io.assay.cost.ClassTally;
import io.assay.cost.LabelSetTally;
import io.assay.cost.MetricBasis;
import io.assay.cost.MetricPairTally;
import io.assay.cost.MetricTally;
import io.assay.cost.ReliabilityTally;
import io.assay.cost.RowTally;
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

    /** Adds a row to its tally, but not its unit. */
    void addRow(MetricTally tally, Row row, int bucket) {
        double weight = row.getDouble(ScoredLayout.WEIGHT);
        if (tally instanceof BucketTally bucketed) {
            bucketed.addRow(bucket, weight, part -> addTo(part, row, weight));
        } else if (tally instanceof VectorTally vector) {
            vector.addRow(weight);
            if (basis.oneOfSeveral()) {
                vector.countOutcome(outcome(row));
            }
        }
    }

    /** Adds a row to a tally as a unit of its own. */
    void addUnit(MetricTally tally, Row row) {
        double weight = row.getDouble(ScoredLayout.WEIGHT);
        if (tally instanceof BucketTally bucketed) {
            bucketed.addUnit(weight);
        } else if (tally instanceof VectorTally vector) {
            addUnit(vector, row, weight);
        }
    }

    private void addUnit(VectorTally tally, Row row, double weight) {
        if (basis.oneOfSeveral() && weight == 1) {
            tally.addUnit(outcome(row));
        } else {
            tally.addUnit(unit(row, weight));
        }
    }

    /** Adds a pair of rows with a weight to its tally, but not its unit. */
    void addPairRow(MetricPairTally tally, Row candidate, Row baseline, double weight, int bucket) {
        if (tally instanceof BucketPairTally bucketed) {
            bucketed.addRow(
                    bucket, weight, part -> addTo(part, candidate, weight), part -> addTo(part, baseline, weight));
        }
    }

    /** Adds a pair of rows with a weight to a tally as a unit of its own. */
    void addPairUnit(MetricPairTally tally, Row candidate, Row baseline, double weight) {
        if (tally instanceof BucketPairTally bucketed) {
            if (differ(candidate, baseline)) {
                bucketed.addDifferingUnit(weight);
            } else {
                bucketed.addEqualUnit(weight);
            }
        } else if (tally instanceof VectorPairTally vector) {
            addPairUnit(vector, candidate, baseline, weight);
        }
    }

    private void addPairUnit(VectorPairTally tally, Row candidate, Row baseline, double weight) {
        if (basis.oneOfSeveral() && weight == 1) {
            tally.addUnit(outcome(candidate), outcome(baseline));
        } else {
            tally.addUnit(unit(candidate, weight), unit(baseline, weight));
        }
    }

    /** Whether two rows do not say the same. */
    boolean differ(Row candidate, Row baseline) {
        for (int i = column; i < column + basis.inputs(); i++) {
            boolean same = basis.hasTexts()
                    ? candidate.getString(i).equals(baseline.getString(i))
                    : candidate.getDouble(i) == baseline.getDouble(i);
            if (!same) {
                return true;
            }
        }
        return false;
    }

    private void addTo(RowTally tally, Row row, double weight) {
        if (tally instanceof ClassTally classes) {
            classes.add(row.getString(column), row.getString(column + 1), weight);
        } else if (tally instanceof LabelSetTally sets) {
            sets.add(row.getString(column), row.getString(column + 1), weight);
        } else if (tally instanceof ReliabilityTally reliability) {
            reliability.add(row.getDouble(column), row.getDouble(column + 1), weight);
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
        } else if (basis.isOfParts()) {
            unit.addParts(weight, parts(row));
        } else {
            unit.addPoint(row.getDouble(column), row.getDouble(column + 1), weight);
        }
    }

    private double[] parts(Row row) {
        double[] parts = new double[basis.inputs()];
        Arrays.setAll(parts, i -> row.getDouble(column + i));
        return parts;
    }

    private int outcome(Row row) {
        return (int) row.getDouble(column);
    }
}
