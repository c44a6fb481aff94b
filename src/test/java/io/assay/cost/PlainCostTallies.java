package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@link CostTallies} must equal to the byte: an object for each of the {@link CostTally}s of many places under several losses. A row is handed over once, by {@link #begin} and one call
 * for each loss, and then added in every place that it counts in.
 */
final class PlainCostTallies {

    private final int losses;
    private final boolean clustered;
    private final List<CostTally[]> tallies = new ArrayList<>();
    private final List<UnitSums[]> open = new ArrayList<>();
    private final Set<Integer> touched = new LinkedHashSet<>();
    private final double[] values;
    private final double[] weights;
    private final double[] denominators;
    private final String[] reasons;

    /**
     * @param clustered whether a row is only a part of its unit, which {@link #endUnit} ends; otherwise each is a unit
     */
    PlainCostTallies(int losses, boolean clustered) {
        this.losses = losses;
        this.clustered = clustered;
        this.values = new double[losses];
        this.weights = new double[losses];
        this.denominators = new double[losses];
        this.reasons = new String[losses];
    }

    /** Starts a row, in place of the one before. Each loss must be told of before it is added anywhere. */
    void begin() {}

    /** The row's loss. */
    void set(int loss, double value, double weight, double denominator) {
        values[loss] = value;
        weights[loss] = weight;
        denominators[loss] = denominator;
        reasons[loss] = "";
    }

    /** The row has no such loss. */
    void setUnscored(int loss, String reason) {
        values[loss] = Double.NaN;
        reasons[loss] = reason;
    }

    /** Adds the row in a place; places are numbered from 0 and come to be when something is added there. */
    void add(int place) {
        CostTally[] own = own(place);
        for (int i = 0; i < losses; i++) {
            if (Double.isNaN(values[i])) {
                own[i].addUnscored(reasons[i]);
                continue;
            }
            own[i].addRow(values[i], weights[i]);
            if (clustered) {
                touched.add(place);
                open.get(place)[i].add(values[i], weights[i], denominators[i]);
            } else if (denominators[i] == 1) {
                own[i].addRowAsUnit(values[i], weights[i]);
            } else {
                UnitSums unit = new UnitSums();
                unit.add(values[i], weights[i], denominators[i]);
                own[i].addUnit(unit);
            }
        }
    }

    /** Ends the unit whose rows have been added since the last one ended. */
    void endUnit() {
        for (int place : touched) {
            UnitSums[] sums = open.get(place);
            for (int i = 0; i < losses; i++) {
                tallies.get(place)[i].addUnit(sums[i]);
                sums[i] = new UnitSums();
            }
        }
        touched.clear();
    }

    private CostTally[] own(int place) {
        while (tallies.size() <= place) {
            CostTally[] fresh = new CostTally[losses];
            UnitSums[] sums = new UnitSums[losses];
            for (int i = 0; i < losses; i++) {
                fresh[i] = new CostTally();
                sums[i] = new UnitSums();
            }
            tallies.add(fresh);
            open.add(sums);
        }
        return tallies.get(place);
    }

    /** Whether anything has been added in a place, rows without any loss included. */
    boolean has(int place) {
        if (place >= tallies.size()) {
            return false;
        }
        CostTally first = tallies.get(place)[0];
        return first.rows() + first.unscored() > 0;
    }

    /** Adds what another has in a place to a place of this one. Neither may have an open unit. */
    void addPlace(int place, PlainCostTallies from, int fromPlace) {
        CostTally[] own = own(place);
        for (int i = 0; i < losses; i++) {
            own[i].add(from.tallies.get(fromPlace)[i]);
        }
    }

    /** The tally of a loss in a place: a copy, in which the same rows give the same bytes whatever they went through. */
    CostTally tally(int place, int loss) {
        CostTally copy = new CostTally();
        copy.add(own(place)[loss]);
        return copy;
    }

    /** Writes what is in a place, to be read by another with as many losses; quick rather than in one spelling. */
    void writeTo(DataOutput out, int place) throws IOException {
        for (CostTally tally : own(place)) {
            tally.writeTo(out);
        }
    }

    /** Adds what {@link #writeTo} wrote to a place. */
    void read(DataInput in, int place) throws IOException {
        for (CostTally tally : own(place)) {
            tally.add(CostTally.readFrom(in));
        }
    }
}
