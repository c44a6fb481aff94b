package io.assay.aggregation;

import io.assay.cost.BinTally;
import io.assay.cost.BucketTally;
import io.assay.cost.ExactSum;
import io.assay.cost.MetricBasis;
import io.assay.cost.MetricTally;
import io.assay.cost.UnitVector;
import io.assay.cost.VectorTally;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics' tallies of one version in many places, one for each basis. */
final class MetricTallies {

    private final List<MetricBasis> bases;
    private final List<MetricFeed> feeds;
    private final boolean clustered;
    private final List<MetricTally @Nullable []> tallies = new ArrayList<>();
    private final Map<Integer, Unit[]> open = new LinkedHashMap<>();

    /**
     * @param clustered whether a row is only a part of its unit, which {@link #endUnit} ends; otherwise each is a unit
     */
    MetricTallies(List<MetricBasis> bases, boolean clustered) {
        this.bases = bases;
        this.feeds = MetricFeed.of(bases);
        this.clustered = clustered;
    }

    /** What has been seen of a unit that is not over: the sums of a smooth metric, the weight for any other. */
    private static final class Unit {
        private @Nullable UnitVector sums;
        private @Nullable ExactSum weight;
        private int labels;
    }

    /** Adds a row in a place. */
    void add(int place, ScoredBatch batch, int row) {
        if (bases.isEmpty()) {
            return;
        }
        MetricTally[] own = own(place);
        for (int i = 0; i < own.length; i++) {
            MetricFeed feed = feeds.get(i);
            if (!feed.isPresent(batch, row)) {
                own[i].addUnscored();
                continue;
            }
            feed.addRow(own[i], batch, row);
            if (clustered) {
                addPart(open(place)[i], feed, batch, row);
                feed.addToBucket(own[i], batch, row);
            } else {
                feed.addUnit(own[i], batch, row);
            }
        }
    }

    private static void addPart(Unit unit, MetricFeed feed, ScoredBatch batch, int row) {
        if (feed.basis().isSmooth()) {
            UnitVector sums = unit.sums;
            if (sums == null) {
                sums = new UnitVector(feed.basis());
                unit.sums = sums;
            }
            feed.addTo(sums, batch, row, batch.weight[row]);
        } else {
            ExactSum weight = unit.weight;
            if (weight == null) {
                weight = new ExactSum();
                unit.weight = weight;
            }
            weight.add(batch.weight[row]);
            unit.labels |= feed.basis().hasScores() && batch.weight[row] > 0 ? feed.labels(batch, row) : 0;
        }
    }

    private Unit[] open(int place) {
        return open.computeIfAbsent(place, key -> {
            Unit[] units = new Unit[bases.size()];
            java.util.Arrays.setAll(units, i -> new Unit());
            return units;
        });
    }

    /** Ends the unit whose rows have been added since the last one ended. */
    void endUnit() {
        open.forEach((place, units) -> {
            MetricTally[] own = own(place);
            for (int i = 0; i < units.length; i++) {
                UnitVector sums = units[i].sums;
                ExactSum weight = units[i].weight;
                if (sums != null) {
                    ((VectorTally) own[i]).addUnit(sums);
                } else if (weight != null && own[i] instanceof BinTally bins) {
                    bins.addUnit(weight.value(), units[i].labels);
                } else if (weight != null) {
                    ((BucketTally) own[i]).addUnit(weight.value());
                }
            }
        });
        open.clear();
    }

    private MetricTally[] own(int place) {
        while (tallies.size() <= place) {
            tallies.add(null);
        }
        MetricTally[] own = tallies.get(place);
        if (own == null) {
            own = new MetricTally[bases.size()];
            for (int i = 0; i < own.length; i++) {
                own[i] = bases.get(i).tally();
            }
            tallies.set(place, own);
        }
        return own;
    }

    /** The tallies in a place. */
    MetricTally[] tallies(int place) {
        return own(place);
    }

    /** Adds what another has in a place to a place of this one. */
    void addPlace(int place, MetricTallies from, int fromPlace) {
        MetricTally[] theirs = fromPlace < from.tallies.size() ? from.tallies.get(fromPlace) : null;
        if (theirs != null) {
            MetricTally[] own = own(place);
            for (int i = 0; i < own.length; i++) {
                own[i].add(theirs[i]);
            }
        }
    }

    void writeTo(DataOutput out, int place) throws IOException {
        for (MetricTally tally : own(place)) {
            tally.writeTo(out);
        }
    }

    /** Adds what {@link #writeTo} wrote to a place. */
    void read(DataInput in, int place) throws IOException {
        MetricTally[] own = own(place);
        for (int i = 0; i < own.length; i++) {
            own[i].add(bases.get(i).read(in));
        }
    }
}
