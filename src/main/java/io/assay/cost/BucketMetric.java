package io.assay.cost;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A metric that is no smooth function of a few totals: it is computed anew with each bucket of units left out, and so has
 * a standard error and is compared by the {@link Jackknife}. Both versions of a pair leave the same units out together, so
 * pairing, clusters and weights are all in it.
 */
public final class BucketMetric implements ComparedMetric {

    private final RowReading reading;
    private final double undefined;

    /**
     * @param reading how it is read off rows
     * @param undefined what it is where it is undefined; NaN to leave it so
     */
    public BucketMetric(RowReading reading, double undefined) {
        this.reading = reading;
        this.undefined = undefined;
    }

    private Map<String, Double> defined(RowTally tally) {
        Map<String, Double> values = new LinkedHashMap<>(reading.of(tally));
        values.replaceAll((part, value) -> Double.isNaN(value) ? undefined : value);
        return values;
    }

    /** Its numbers of one version, one for each part; one of a whole where there was too much to tell apart. */
    public Map<String, MetricEstimate> parts(BucketTally tally) {
        Map<String, MetricEstimate> estimates = new LinkedHashMap<>();
        jackknives(tally).forEach((part, jackknife) -> estimates.put(part, estimate(tally, jackknife)));
        return estimates;
    }

    private Map<String, Jackknife> jackknives(BucketTally tally) {
        return tally.isFull()
                ? Map.of(RowReading.WHOLE, new Jackknife(Double.NaN))
                : tally.read(tally.rows() == 0 ? reading : this::defined);
    }

    private static MetricEstimate estimate(BucketTally tally, Jackknife jackknife) {
        return new MetricEstimate(
                jackknife.value(),
                jackknife.standardError(),
                jackknife.interval(),
                Double.NaN,
                Spread.ofBuckets(jackknife.groups(), jackknife.indispensable()),
                tally.rows(),
                tally.units(),
                tally.effectiveUnits());
    }

    @Override
    public MetricEstimate of(MetricTally tally) {
        BucketTally bucketed = (BucketTally) tally;
        return estimate(bucketed, whole(jackknives(bucketed)));
    }

    @Override
    public MetricDifference of(MetricPairTally tally) {
        BucketedRows rows = ((BucketPairTally) tally).bucketed();
        if (rows.isFull()) {
            return MetricDifference.of(tally, PairEstimate.unknown(), Optional.empty(), Spread.NONE);
        }
        Jackknife candidate = whole(rows.read(BucketPairTally.CANDIDATE, this::defined));
        Jackknife baseline = whole(rows.read(BucketPairTally.BASELINE, this::defined));
        return MetricDifference.of(
                tally,
                candidate.against(baseline),
                Optional.empty(),
                Spread.ofBuckets(candidate.groups(), Math.max(candidate.indispensable(), baseline.indispensable())));
    }

    private static Jackknife whole(Map<String, Jackknife> jackknives) {
        return Objects.requireNonNull(jackknives.get(RowReading.WHOLE), "a metric of parts has no number of its own");
    }
}
