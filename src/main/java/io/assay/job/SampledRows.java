package io.assay.job;

import io.assay.aggregation.Counts;
import io.assay.aggregation.VersionPair;
import io.assay.cost.SampleAccount;
import io.assay.cost.SampleAccount.OfVersion;
import io.assay.input.PairBy;
import io.assay.job.Configuration.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says what the samples of examples were averaged to, what a reader must know of it, and what stands in the way. */
final class SampledRows {

    /** Of so many versions the samples are told in one sentence. */
    private static final int VERSIONS = 20;

    /** By so much of its samples more than the baseline a candidate may fail on, as on pairs. */
    private static final double MORE_LEFT_OUT = 0.001;

    private final PairBy by;
    private final Counts counts;

    SampledRows(PairBy by, Counts counts) {
        this.by = by;
        this.counts = counts;
    }

    /** The counts; none where every row is an example. */
    SampleAccount account() {
        if (by.isEmpty()) {
            return SampleAccount.NONE;
        }
        List<OfVersion> versions = counts.below(Counts.AVERAGED).keySet().stream()
                .map(name -> version(name.get(0)))
                .toList();
        return new SampleAccount(by.columns(), counts.of(Counts.SAMPLED), versions);
    }

    private OfVersion version(String version) {
        SortedMap<String, Long> leftOut = new TreeMap<>();
        counts.below(Counts.LEFT_OUT, version).forEach((name, samples) -> leftOut.put(name.get(0), samples));
        return new OfVersion(
                version,
                counts.of(Counts.AVERAGED, version),
                counts.of(Counts.USED, version),
                counts.of(Counts.DIFFERING_SAMPLES, Counts.PLACE, version),
                counts.of(Counts.DIFFERING_SAMPLES, Counts.WEIGHT, version),
                counts.of(Counts.DIFFERING_SAMPLES, Counts.LABEL, version),
                leftOut);
    }

    /** Sentences beside the numbers. */
    List<String> notes() {
        SampleAccount account = account();
        List<String> notes = new ArrayList<>();
        if (account.isEmpty()) {
            return notes;
        }
        notes.add(String.format(
                Locale.ROOT,
                "Examples by %s: %,d, of %s. Losses of samples are averaged before pairing; n and units count examples, the"
                        + " account of rows counts samples.",
                String.join(", ", account.by()),
                account.examples(),
                account.versions().isEmpty() ? "no samples" : samples(account.versions())));
        for (OfVersion version : account.versions()) {
            differing(
                    notes,
                    version,
                    version.differingPlaces(),
                    "lie in several partitions or slices: each counts in the first of these in order");
            differing(notes, version, version.differingWeights(), "have several weights: each weighs their mean");
            differing(
                    notes,
                    version,
                    version.differingLabels(),
                    "were given several labels: no other version is compared on these");
            for (Map.Entry<String, Long> loss : version.leftOut().entrySet()) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%s has no %s for %,d of its samples while others of their examples have it: the average is over"
                                + " the others.",
                        version.version(),
                        loss.getKey(),
                        loss.getValue()));
            }
        }
        return notes;
    }

    private static String samples(List<OfVersion> versions) {
        StringBuilder samples = new StringBuilder();
        String unit = " samples each on average";
        for (OfVersion version : versions.subList(0, Math.min(VERSIONS, versions.size()))) {
            samples.append(samples.isEmpty() ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%,.1f", version.samplesOfAnExample()))
                    .append(unit)
                    .append(" in ")
                    .append(version.version());
            unit = "";
        }
        int more = versions.size() - VERSIONS;
        return more > 0 ? samples + ", and others in " + more + " more versions" : samples.toString();
    }

    private static void differing(List<String> notes, OfVersion version, long examples, String how) {
        if (examples > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The samples of %,d of the %,d examples of %s %s.",
                    examples,
                    version.examples(),
                    version.version(),
                    how));
        }
    }

    /**
     * What makes versions not comparable: one must not do better by failing on some samples of an example and being
     * averaged over the others.
     *
     * @param losses that have hard gates
     */
    List<String> obstacles(List<String> versions, Collection<String> losses, Limits limits) {
        List<String> obstacles = new ArrayList<>();
        for (String loss : losses) {
            for (String version : versions) {
                if (share(version, loss) > limits.unscored()) {
                    obstacles.add(String.format(
                            Locale.ROOT,
                            "%s; limits.unscored allows %.2f %%",
                            leftOut(version, loss),
                            100 * limits.unscored()));
                }
            }
        }
        return obstacles;
    }

    /** The same of a candidate that fails on more samples than the baseline. */
    List<String> obstacles(VersionPair pair, Collection<String> losses) {
        List<String> obstacles = new ArrayList<>();
        for (String loss : losses) {
            if (share(pair.candidate(), loss) - share(pair.baseline(), loss) > MORE_LEFT_OUT) {
                obstacles.add(String.format(
                        Locale.ROOT,
                        "%s, and %.2f %% of %s: what the candidate fails on more often is missing from its averages."
                                + " Give such samples a loss",
                        leftOut(pair.candidate(), loss),
                        100 * share(pair.baseline(), loss),
                        pair.baseline()));
            }
        }
        return obstacles;
    }

    private String leftOut(String version, String loss) {
        return String.format(
                Locale.ROOT,
                "samples of %s without %s beside others with it: %,d of %,d, %.2f %%",
                version,
                loss,
                counts.of(Counts.LEFT_OUT, version, loss),
                samples(version),
                100 * share(version, loss));
    }

    private double share(String version, String loss) {
        long leftOut = counts.of(Counts.LEFT_OUT, version, loss);
        return leftOut == 0 ? 0 : (double) leftOut / samples(version);
    }

    private long samples(String version) {
        return counts.of(Counts.USED, version) + counts.of(Counts.SET_ASIDE, version);
    }
}
