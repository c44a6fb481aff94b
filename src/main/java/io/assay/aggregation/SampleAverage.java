package io.assay.aggregation;

import io.assay.cost.SampleMean;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The samples that one version has of an example, and the row that they are averaged to. Losses, and what else is a number, are
 * the means of the samples that have them; what samples should share is taken from them by a rule that does not depend on
 * their order, and it is counted where they do not share it. One example comes after the other.
 */
final class SampleAverage {

    private static final int NO_REASON = -1;

    private final ScoredSchema schema;
    private final Dictionaries dictionaries;
    private final List<MetricFeed> feeds;

    /** One row: a usable sample, in which the average is put at the end; a sample that was set aside where there is none. */
    private final ScoredBatch row;

    private final SampleMean weight = new SampleMean();
    private final SampleMean[] losses;
    private final SampleMean[] denominators;
    private final SampleMean[] values;
    private final int[] reasons;
    private final long[] lacking;
    private long usable;
    private long unusable;
    private boolean placesDiffer;
    private boolean labelsDiffer;

    private long examples;
    private long differingPlaces;
    private long differingWeights;
    private long differingLabels;
    private final long[] leftOut;

    SampleAverage(ScoredSchema schema, Dictionaries dictionaries, List<MetricFeed> feeds) {
        this.schema = schema;
        this.dictionaries = dictionaries;
        this.feeds = feeds;
        this.row = new ScoredBatch(schema, dictionaries, 1);
        this.losses = means(schema.losses());
        this.denominators = means(schema.losses());
        this.values = means(schema.values());
        this.reasons = new int[schema.losses()];
        this.lacking = new long[schema.losses()];
        this.leftOut = new long[schema.losses()];
        Arrays.fill(reasons, NO_REASON);
    }

    private static SampleMean[] means(int count) {
        return Stream.generate(SampleMean::new).limit(count).toArray(SampleMean[]::new);
    }

    /** Whether it has no sample of the example so far. */
    boolean isEmpty() {
        return usable == 0 && unusable == 0;
    }

    /** Takes a usable sample. */
    void add(ScoredBatch batch, int sample) {
        if (usable == 0) {
            start(batch, sample);
        } else {
            takePlace(batch, sample);
            takeLabels(batch, sample, true);
        }
        usable++;
        weight.add(batch.weight[sample]);
        for (int i = 0; i < losses.length; i++) {
            double loss = batch.loss[i][sample];
            if (Double.isNaN(loss)) {
                lacking[i]++;
                takeReason(i, batch.reason[i][sample]);
            } else {
                losses[i].add(loss);
                denominators[i].add(batch.denominator(i, sample));
            }
        }
        for (MetricFeed feed : feeds) {
            if (feed.isPresent(batch, sample)) {
                for (int i = feed.first(); i < feed.first() + feed.basis().inputs(); i++) {
                    values[i].add(batch.value[i][sample]);
                }
            }
        }
    }

    /** Takes a sample that was set aside. It stands for the version only where none is usable; one for want of a loss lacks all. */
    void addUnusable(ScoredBatch batch, int sample) {
        boolean scored = dictionaries.reasons().text(batch.reason[0][sample]) != null;
        for (int i = 0; scored && i < lacking.length; i++) {
            lacking[i]++;
        }
        if (usable == 0 && unusable == 0) {
            start(batch, sample);
        } else if (usable == 0) {
            takeLabels(batch, sample, false);
            if (scored) {
                // Which reason does not matter, but that there is one.
                row.reason[0][0] = batch.reason[0][sample];
            }
        }
        unusable++;
    }

    private void start(ScoredBatch batch, int sample) {
        row.size = 0;
        row.append(batch, sample);
        labelsDiffer = false;
    }

    /** The least place, partitions and axes one after the other, so that it is that of one of the samples. */
    private void takePlace(ScoredBatch batch, int sample) {
        for (int i = 0; i < schema.coordinates(); i++) {
            int own = row.coordinate[i][0];
            int other = batch.coordinate[i][sample];
            if (own != other) {
                placesDiffer = true;
                Dictionary texts = dictionaries.coordinate(i);
                if (compare(texts.text(other), texts.text(own)) < 0) {
                    for (int j = i; j < schema.coordinates(); j++) {
                        row.coordinate[j][0] = batch.coordinate[j][sample];
                    }
                }
                return;
            }
        }
    }

    private void takeLabels(ScoredBatch batch, int sample, boolean bothUsable) {
        if (schema.labelled()) {
            labelsDiffer |= LabelFingerprint.differ(row.labels[0], batch.labels[sample], bothUsable);
            if (row.labels[0] == LabelFingerprint.NONE) {
                row.labels[0] = batch.labels[sample];
            }
        }
    }

    private void takeReason(int loss, int reason) {
        Dictionary texts = dictionaries.reasons();
        if (reasons[loss] == NO_REASON || compare(texts.text(reason), texts.text(reasons[loss])) < 0) {
            reasons[loss] = reason;
        }
    }

    /** Texts in order, and behind all of them what has none. */
    private static int compare(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return Boolean.compare(one == null, other == null);
        }
        return one.compareTo(other);
    }

    /** Ends the example: the batch whose only row is the average, or a sample that was set aside. It lasts until the next one. */
    ScoredBatch end() {
        if (usable > 0) {
            average();
            count();
        }
        if (labelsDiffer) {
            row.labels[0] = LabelFingerprint.SEVERAL;
        }
        clear();
        return row;
    }

    private void average() {
        row.odd[0] = null;
        row.weight[0] = weight.value();
        for (int i = 0; i < losses.length; i++) {
            row.loss[i][0] = losses[i].value();
            row.reason[i][0] = Math.max(reasons[i], 0);
            double[] denominator = row.denominator[i];
            if (denominator != null) {
                denominator[0] = denominators[i].value();
            }
        }
        for (int i = 0; i < values.length; i++) {
            row.value[i][0] = values[i].count() == 0 ? ScoredBatch.ABSENT : values[i].value();
        }
    }

    private void count() {
        examples++;
        differingPlaces += placesDiffer ? 1 : 0;
        differingWeights += weight.isMixed() ? 1 : 0;
        differingLabels += labelsDiffer ? 1 : 0;
        for (int i = 0; i < losses.length; i++) {
            leftOut[i] += losses[i].count() > 0 ? lacking[i] : 0;
        }
    }

    private void clear() {
        weight.clear();
        for (int i = 0; i < losses.length; i++) {
            losses[i].clear();
            denominators[i].clear();
            reasons[i] = NO_REASON;
            lacking[i] = 0;
        }
        for (SampleMean value : values) {
            value.clear();
        }
        usable = 0;
        unusable = 0;
        placesDiffer = false;
        labelsDiffer = false;
    }

    /**
     * Hands over what was counted in all examples.
     *
     * @param names of the losses
     */
    void addTo(Counts counts, String version, List<String> names) {
        add(counts, examples, Counts.AVERAGED, version);
        add(counts, differingPlaces, Counts.DIFFERING_SAMPLES, Counts.PLACE, version);
        add(counts, differingWeights, Counts.DIFFERING_SAMPLES, Counts.WEIGHT, version);
        add(counts, differingLabels, Counts.DIFFERING_SAMPLES, Counts.LABEL, version);
        for (int i = 0; i < leftOut.length; i++) {
            add(counts, leftOut[i], Counts.LEFT_OUT, version, names.get(i));
        }
    }

    private static void add(Counts counts, long count, String... name) {
        if (count > 0) {
            counts.add(count, name);
        }
    }
}
