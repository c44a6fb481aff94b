package io.assay.aggregation;

import io.assay.cost.MetricBasis;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one example under all versions, which become one row for each version. Samples are added as they come, so that an
 * example with very many takes no more memory than one with two.
 */
final class SampledExample {

    private final ScoredSchema schema;
    private final Dictionaries dictionaries;
    private final List<MetricFeed> feeds;
    private final List<@Nullable SampleAverage> averages = new ArrayList<>();
    private final List<Integer> versions = new ArrayList<>();
    private final Example averaged;
    private boolean usable;
    private long examples;

    /** @param bases of the parts of weighted sums; there are no others where samples are averaged */
    SampledExample(ScoredSchema schema, Dictionaries dictionaries, List<MetricBasis> bases) {
        if (!bases.stream().allMatch(MetricBasis::sumsInputs)) {
            throw new IllegalArgumentException(
                    "Metrics are of single rows, which have no meaning as averages of samples");
        }
        this.schema = schema;
        this.dictionaries = dictionaries;
        this.feeds = MetricFeed.of(bases);
        this.averaged = new Example(schema, dictionaries);
    }

    /** Takes the one row that a version has under a sample's name; {@link ScoredBatch#isUsable} tells which is averaged. */
    void add(ScoredBatch batch, int row) {
        int version = batch.version[row];
        SampleAverage average = average(version);
        if (average.isEmpty()) {
            versions.add(version);
        }
        if (batch.isUsable(row)) {
            average.add(batch, row);
            usable = true;
        } else {
            average.addUnusable(batch, row);
        }
    }

    private SampleAverage average(int version) {
        while (averages.size() <= version) {
            averages.add(null);
        }
        SampleAverage known = averages.get(version);
        if (known == null) {
            known = new SampleAverage(schema, dictionaries, feeds);
            averages.set(version, known);
        }
        return known;
    }

    /** Ends the example: one row for each version, which lasts until samples of the next one are added. */
    Example end() {
        averaged.clear();
        for (int version : versions) {
            averaged.add(average(version).end(), 0);
        }
        versions.clear();
        examples += usable ? 1 : 0;
        usable = false;
        return averaged;
    }

    /**
     * Hands over what was counted in all examples.
     *
     * @param names of the losses
     */
    void addTo(Counts counts, List<String> names) {
        if (examples > 0) {
            counts.add(examples, Counts.SAMPLED);
        }
        for (int version = 0; version < averages.size(); version++) {
            SampleAverage average = averages.get(version);
            if (average != null) {
                String name = dictionaries.versions().text(version);
                average.addTo(counts, Objects.requireNonNull(name, "a row with a place has a version"), names);
            }
        }
    }
}
