package io.assay.aggregation;

import io.assay.cost.Buckets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.jspecify.annotations.Nullable;

/** The columns of {@link ScoredLayout}, computed of the columns of a scan. */
final class BatchColumns {

    private final ScoredSchema schema;
    private final RepeatedIds recorded;
    private final VectorProgram program;
    private final @Nullable Vector<byte[]> filter;
    private final Vector<byte[]> usable;
    private final Vector<byte[]> labelsOnly;
    private final List<Filling> fillings = new ArrayList<>();
    private final List<Reason> reasons = new ArrayList<>();
    private int[] selected = new int[0];
    private boolean[] odd = new boolean[0];

    /** Fills a column of the result. */
    private interface Filling {
        void fill(BatchRows rows, ScoredBatch batch);
    }

    /** Why there is no loss: asked of single rows. */
    private record Reason(int loss, RowExpression expression) {}

    BatchColumns(ScoredLayout layout, BatchPlan plan, VectorProgram program, Dictionaries dictionaries) {
        this.program = program;
        this.schema = layout.schema();
        this.recorded = layout.repeated();
        List<Expression> outputs = plan.outputs();
        Expression status = outputs.get(ScoredLayout.STATUS);
        this.usable = program.isSurelyNull(status);
        // Of all other rows no column is kept.
        program.assumeNull(status, usable);
        this.filter = plan.filter().map(program::truths).orElse(null);
        this.labelsOnly = program.truths(outputs.get(ScoredLayout.LABELS_ONLY));
        fixed(outputs, dictionaries);
        for (int i = 0; i < schema.coordinates(); i++) {
            int coordinate = i;
            Vector<int[]> codes = program.codes(outputs.get(layout.coordinate(i)), dictionaries.coordinate(i));
            add((rows, batch) -> codes(codes.values(rows), batch.coordinate[coordinate], batch.size));
        }
        losses(layout, outputs);
        metrics(layout, outputs, dictionaries);
    }

    private void add(Filling filling) {
        fillings.add(filling);
    }

    private void fixed(List<Expression> outputs, Dictionaries dictionaries) {
        whole(outputs.get(ScoredLayout.ID_HIGH), batch -> batch.idHigh);
        whole(outputs.get(ScoredLayout.ID_LOW), batch -> batch.idLow);
        if (schema.clustered()) {
            whole(outputs.get(ScoredLayout.CLUSTER_HIGH), batch -> batch.clusterHigh);
            whole(outputs.get(ScoredLayout.CLUSTER_LOW), batch -> batch.clusterLow);
        }
        if (schema.hasNamedSamples()) {
            whole(outputs.get(ScoredLayout.SAMPLE_HIGH), batch -> batch.sampleHigh);
            whole(outputs.get(ScoredLayout.SAMPLE_LOW), batch -> batch.sampleLow);
        }
        integers(outputs.get(ScoredLayout.READ), batch -> batch.read);
        integers(outputs.get(ScoredLayout.MATCHED_LABELS), batch -> batch.matchedLabels);
        Vector<int[]> versions = program.codes(outputs.get(ScoredLayout.VERSION), dictionaries.versions());
        add((rows, batch) -> codes(versions.values(rows), batch.version, batch.size));
        Vector<double[]> weights = program.doubles(outputs.get(ScoredLayout.WEIGHT));
        add((rows, batch) -> doubles(weights, rows, batch.weight, Double.NaN, batch.size));
        if (schema.labelled()) {
            Vector<long[]> labels = program.longs(outputs.get(ScoredLayout.LABELS));
            add((rows, batch) -> fingerprints(labels.values(rows), batch));
        }
        if (schema.bucketed()) {
            Vector<Object[]> units = program.objects(outputs.get(ScoredLayout.UNIT));
            add((rows, batch) -> {
                Object[] from = units.values(rows);
                for (int i = 0; i < batch.size; i++) {
                    Object unit = from[selected[i]];
                    batch.bucket[i] = unit == null ? 0 : (byte) Buckets.of(unit.toString());
                }
            });
        }
    }

    private void losses(ScoredLayout layout, List<Expression> outputs) {
        for (int i = 0; i < schema.losses(); i++) {
            int loss = i;
            Vector<double[]> losses = program.doubles(outputs.get(layout.loss(i)));
            add((rows, batch) -> doubles(losses, rows, batch.loss[loss], Double.NaN, batch.size));
            if (schema.ratios().get(i)) {
                Vector<double[]> denominators = program.doubles(outputs.get(layout.denominator(i)));
                add((rows, batch) ->
                        doubles(denominators, rows, orNone(batch.denominator[loss]), ScoredBatch.ABSENT, batch.size));
            }
            reasons.add(new Reason(i, new RowExpression(outputs.get(layout.reason(i)))));
        }
    }

    private static double[] orNone(double @Nullable [] denominators) {
        return denominators == null ? new double[0] : denominators;
    }

    private void metrics(ScoredLayout layout, List<Expression> outputs, Dictionaries dictionaries) {
        for (int i = 0; i < schema.values(); i++) {
            int value = i;
            Expression output = outputs.get(layout.value(i));
            if (schema.textual().get(i)) {
                Vector<int[]> codes = program.codes(output, dictionaries.value(i));
                Dictionary dictionary = dictionaries.value(i);
                add((rows, batch) -> texts(codes.values(rows), dictionary, batch.value[value], batch.size));
            } else {
                Vector<double[]> numbers = program.doubles(output);
                add((rows, batch) -> doubles(numbers, rows, batch.value[value], ScoredBatch.ABSENT, batch.size));
            }
        }
        for (int i = 0; i < schema.rankings(); i++) {
            int ranking = i;
            Vector<double[]> scores = program.doubles(outputs.get(layout.score(i)));
            Vector<double[]> labels = program.doubles(outputs.get(layout.label(i)));
            add((rows, batch) -> {
                doubles(scores, rows, batch.score[ranking], ScoredBatch.ABSENT, batch.size);
                doubles(labels, rows, batch.label[ranking], ScoredBatch.ABSENT, batch.size);
            });
        }
    }

    private void whole(Expression output, java.util.function.Function<ScoredBatch, long[]> target) {
        Vector<long[]> numbers = program.longs(output);
        add((rows, batch) -> {
            long[] from = numbers.values(rows);
            long[] to = target.apply(batch);
            for (int i = 0; i < batch.size; i++) {
                to[i] = from[selected[i]];
            }
        });
    }

    private void integers(Expression output, java.util.function.Function<ScoredBatch, int[]> target) {
        Vector<long[]> numbers = program.longs(output);
        add((rows, batch) -> {
            long[] from = numbers.values(rows);
            int[] to = target.apply(batch);
            for (int i = 0; i < batch.size; i++) {
                to[i] = (int) from[selected[i]];
            }
        });
    }

    private void doubles(Vector<double[]> numbers, BatchRows rows, double[] to, double absent, int size) {
        double[] from = numbers.values(rows);
        boolean[] nulls = numbers.nulls(rows);
        if (nulls == null) {
            for (int i = 0; i < size; i++) {
                to[i] = from[selected[i]];
            }
            return;
        }
        for (int i = 0; i < size; i++) {
            int row = selected[i];
            to[i] = nulls[row] ? absent : from[row];
        }
    }

    private void fingerprints(long[] from, ScoredBatch batch) {
        for (int i = 0; i < batch.size; i++) {
            batch.labels[i] = LabelFingerprint.of(from[selected[i]]);
        }
    }

    private void codes(int[] from, int[] to, int size) {
        for (int i = 0; i < size; i++) {
            to[i] = from[selected[i]];
        }
    }

    private void texts(int[] from, Dictionary dictionary, double[] to, int size) {
        int none = dictionary.known(null);
        for (int i = 0; i < size; i++) {
            int code = from[selected[i]];
            to[i] = code == none ? ScoredBatch.ABSENT : code;
        }
    }

    /** Fills the columns of a batch and gives how many rows it has. */
    int fill(BatchRows rows, ScoredBatch batch) {
        batch.size = select(rows);
        for (Filling filling : fillings) {
            filling.fill(rows, batch);
        }
        Arrays.fill(batch.odd, 0, batch.size, null);
        byte[] usables = usable.values(rows);
        byte[] labels = labelsOnly.values(rows);
        odd = odd.length < batch.size ? new boolean[batch.size] : odd;
        for (int i = 0; i < batch.size; i++) {
            odd[i] = usables[selected[i]] != Truths.TRUE
                    || labels[selected[i]] != Truths.FALSE
                    || recorded.contains(batch.idHigh[i]);
        }
        for (Reason reason : reasons) {
            fill(reason, rows, batch);
        }
        return batch.size;
    }

    private void fill(Reason reason, BatchRows rows, ScoredBatch batch) {
        double[] losses = batch.loss[reason.loss()];
        int[] to = batch.reason[reason.loss()];
        for (int i = 0; i < batch.size; i++) {
            boolean asked = Double.isNaN(losses[i]) && !odd[i];
            to[i] = asked ? reason.expression().code(rows.row(selected[i]), batch.dictionaries.reasons()) : 0;
        }
    }

    /** The rows that pass the filter. */
    private int select(BatchRows rows) {
        if (selected.length < rows.size()) {
            selected = new int[rows.size()];
        }
        byte[] passes = filter == null ? null : filter.values(rows);
        int size = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (passes == null || passes[i] == Truths.TRUE) {
                selected[size++] = i;
            }
        }
        return size;
    }

    /** Whether a row is to be taken as a row. */
    boolean isOdd(int i) {
        return odd[i];
    }

    /** The row of the scan from which a row of the result comes. */
    int row(int i) {
        return selected[i];
    }
}
