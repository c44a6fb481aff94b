package io.assay.aggregation;

import io.assay.cost.CostTallies;
import io.assay.cost.PairTallies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The influences of the units of one version, or one pair, that have one row, or one of either side. */
final class InfluenceSums {

    private final boolean ofPairs;
    private final List<CostTallies> costs = new ArrayList<>();
    private final List<PairTallies> pairs = new ArrayList<>();
    private int[] places = {};
    private int size;

    InfluenceSums(int tallies, boolean ofPairs) {
        this.ofPairs = ofPairs;
        for (int i = 0; i < tallies; i++) {
            if (ofPairs) {
                pairs.add(new PairTallies(1, false));
            } else {
                costs.add(CostTallies.ofUnits(1));
            }
        }
    }

    /**
     * Adds a unit.
     *
     * @param cell its number
     * @param other the baseline's influence; of no meaning without pairs
     */
    void add(int tally, int cell, double value, double other, double weight) {
        if (ofPairs) {
            PairTallies to = pairs.get(tally);
            to.begin();
            to.set(0, value, other, 1, 1, weight);
            to.add(place(cell));
        } else {
            CostTallies to = costs.get(tally);
            to.begin();
            to.set(0, value, weight, 1);
            to.add(place(cell));
        }
    }

    /** Cells of other parts have no place. */
    private int place(int cell) {
        if (cell >= places.length) {
            places = Arrays.copyOf(places, Math.max(cell + 1, 2 * places.length));
        }
        if (places[cell] == 0) {
            places[cell] = ++size;
        }
        return places[cell] - 1;
    }

    /** Adds what there is of a cell to its tally; tells whether there is anything. */
    boolean addTo(int cell, KeptCells.Group group, CellTally tally) {
        int place = cell < places.length ? places[cell] - 1 : -1;
        if (place < 0) {
            return false;
        }
        String candidate = group.candidate();
        for (int i = 0; i < costs.size(); i++) {
            if (costs.get(i).has(place)) {
                tally.costs(group.version())[i].add(costs.get(i).tally(place, 0));
            }
        }
        for (int i = 0; candidate != null && i < pairs.size(); i++) {
            if (pairs.get(i).has(place)) {
                tally.pairs(new VersionPair(group.version(), candidate))[i].add(
                        pairs.get(i).tally(place, 0));
            }
        }
        return true;
    }
}
