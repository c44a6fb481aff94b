package io.assay.aggregation;

import io.assay.cost.BinPairTally;
import io.assay.cost.BucketPairTally;
import io.assay.cost.ExactSum;
import io.assay.cost.MetricBasis;
import io.assay.cost.MetricPairTally;
import io.assay.cost.UnitVector;
import io.assay.cost.VectorPairTally;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics' tallies of a candidate and a baseline in many places, one for each basis. */
final class MetricPairTallies {

    private final List<MetricBasis> bases;
    private final List<MetricFeed> feeds;
    private final boolean clustered;
    private final List<MetricPairTally @Nullable []> tallies = new ArrayList<>();
    private final Map<Integer, @Nullable Unit[]> open = new LinkedHashMap<>();

    /**
     * @param clustered whether a pair is only a part of its unit, which {@link #endUnit} ends; otherwise each is a unit
     */
    MetricPairTallies(List<MetricBasis> bases, boolean clustered) {
        this.bases = bases;
        this.feeds = MetricFeed.of(bases);
        this.clustered = clustered;
    }

    /** What has been seen of a unit that is not over. */
    private static final class Unit {
        private final UnitVector candidate;
        private final UnitVector baseline;
        private final ExactSum weight = new ExactSum();
        private boolean differ;
        private int labels;

        private Unit(MetricBasis basis) {
            this.candidate = new UnitVector(basis);
            this.baseline = new UnitVector(basis);
        }
    }

    /** Adds a pair in a place. */
    void add(int place, RowPair pair) {
        if (bases.isEmpty()) {
            return;
        }
        MetricPairTally[] own = own(place);
        for (int i = 0; i < own.length; i++) {
            MetricFeed feed = feeds.get(i);
            boolean ours = pair.usable() && feed.isPresent(pair.candidates(), pair.candidate());
            boolean theirs = feed.isPresent(pair.baselines(), pair.baseline());
            if (!ours || !theirs) {
                own[i].addUnscored(ours, theirs);
            } else if (pair.weight() == 0) {
                own[i].addRowWithoutWeight();
            } else {
                feed.addPairRow(own[i], pair);
                if (clustered) {
                    addPart(open(place, i), feed, pair);
                    feed.addToBucket(own[i], pair);
                } else {
                    feed.addPairUnit(own[i], pair);
                }
            }
        }
    }

    private static void addPart(Unit unit, MetricFeed feed, RowPair pair) {
        double weight = pair.weight();
        if (feed.basis().isSmooth()) {
            feed.addTo(unit.candidate, pair.candidates(), pair.candidate(), weight);
            feed.addTo(unit.baseline, pair.baselines(), pair.baseline(), weight);
        } else {
            unit.weight.add(weight);
            unit.differ |= feed.differ(pair);
            unit.labels |= feed.basis().hasScores() ? feed.labels(pair) : 0;
        }
    }

    private Unit open(int place, int i) {
        @Nullable Unit[] units = open.computeIfAbsent(place, key -> new Unit[bases.size()]);
        Unit unit = units[i];
        if (unit == null) {
            unit = new Unit(bases.get(i));
            units[i] = unit;
        }
        return unit;
    }

    /** Ends the unit whose pairs have been added since the last one ended. */
    void endUnit() {
        open.forEach((place, units) -> {
            MetricPairTally[] own = own(place);
            for (int i = 0; i < units.length; i++) {
                Unit unit = units[i];
                if (unit == null) {
                    continue;
                }
                if (own[i] instanceof VectorPairTally vector) {
                    vector.addUnit(unit.candidate, unit.baseline);
                } else if (own[i] instanceof BinPairTally bins) {
                    bins.addUnit(unit.weight.value(), unit.labels, unit.differ);
                } else if (own[i] instanceof BucketPairTally bucketed && unit.differ) {
                    bucketed.addDifferingUnit(unit.weight.value());
                } else if (own[i] instanceof BucketPairTally bucketed) {
                    bucketed.addEqualUnit(unit.weight.value());
                }
            }
        });
        open.clear();
    }

    private MetricPairTally[] own(int place) {
        while (tallies.size() <= place) {
            tallies.add(null);
        }
        MetricPairTally[] own = tallies.get(place);
        if (own == null) {
            own = new MetricPairTally[bases.size()];
            for (int i = 0; i < own.length; i++) {
                own[i] = bases.get(i).pairTally();
            }
            tallies.set(place, own);
        }
        return own;
    }

    /** The tallies in a place. */
    MetricPairTally[] tallies(int place) {
        return own(place);
    }

    /** Adds what another has in a place to a place of this one. */
    void addPlace(int place, MetricPairTallies from, int fromPlace) {
        MetricPairTally[] theirs = fromPlace < from.tallies.size() ? from.tallies.get(fromPlace) : null;
        if (theirs != null) {
            MetricPairTally[] own = own(place);
            for (int i = 0; i < own.length; i++) {
                own[i].add(theirs[i]);
            }
        }
    }

    void writeTo(DataOutput out, int place) throws IOException {
        for (MetricPairTally tally : own(place)) {
            tally.writeTo(out);
        }
    }

    /** Adds what {@link #writeTo} wrote to a place. */
    void read(DataInput in, int place) throws IOException {
        MetricPairTally[] own = own(place);
        for (int i = 0; i < own.length; i++) {
            own[i].add(bases.get(i).readPair(in));
        }
    }
}
