package io.assay.aggregation;

import io.assay.cost.Buckets;
import org.jspecify.annotations.Nullable;

/** Puts scored rows, one by one, into batches. */
final class RowTaking {

    private final ScoredLayout layout;
    private final ScoredSchema schema;
    private final Dictionaries dictionaries;

    RowTaking(ScoredLayout layout, Dictionaries dictionaries) {
        this.layout = layout;
        this.schema = layout.schema();
        this.dictionaries = dictionaries;
    }

    /** Puts a row into the place of another. */
    void take(RowValues row, ScoredBatch batch, int to) {
        batch.idHigh[to] = row.whole(ScoredLayout.ID_HIGH);
        batch.idLow[to] = row.whole(ScoredLayout.ID_LOW);
        if (schema.clustered()) {
            batch.clusterHigh[to] = row.whole(ScoredLayout.CLUSTER_HIGH);
            batch.clusterLow[to] = row.whole(ScoredLayout.CLUSTER_LOW);
        }
        if (schema.hasNamedSamples()) {
            batch.sampleHigh[to] = row.whole(ScoredLayout.SAMPLE_HIGH);
            batch.sampleLow[to] = row.whole(ScoredLayout.SAMPLE_LOW);
        }
        batch.version[to] = row.code(ScoredLayout.VERSION, dictionaries.versions());
        batch.weight[to] = row.isNull(ScoredLayout.WEIGHT) ? Double.NaN : row.number(ScoredLayout.WEIGHT);
        if (schema.bucketed()) {
            String unit = row.text(ScoredLayout.UNIT);
            batch.bucket[to] = unit == null ? 0 : (byte) Buckets.of(unit);
        }
        batch.read[to] = row.integer(ScoredLayout.READ);
        batch.matchedLabels[to] = row.integer(ScoredLayout.MATCHED_LABELS);
        if (schema.labelled()) {
            batch.labels[to] = LabelFingerprint.of(row.whole(ScoredLayout.LABELS));
        }
        for (int i = 0; i < schema.coordinates(); i++) {
            batch.coordinate[i][to] = row.code(layout.coordinate(i), dictionaries.coordinate(i));
        }
        takeLosses(row, batch, to);
        takeMetrics(row, batch, to);
        batch.odd[to] = odd(row);
    }

    private void takeLosses(RowValues row, ScoredBatch batch, int to) {
        for (int i = 0; i < schema.losses(); i++) {
            boolean none = row.isNull(layout.loss(i));
            batch.loss[i][to] = none ? Double.NaN : row.number(layout.loss(i));
            batch.reason[i][to] = none ? row.code(layout.reason(i), dictionaries.reasons()) : 0;
            double[] denominators = batch.denominator[i];
            if (denominators != null) {
                denominators[to] = orAbsent(row, layout.denominator(i));
            }
        }
    }

    private void takeMetrics(RowValues row, ScoredBatch batch, int to) {
        for (int i = 0; i < schema.values(); i++) {
            int place = layout.value(i);
            if (!schema.textual().get(i)) {
                batch.value[i][to] = orAbsent(row, place);
            } else {
                batch.value[i][to] = row.isNull(place) ? ScoredBatch.ABSENT : row.code(place, dictionaries.value(i));
            }
        }
        for (int i = 0; i < schema.rankings(); i++) {
            batch.score[i][to] = orAbsent(row, layout.score(i));
            batch.label[i][to] = orAbsent(row, layout.label(i));
        }
    }

    private static double orAbsent(RowValues row, int place) {
        return row.isNull(place) ? ScoredBatch.ABSENT : row.number(place);
    }

    private static @Nullable OddRow odd(RowValues row) {
        String status = row.text(ScoredLayout.STATUS);
        boolean fated = !row.isNull(ScoredLayout.FATES);
        boolean labelsOnly = row.flag(ScoredLayout.LABELS_ONLY);
        if (status == null && !fated && !labelsOnly) {
            return null;
        }
        String id = row.text(ScoredLayout.ID);
        return new OddRow(status, labelsOnly, id == null ? "" : id, fated ? row.fates(ScoredLayout.FATES) : null);
    }
}
