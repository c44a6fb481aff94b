package io.assay.job;

import io.assay.aggregation.Counts;
import io.assay.aggregation.VersionPair;
import io.assay.comparison.Comparability;
import io.assay.comparison.Comparability.Side;
import io.assay.job.Configuration.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says of a pair of versions whether they have seen the same rows: what stands in the way of a comparison, and what a reader
 * must know beside one. Each sentence has the numbers, and what can be done.
 */
final class SameRows {

    /** Of so many versions rates are told in one sentence. */
    private static final int VERSIONS = 20;

    private final Limits limits;
    private final Comparability found;

    SameRows(Limits limits, Counts counts, VersionPair pair) {
        this.limits = limits;
        this.found = new Comparability(
                side(counts, pair.baseline()),
                side(counts, pair.candidate()),
                counts.of(Counts.SHARED, pair.baseline(), pair.candidate()),
                counts.of(Counts.DIFFERING_LABELS, pair.baseline(), pair.candidate()));
    }

    private static Side side(Counts counts, String version) {
        long labelled = counts.of(Counts.USED, version) + counts.of(Counts.SET_ASIDE, version);
        return new Side(
                version, counts.of(Counts.IDS, version), labelled + counts.of(Counts.LACKING_LABEL, version), labelled);
    }

    /** What makes them not comparable. */
    List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        if (found.differingLabels() > limits.differingLabels() * found.sharedIds()) {
            obstacles.add(String.format(
                    Locale.ROOT,
                    "ids with one label for %s and another for %s: %,d of %,d, %.2f %%; limits.differing-labels allows"
                            + " %.2f %%. Score both on one snapshot of the labels, or give labels once, under labels:",
                    found.baseline().version(),
                    found.candidate().version(),
                    found.differingLabels(),
                    found.sharedIds(),
                    100.0 * found.differingLabels() / found.sharedIds(),
                    100 * limits.differingLabels()));
        }
        // Pairs have both labels; what is left out of them is held against limits.unpaired.
        double gap = found.labelGap();
        if (!found.isPaired() && found.labelRatesDiffer() && gap > limits.labelRates()) {
            obstacles.add(labelRates()
                    + String.format(
                            Locale.ROOT,
                            ", %.2f points apart; limits.label-rates allows %.2f. Wait for the labels, or leave the rows"
                                    + " out that cannot have one yet",
                            100 * gap,
                            100 * limits.labelRates()));
        }
        return obstacles;
    }

    private String labelRates() {
        return "rows with a label: " + labelled(found.candidate()) + " and " + labelled(found.baseline());
    }

    private static String labelled(Side side) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d of %s, %.2f %%",
                side.labelled(),
                side.rows(),
                side.version(),
                100 * side.labelRate());
    }

    /** Which share of the rows of each version has a label; empty where all have, or none has any row. */
    static Optional<String> labelRates(Counts counts) {
        SortedSet<String> versions = new TreeSet<>();
        for (String count : List.of(Counts.USED, Counts.LACKING_LABEL)) {
            counts.below(count).keySet().forEach(name -> versions.add(name.get(0)));
        }
        String rates = versions.stream()
                .limit(VERSIONS)
                .map(version -> labelled(side(counts, version)))
                .collect(Collectors.joining("; "));
        return counts.total(Counts.LACKING_LABEL) == 0
                ? Optional.empty()
                : Optional.of("Rows with a label: " + rates
                        + (versions.size() > VERSIONS
                                ? "; and of " + (versions.size() - VERSIONS) + " more versions"
                                : "")
                        + ".");
    }

    /** What limits allow, and a reader must know. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (found.differingLabels() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    found.differingLabels() == 1
                            ? "%,d of the %,d ids that %s and %s share has another label for each; it is left out of that"
                                    + " comparison."
                            : "%,d of the %,d ids that %s and %s share have another label for each; they are left out of"
                                    + " that comparison.",
                    found.differingLabels(),
                    found.sharedIds(),
                    found.candidate().version(),
                    found.baseline().version()));
        }
        if (found.matchRatesDiffer()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "Of the ids of %s %.2f %% have a row of %s, of those of %s %.2f %% one of %s. That is not chance (p ="
                            + " %.1g, McNemar): the versions were not scored on the same rows, and only those of both are"
                            + " compared. Score both on the same rows.",
                    found.candidate().version(),
                    100 * found.matchRate(found.candidate()),
                    found.baseline().version(),
                    found.baseline().version(),
                    100 * found.matchRate(found.baseline()),
                    found.candidate().version(),
                    found.matchPValue()));
        }
        if (found.labelRatesDiffer()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s and %s have labels for other shares of their rows, %.2f and %.2f %%. That is not chance (p = %.1g):"
                            + " the rows without a label may be unlike those with one."
                            + " Wait for the labels, or leave rows out that cannot have one yet.",
                    found.candidate().version(),
                    found.baseline().version(),
                    100 * found.candidate().labelRate(),
                    100 * found.baseline().labelRate(),
                    found.labelPValue()));
        }
        return notes;
    }
}
