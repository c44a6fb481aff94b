package io.assay.aggregation;

import io.assay.input.Conformed;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** One task's pass of a {@link Tallier}: pulls batches, pushes what is finished. */
final class TallyingPass implements Iterator<Row> {

    private static final String DUPLICATE = Conformed.QUARANTINED + Counts.DUPLICATE_ID;

    /** Enough for the units of one task; the task's number stands above. */
    private static final int UNIT_BITS = 40;

    private static final Set<String> LABELLESS = Set.of(Conformed.UNLABELLED, Conformed.UNMATCHED);

    private final Tallier tallier;
    private final Iterator<ScoredBatch> batches;
    private final boolean meets;
    private final SeenIds ids;
    private final Queue<Row> finished = new ArrayDeque<>();
    private final Counts counts = new Counts();
    private @Nullable Example example;
    private @Nullable TaskTallies tallies;
    private @Nullable SplitUnits split;
    private @Nullable SampledExample samples;
    private boolean begun;
    private long idHigh;
    private long idLow;
    private long clusterHigh;
    private long clusterLow;
    private long sampleHigh;
    private long sampleLow;
    private int evaluated;
    private int matchedLabels;
    private boolean unlabelled;
    private boolean ended;

    TallyingPass(Tallier tallier, Iterator<ScoredBatch> batches, int roomForIds) {
        this.tallier = tallier;
        this.batches = batches;
        this.meets = tallier.schema().meets();
        this.ids =
                new SeenIds(tallier.parts(), roomForIds, (part, block) -> finished.add(TalliedRow.seen(part, block)));
    }

    @Override
    public boolean hasNext() {
        while (finished.isEmpty() && batches.hasNext()) {
            accept(batches.next());
        }
        if (finished.isEmpty() && !ended) {
            ended = true;
            finish();
        }
        return !finished.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return finished.remove();
    }

    private void finish() {
        if (tallies != null) {
            endExample();
            tallies.endUnit();
            if (split != null) {
                split.end();
            }
            tallies.count();
        }
        SampledExample sampled = samples;
        if (sampled != null) {
            sampled.addTo(counts, tallier.losses());
        }
        ids.end();
        finished.add(TalliedRow.counts(counts));
        if (tallies != null) {
            tallies.state().write(tallier.parts(), (block, part) -> finished.add(TalliedRow.tallies(part, block)));
        }
    }

    private TaskTallies tallies(Dictionaries dictionaries) {
        TaskTallies own = tallies;
        if (own == null) {
            TaskContext context = TaskContext.get();
            long firstUnit = (context == null ? 0L : context.partitionId()) << UNIT_BITS;
            own = new TaskTallies(tallier, dictionaries, counts, finished::add, firstUnit);
            tallies = own;
            example = new Example(tallier.schema(), dictionaries);
            split = tallier.splitUnits(dictionaries, counts).orElse(null);
            if (tallier.schema().sampling() != Sampling.NONE) {
                samples = new SampledExample(tallier.schema(), dictionaries, tallier.bases());
            }
        }
        return own;
    }

    private void accept(ScoredBatch batch) {
        TaskTallies own = tallies(batch.dictionaries);
        own.take(batch);
        Example rows = Objects.requireNonNull(example);
        SampledExample sampled = samples;
        for (int row = 0; row < batch.size; row++) {
            if (!isOfExample(batch, row)) {
                begin(own, batch, row);
            } else if (sampled != null && !isOfSample(batch, row)) {
                endSample(own, rows, sampled);
            }
            if (tallier.schema().hasNamedSamples()) {
                sampleHigh = batch.sampleHigh[row];
                sampleLow = batch.sampleLow[row];
            }
            accept(rows, batch, row);
        }
        rows.keep(batch);
    }

    private boolean isOfExample(ScoredBatch batch, int row) {
        return meets
                && begun
                && batch.idLow[row] == idLow
                && batch.idHigh[row] == idHigh
                && batch.clusterLow[row] == clusterLow
                && batch.clusterHigh[row] == clusterHigh;
    }

    private boolean isOfSample(ScoredBatch batch, int row) {
        return tallier.schema().hasNamedSamples()
                && batch.sampleLow[row] == sampleLow
                && batch.sampleHigh[row] == sampleHigh;
    }

    private void begin(TaskTallies own, ScoredBatch batch, int row) {
        if (begun) {
            endExample();
            if (!meets || batch.clusterLow[row] != clusterLow || batch.clusterHigh[row] != clusterHigh) {
                own.endUnit();
                if (split != null) {
                    split.end();
                }
            }
        }
        begun = true;
        idHigh = batch.idHigh[row];
        idLow = batch.idLow[row];
        clusterHigh = batch.clusterHigh[row];
        clusterLow = batch.clusterLow[row];
    }

    private void accept(Example rows, ScoredBatch batch, int row) {
        matchedLabels = Math.max(matchedLabels, batch.matchedLabels[row]);
        OddRow odd = batch.odd[row];
        if (odd != null) {
            if (odd.labelsOnly()) {
                count(Counts.LABELS, odd, batch, row);
                return;
            }
            unlabelled |= Conformed.UNLABELLED.equals(odd.status());
            if (!odd.hasPlace() || version(batch, row) == null) {
                count(Counts.ROWS, odd, batch, row);
                return;
            }
        }
        if (split != null && batch.isUsable(row)) {
            split.add(batch, row);
        }
        Example.Coming coming = rows.add(batch, row);
        if (coming == Example.Coming.SECOND) {
            int version = batch.version[row];
            duplicate(rows.batch(version), rows.row(version));
        }
        if (coming != Example.Coming.FIRST) {
            duplicate(batch, row);
        }
    }

    private static @Nullable String version(ScoredBatch batch, int row) {
        return batch.dictionaries.versions().text(batch.version[row]);
    }

    private void duplicate(ScoredBatch batch, int row) {
        OddRow odd = batch.odd[row];
        if (tallier.ids() == Tallier.Ids.APART) {
            // Repeated like those that lie apart: if there are any of them, the rows of this one have to bring their
            // records too.
            ids.add(batch.idHigh[row]);
        }
        // A source that gives other rows when it is read again may repeat ids that brought no record, as they came
        // once.
        if (tallier.ids() == Tallier.Ids.RECORDED && odd != null) {
            count(Counts.ROWS, DUPLICATE, odd.record(), version(batch, row), odd.id());
            return;
        }
        String id = tallier.schema().hasNamedSamples()
                ? FingerprintColumns.text(batch.sampleHigh[row], batch.sampleLow[row])
                : FingerprintColumns.text(batch.idHigh[row], batch.idLow[row]);
        count(Counts.ROWS, DUPLICATE, null, version(batch, row), id);
    }

    /** Counts what became of the rows that a row stands for. */
    private void count(String side, OddRow odd, ScoredBatch batch, int row) {
        String version = version(batch, row);
        if (odd.fates() == null) {
            count(side, String.valueOf(odd.status()), null, version, odd.id());
            return;
        }
        for (OddRow.Fate fate : odd.fates()) {
            count(side, fate.status(), fate.record(), version, odd.id());
        }
    }

    private void count(String side, String status, @Nullable String record, @Nullable String version, String id) {
        if (status.startsWith(Conformed.QUARANTINED)) {
            String reason = status.substring(Conformed.QUARANTINED.length());
            counts.add(1, side, Counts.QUARANTINED, reason);
            if (side.equals(Counts.ROWS) && version != null) {
                counts.add(1, Counts.SET_ASIDE, version);
            }
            finished.add(TalliedRow.quarantined(side, reason, record, version, id));
        } else {
            counts.add(1, side, status);
            if (side.equals(Counts.ROWS) && version != null && LABELLESS.contains(status)) {
                counts.add(1, Counts.LACKING_LABEL, version);
            }
        }
    }

    private void endExample() {
        Example rows = Objects.requireNonNull(example);
        TaskTallies own = Objects.requireNonNull(tallies);
        if (tallier.ids() == Tallier.Ids.APART && rows.versions() > 0) {
            ids.add(idHigh);
        }
        SampledExample sampled = samples;
        Example counted = rows;
        if (sampled == null) {
            account(own, rows);
        } else {
            endSample(own, rows, sampled);
            counted = sampled.end();
            evaluate(own, counted);
        }
        endLabels();
        if (tallier.paired()) {
            own.compare(counted);
        }
        rows.clear();
    }

    /** Adds the averages of samples. */
    private static void evaluate(TaskTallies own, Example averaged) {
        for (int i = 0; i < averaged.versions(); i++) {
            int version = averaged.version(i);
            if (averaged.batch(version).isUsable(averaged.row(version))) {
                own.evaluate(averaged.batch(version), averaged.row(version));
            }
        }
    }

    /** Counts what becomes of the rows that no other of their version duplicates, and adds those that are no samples. */
    private void account(TaskTallies own, Example rows) {
        for (int i = 0; i < rows.versions(); i++) {
            int version = rows.version(i);
            if (!rows.has(version)) {
                continue;
            }
            ScoredBatch batch = rows.batch(version);
            int row = rows.row(version);
            if (batch.isUsable(row)) {
                evaluated++;
                own.use(batch, row);
                if (samples == null) {
                    own.evaluate(batch, row);
                }
            } else {
                count(Counts.ROWS, Objects.requireNonNull(batch.odd[row]), batch, row);
            }
        }
    }

    /** Hands the rows over that stand under one sample's name, or the one that has none. Labels are matched with named ones. */
    private void endSample(TaskTallies own, Example rows, SampledExample to) {
        account(own, rows);
        for (int i = 0; i < rows.versions(); i++) {
            int version = rows.version(i);
            if (rows.has(version)) {
                to.add(rows.batch(version), rows.row(version));
            }
        }
        rows.clear();
        if (tallier.schema().hasNamedSamples()) {
            endLabels();
        }
    }

    private void endLabels() {
        if (matchedLabels > 0) {
            String fate = evaluated > 0 ? Counts.EVALUATED : unlabelled ? Conformed.UNLABELLED : Counts.UNUSED;
            counts.add(matchedLabels, Counts.LABELS, fate);
        }
        evaluated = 0;
        matchedLabels = 0;
        unlabelled = false;
    }
}
