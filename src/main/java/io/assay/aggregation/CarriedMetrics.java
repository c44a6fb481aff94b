package io.assay.aggregation;

import io.assay.cost.CarriedVectors;
import io.assay.cost.MetricBasis;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The {@link CarriedVectors} of one version, or of one pair of versions, slot by slot, one for each basis of which something is
 * carried; as {@link CarriedTallies} for losses.
 */
final class CarriedMetrics {

    private final List<MetricFeed> feeds;
    private final Function<MetricBasis, CarriedVectors> none;
    private final Map<Integer, CarriedVectors[]> slots = new HashMap<>();

    private CarriedMetrics(List<MetricBasis> bases, Function<MetricBasis, CarriedVectors> none) {
        this.feeds = MetricFeed.of(bases).stream()
                .filter(feed -> feed.basis().isCarried())
                .toList();
        this.none = none;
    }

    static CarriedMetrics ofVersion(List<MetricBasis> bases) {
        return new CarriedMetrics(bases, CarriedVectors::ofVersion);
    }

    static CarriedMetrics ofPair(List<MetricBasis> bases) {
        return new CarriedMetrics(bases, CarriedVectors::ofPair);
    }

    /** The indexes of the bases of which something is carried. */
    static int[] carried(List<MetricBasis> bases) {
        return IntStream.range(0, bases.size())
                .filter(i -> bases.get(i).isCarried())
                .toArray();
    }

    /** None of any basis of which something is carried. */
    static CarriedVectors[] fill(List<MetricBasis> bases, Function<MetricBasis, CarriedVectors> none) {
        return bases.stream().filter(MetricBasis::isCarried).map(none).toArray(CarriedVectors[]::new);
    }

    private CarriedVectors[] of(int slot) {
        return slots.computeIfAbsent(
                slot, key -> fill(feeds.stream().map(MetricFeed::basis).toList(), none));
    }

    /** Adds a row in a slot, as far as metrics have something to say of it. */
    void add(int slot, ScoredBatch batch, int row) {
        if (feeds.isEmpty()) {
            return;
        }
        CarriedVectors[] own = of(slot);
        for (int i = 0; i < own.length; i++) {
            if (feeds.get(i).isPresent(batch, row)) {
                feeds.get(i).addTo(own[i].version(batch.bucket[row]), batch, row, batch.weight[row]);
            }
        }
    }

    /** Adds a pair of rows in a slot; the baseline's row says in which bucket. */
    void add(int slot, RowPair pair) {
        if (feeds.isEmpty() || !pair.usable()) {
            return;
        }
        CarriedVectors[] own = of(slot);
        ScoredBatch ours = pair.candidates();
        ScoredBatch theirs = pair.baselines();
        for (int i = 0; i < own.length; i++) {
            MetricFeed feed = feeds.get(i);
            if (feed.isPresent(ours, pair.candidate()) && feed.isPresent(theirs, pair.baseline())) {
                int bucket = theirs.bucket[pair.baseline()];
                feed.addTo(own[i].candidate(bucket), ours, pair.candidate(), pair.weight());
                feed.addTo(own[i].baseline(bucket), theirs, pair.baseline(), pair.weight());
            }
        }
    }

    /** Adds what another has in a slot to a slot of this one. */
    void addPlace(int slot, CarriedMetrics from, int fromSlot) {
        CarriedVectors[] theirs = from.slots.get(fromSlot);
        if (theirs != null) {
            CarriedVectors[] own = of(slot);
            for (int i = 0; i < own.length; i++) {
                own[i].add(theirs[i]);
            }
        }
    }

    /** Those in a slot; null where nothing was added. */
    CarriedVectors @Nullable [] vectors(int slot) {
        return slots.get(slot);
    }

    void writeTo(DataOutput out, int slot) throws IOException {
        CarriedVectors[] vectors = slots.get(slot);
        out.writeBoolean(vectors != null);
        if (vectors != null) {
            for (CarriedVectors each : vectors) {
                each.writeTo(out);
            }
        }
    }

    /** Adds what {@link #writeTo} wrote to a slot. */
    void read(DataInput in, int slot) throws IOException {
        if (in.readBoolean()) {
            for (CarriedVectors each : of(slot)) {
                each.read(in);
            }
        }
    }

    /** The memory held, about. */
    long bytes() {
        long bytes = 0;
        for (CarriedVectors[] vectors : slots.values()) {
            for (CarriedVectors each : vectors) {
                bytes += each.bytes();
            }
        }
        return bytes;
    }
}
