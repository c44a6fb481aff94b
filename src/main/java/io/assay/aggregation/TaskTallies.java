package io.assay.aggregation;

import io.assay.cost.CostTallies;
import io.assay.cost.PairTallies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What one task has added up, in numbered slots; a version is known by its code in the task's dictionaries. */
final class TaskTallies {

    private static final long FIRST_LOOK = 1_024;

    private final Tallier tallier;
    private final ScoredSchema schema;
    private final Dictionaries dictionaries;
    private final Counts counts;
    private final Consumer<Row> finished;
    private final Slots slots;
    private final GroupLimit limit;
    private final long memory;

    /** With so many groups, what they take is looked at again. */
    private long nextLook = FIRST_LOOK;

    private final List<TallyState.@Nullable OfVersion> versions = new ArrayList<>();
    private final ComparedVersions compared;
    private final List<OfPair> pairs = new ArrayList<>();

    /** By the codes of baseline and candidate. */
    private final List<List<@Nullable OfPair>> pairsOf = new ArrayList<>();

    private long[] used = {};
    private long[] ids = {};
    private final long[][] unscored;
    private long evaluated;

    /** How many cells have been told by name with the rows that are kept. */
    private int cellsTold;

    private long unit;

    /**
     * @param finished takes the rows that are kept for sorting
     * @param firstUnit the number of the first unit
     */
    TaskTallies(Tallier tallier, Dictionaries dictionaries, Counts counts, Consumer<Row> finished, long firstUnit) {
        this.tallier = tallier;
        this.schema = tallier.schema();
        this.dictionaries = dictionaries;
        this.counts = counts;
        this.finished = finished;
        this.slots = tallier.slots(dictionaries);
        this.compared = new ComparedVersions(tallier.baselines(), tallier.candidates(), dictionaries.versions());
        this.limit = tallier.limit();
        this.memory = limit.memory().ofTask();
        this.unscored = new long[schema.losses()][0];
        this.unit = firstUnit;
    }

    /** What is tallied of a pair, how often both versions have a row of one example, and how often with other labels. */
    private static final class OfPair {
        private final VersionPair versions;
        private final TallyState.OfPair tallies;
        private long shared;
        private long differing;

        private OfPair(VersionPair versions, TallyState.OfPair tallies) {
            this.versions = versions;
            this.tallies = tallies;
        }
    }

    /** Counts a usable row as read, and why it has not all losses. */
    void use(ScoredBatch batch, int row) {
        int read = batch.read[row];
        evaluated += read;
        used = added(used, batch.version[row], read);
        for (int i = 0; i < schema.losses(); i++) {
            if (Double.isNaN(batch.loss[i][row])) {
                unscored[i] = added(unscored[i], batch.reason[i][row], 1);
            }
        }
    }

    /** Adds a usable row, or the average of some, to the tallies of its version. */
    void evaluate(ScoredBatch batch, int row) {
        int version = batch.version[row];
        TallyState.OfVersion tallies = version(version);
        CostTallies costs = tallies.costs();
        costs.begin();
        double weight = batch.weight[row];
        for (int i = 0; i < schema.losses(); i++) {
            double loss = batch.loss[i][row];
            if (Double.isNaN(loss)) {
                costs.setUnscored(i, reason(batch.reason[i][row]));
            } else {
                costs.set(i, loss, tallier.weight(i, weight), batch.denominator(i, row));
            }
        }
        int count = slots.find(batch, row);
        if (slots.groups().total() >= nextLook) {
            look();
        }
        int[] found = slots.found();
        for (int i = 0; i < count; i++) {
            costs.add(found[i]);
            tallies.metrics().add(found[i], batch, row);
            if (tallier.carriesUnits()) {
                tallies.carried().add(found[i], batch, row, tallier);
            }
        }
        if (tallier.keepsRows()) {
            finished.accept(tallier.keeping().row(versionName(version), cells(), batch, row, unit));
        }
    }

    /** Where the row that is kept counts. */
    private KeptCells.Told cells() {
        KeptCells.Told cells = KeptCells.Told.of(slots.cellNumbers(), slots.cells(), cellsTold);
        cellsTold = slots.cells().size();
        return cells;
    }

    private String reason(int code) {
        return Objects.requireNonNull(dictionaries.reasons().text(code), "a row without a loss has a reason");
    }

    private String versionName(int code) {
        return Objects.requireNonNull(dictionaries.versions().text(code), "a row with a place has a version");
    }

    private TallyState.OfVersion version(int code) {
        while (versions.size() <= code) {
            versions.add(null);
        }
        TallyState.OfVersion known = versions.get(code);
        if (known == null) {
            known = TallyState.OfVersion.of(schema.losses(), tallier.bases(), schema.clustered());
            versions.set(code, known);
        }
        return known;
    }

    /** Compares the rows of an example, usable ones and those that were set aside for want of a loss. */
    void compare(Example rows) {
        for (int i = 0; i < rows.versions(); i++) {
            int version = rows.version(i);
            if (isComparable(rows, version)) {
                ids = added(ids, version, 1);
            }
        }
        for (int baseline : compared.baselines()) {
            if (!isComparable(rows, baseline)) {
                continue;
            }
            if (compared.comparesAll()) {
                for (int i = 0; i < rows.versions(); i++) {
                    compare(rows, baseline, rows.version(i));
                }
            } else {
                for (int candidate : compared.candidates()) {
                    compare(rows, baseline, candidate);
                }
            }
        }
    }

    /** Whether a version's row has its part in pairs. */
    private static boolean isComparable(Example rows, int version) {
        if (!rows.has(version)) {
            return false;
        }
        ScoredBatch batch = rows.batch(version);
        int row = rows.row(version);
        return batch.isUsable(row) || batch.dictionaries.reasons().text(batch.reason[0][row]) != null;
    }

    private void compare(Example rows, int baseline, int candidate) {
        if (!isComparable(rows, candidate) || compared.isBaseline(candidate)) {
            return;
        }
        OfPair pair = pair(baseline, candidate);
        pair.shared++;
        if (differInLabels(rows, baseline, candidate)) {
            pair.differing++;
            return;
        }
        ScoredBatch theirs = rows.batch(baseline);
        if (theirs.isUsable(rows.row(baseline))) {
            ScoredBatch ours = rows.batch(candidate);
            int row = rows.row(candidate);
            compare(pair, new RowPair(ours, row, theirs, rows.row(baseline), ours.isUsable(row)));
        }
    }

    /** Such rows are no pair: their losses are of two truths. */
    private boolean differInLabels(Example rows, int baseline, int candidate) {
        if (!schema.labelled()) {
            return false;
        }
        ScoredBatch theirs = rows.batch(baseline);
        ScoredBatch ours = rows.batch(candidate);
        int their = rows.row(baseline);
        int our = rows.row(candidate);
        boolean usable = theirs.isUsable(their) && ours.isUsable(our);
        return LabelFingerprint.differ(theirs.labels[their], ours.labels[our], usable);
    }

    private OfPair pair(int baseline, int candidate) {
        while (pairsOf.size() <= baseline) {
            pairsOf.add(new ArrayList<>());
        }
        List<@Nullable OfPair> ofBaseline = pairsOf.get(baseline);
        while (ofBaseline.size() <= candidate) {
            ofBaseline.add(null);
        }
        OfPair known = ofBaseline.get(candidate);
        if (known == null) {
            known = new OfPair(
                    new VersionPair(versionName(baseline), versionName(candidate)),
                    TallyState.OfPair.of(schema.losses(), tallier.bases(), schema.clustered()));
            known.tallies.costs().keepHistograms(tallier.ofDifferences());
            known.tallies.costs().keepSums(tallier.summed());
            ofBaseline.set(candidate, known);
            pairs.add(known);
        }
        return known;
    }

    /** The baseline's row says in which cells the pair counts, and with which weight. */
    private void compare(OfPair versions, RowPair pair) {
        if (pair.usable()) {
            slots.countDifferences(pair.candidates(), pair.candidate(), pair.baselines(), pair.baseline(), counts);
        }
        ScoredBatch theirs = pair.baselines();
        PairTallies costs = versions.tallies.costs();
        take(costs, pair);
        int count = slots.find(theirs, pair.baseline());
        int[] found = slots.found();
        for (int i = 0; i < count; i++) {
            costs.add(found[i]);
            versions.tallies.metrics().add(found[i], pair);
            if (tallier.carriesUnits()) {
                versions.tallies.carried().add(found[i], pair, tallier);
            }
        }
        if (tallier.keepsRows() && pair.usable()) {
            finished.accept(tallier.keeping().pair(versions.versions, cells(), pair, unit));
        }
        if (tallier.keepsPairs() && pair.usable()) {
            finished.accept(KeptPairs.row(versions.versions, pair, unit));
        }
    }

    private void take(PairTallies costs, RowPair pair) {
        ScoredBatch ours = pair.candidates();
        ScoredBatch theirs = pair.baselines();
        costs.begin();
        if (tallier.countsByCluster()) {
            costs.inBucket(theirs.bucket[pair.baseline()]);
        } else if (tallier.resamples()) {
            costs.setBucket(theirs.bucket[pair.baseline()]);
        }
        double weight = pair.weight();
        for (int i = 0; i < schema.losses(); i++) {
            double candidate = pair.usable() ? ours.loss[i][pair.candidate()] : Double.NaN;
            double baseline = theirs.loss[i][pair.baseline()];
            if (Double.isNaN(candidate) || Double.isNaN(baseline)) {
                costs.setUnscored(i, !Double.isNaN(candidate), !Double.isNaN(baseline));
            } else {
                costs.set(
                        i,
                        candidate,
                        baseline,
                        ours.denominator(i, pair.candidate()),
                        theirs.denominator(i, pair.baseline()),
                        tallier.weight(i, weight));
            }
        }
    }

    /** Ends a unit: a cluster, or an example where there are none. */
    void endUnit() {
        if (schema.clustered()) {
            for (TallyState.OfVersion tallies : versions) {
                if (tallies != null) {
                    tallies.endUnit();
                }
            }
            pairs.forEach(pair -> pair.tallies.endUnit());
        }
        unit++;
    }

    private static long[] added(long[] counters, int index, long count) {
        long[] own = index < counters.length ? counters : Arrays.copyOf(counters, Math.max(index + 1, 2 * index));
        own[index] += count;
        return own;
    }

    /** Makes ready for the rows of a batch, which stays as it is until the next is taken. */
    void take(ScoredBatch batch) {
        slots.lookUp(batch);
        if (dictionaries.bytes() > memory) {
            look();
        }
    }

    /** Refuses what takes more memory than there is for it. */
    private void look() {
        long groups = slots.groups().total();
        nextLook = groups + Math.max(FIRST_LOOK, groups / 64);
        long bytes = 0;
        for (TallyState.OfVersion tallies : versions) {
            bytes += tallies == null
                    ? 0
                    : tallies.costs().bytes() + tallies.carried().bytes();
        }
        for (OfPair pair : pairs) {
            bytes += pair.tallies.costs().bytes() + pair.tallies.carried().bytes();
        }
        long all = GroupMemory.inTask(groups, bytes, dictionaries.bytes());
        if (all > memory && groups > 0) {
            throw limit.tooLarge(slots.groups(), all);
        }
    }

    /** Hands over what was counted on the way. */
    void count() {
        slots.groups().addTo(counts);
        add(evaluated, Counts.ROWS, Counts.EVALUATED);
        for (int version = 0; version < dictionaries.versions().size(); version++) {
            if (version < used.length && versions.size() > version && versions.get(version) != null) {
                counts.add(used[version], Counts.USED, versionName(version));
            }
            if (version < ids.length && ids[version] > 0) {
                counts.add(ids[version], Counts.IDS, versionName(version));
            }
        }
        for (int i = 0; i < unscored.length; i++) {
            for (int reason = 0; reason < unscored[i].length; reason++) {
                if (unscored[i][reason] > 0) {
                    counts.add(unscored[i][reason], Counts.UNSCORED, tallier.loss(i), reason(reason));
                }
            }
        }
        for (OfPair pair : pairs) {
            add(pair.shared, Counts.SHARED, pair.versions.baseline(), pair.versions.candidate());
            add(pair.differing, Counts.DIFFERING_LABELS, pair.versions.baseline(), pair.versions.candidate());
        }
    }

    private void add(long count, String... name) {
        if (count > 0) {
            counts.add(count, name);
        }
    }

    /** Everything tallied. */
    TallyState state() {
        Map<String, TallyState.OfVersion> ofVersions = new LinkedHashMap<>();
        for (int version = 0; version < versions.size(); version++) {
            TallyState.OfVersion tallies = versions.get(version);
            if (tallies != null) {
                ofVersions.put(versionName(version), tallies);
            }
        }
        Map<VersionPair, TallyState.OfPair> ofPairs = new LinkedHashMap<>();
        pairs.forEach(pair -> ofPairs.put(pair.versions, pair.tallies));
        return TallyState.of(schema.losses(), tallier.bases(), schema.clustered(), slots.rollUp(), ofVersions, ofPairs);
    }
}
