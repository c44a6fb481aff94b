package io.assay.cost;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where every row that was read went: {@code read = filtered + evaluated + quarantined + unmatched + unlabelled +
 * unversioned}. One account per side (the dataset, or predictions and labels when they are joined).
 *
 * @param side what was read: {@code rows}, {@code predictions} or {@code labels}
 * @param read rows read
 * @param filtered left out by {@code where}
 * @param evaluated used for at least one loss
 * @param quarantined set aside, by reason
 * @param unmatched ids on one side of the join only
 * @param unlabelled matched, with a null label
 * @param unversioned without a model version
 * @param unscored for each loss, usable rows without this loss, by reason; outside the identity
 * @param samples what the rows evaluated were averaged to, if they are samples; outside the identity
 */
public record RowAccount(
        String side,
        long read,
        long filtered,
        long evaluated,
        SortedMap<String, Long> quarantined,
        long unmatched,
        long unlabelled,
        long unversioned,
        SortedMap<String, SortedMap<String, Long>> unscored,
        SampleAccount samples) {

    /** Of rows that are no samples. */
    public RowAccount(
            String side,
            long read,
            long filtered,
            long evaluated,
            SortedMap<String, Long> quarantined,
            long unmatched,
            long unlabelled,
            long unversioned,
            SortedMap<String, SortedMap<String, Long>> unscored) {
        this(
                side,
                read,
                filtered,
                evaluated,
                quarantined,
                unmatched,
                unlabelled,
                unversioned,
                unscored,
                SampleAccount.NONE);
    }

    public RowAccount {
        quarantined = Collections.unmodifiableSortedMap(new TreeMap<>(quarantined));
        unscored = Collections.unmodifiableSortedMap(new TreeMap<>(unscored));
        long sum = filtered + evaluated + total(quarantined) + unmatched + unlabelled + unversioned;
        if (read != sum) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "Rows of %s do not add up: read %d, but filtered %d + evaluated %d + quarantined %d + unmatched %d"
                            + " + unlabelled %d + unversioned %d = %d",
                    side,
                    read,
                    filtered,
                    evaluated,
                    total(quarantined),
                    unmatched,
                    unlabelled,
                    unversioned,
                    sum));
        }
    }

    /** Rows set aside for any reason. */
    public long quarantinedTotal() {
        return total(quarantined);
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
