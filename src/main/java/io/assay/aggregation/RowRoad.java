package io.assay.aggregation;

import io.assay.cost.Buckets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Gathers scored rows of any source into batches: the road that is open to every plan. */
final class RowRoad<T> implements Iterator<ScoredBatch> {

    private final ScoredLayout layout;
    private final ScoredSchema schema;
    private final Iterator<T> rows;
    private final Function<T, RowValues> values;
    private final Dictionaries dictionaries;
    private final ScoredBatch batch;

    private RowRoad(ScoredLayout layout, Iterator<T> rows, Function<T, RowValues> values) {
        this.layout = layout;
        this.schema = layout.schema();
        this.rows = rows;
        this.values = values;
        this.dictionaries = new Dictionaries(schema);
        this.batch = new ScoredBatch(schema, dictionaries, ScoredBatch.CAPACITY);
    }

    /** Of rows as Spark holds them inside. */
    static Iterator<ScoredBatch> ofInternal(ScoredLayout layout, Iterator<InternalRow> rows) {
        return new RowRoad<>(layout, rows, new RowValues.Internal()::of);
    }

    /** Of rows as Spark gives them to everyone. */
    static Iterator<ScoredBatch> ofPublic(ScoredLayout layout, Iterator<Row> rows) {
        return new RowRoad<>(layout, rows, new RowValues.Public()::of);
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    /** The next rows, in the same batch as the rows before, which are gone. */
    @Override
    public ScoredBatch next() {
        if (!rows.hasNext()) {
            throw new NoSuchElementException();
        }
        int size = 0;
        while (size < batch.capacity() && rows.hasNext()) {
            take(values.apply(rows.next()), size++);
        }
        batch.size = size;
        return batch;
    }

    private void take(RowValues row, int to) {
        batch.idHigh[to] = row.whole(ScoredLayout.ID_HIGH);
        batch.idLow[to] = row.whole(ScoredLayout.ID_LOW);
        if (schema.clustered()) {
            batch.clusterHigh[to] = row.whole(ScoredLayout.CLUSTER_HIGH);
            batch.clusterLow[to] = row.whole(ScoredLayout.CLUSTER_LOW);
        }
        batch.version[to] = row.code(ScoredLayout.VERSION, dictionaries.versions());
        batch.weight[to] = row.isNull(ScoredLayout.WEIGHT) ? Double.NaN : row.number(ScoredLayout.WEIGHT);
        if (schema.bucketed()) {
            String unit = row.text(ScoredLayout.UNIT);
            batch.bucket[to] = unit == null ? 0 : (byte) Buckets.of(unit);
        }
        batch.read[to] = row.integer(ScoredLayout.READ);
        batch.matchedLabels[to] = row.integer(ScoredLayout.MATCHED_LABELS);
        for (int i = 0; i < schema.coordinates(); i++) {
            batch.coordinate[i][to] = row.code(layout.coordinate(i), dictionaries.coordinate(i));
        }
        takeLosses(row, to);
        takeMetrics(row, to);
        batch.odd[to] = odd(row);
    }

    private void takeLosses(RowValues row, int to) {
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

    private void takeMetrics(RowValues row, int to) {
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
