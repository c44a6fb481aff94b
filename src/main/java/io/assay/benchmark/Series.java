package io.assay.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the rounds of one variant took, warm-up left out, and how its numbers agreed with the others'. */
final class Series {

    private final Variant variant;
    private final List<Usage> usages = new ArrayList<>();
    private Agreement agreement = Agreement.NOTHING;

    Series(Variant variant) {
        this.variant = variant;
    }

    void add(Usage usage) {
        usages.add(usage);
    }

    void agree(Agreement found) {
        agreement = found;
    }

    Variant variant() {
        return variant;
    }

    Agreement agreement() {
        return agreement;
    }

    boolean isEmpty() {
        return usages.isEmpty();
    }

    int size() {
        return usages.size();
    }

    /** The middle one; of an even number the mean of the two in the middle; NaN where there is none. */
    double median(ToDoubleFunction<Usage> value) {
        double[] sorted = usages.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double least(ToDoubleFunction<Usage> value) {
        return Arrays.stream(values(value)).min().orElse(Double.NaN);
    }

    double greatest(ToDoubleFunction<Usage> value) {
        return Arrays.stream(values(value)).max().orElse(Double.NaN);
    }

    private double[] values(ToDoubleFunction<Usage> value) {
        return usages.stream().mapToDouble(value).toArray();
    }
}
