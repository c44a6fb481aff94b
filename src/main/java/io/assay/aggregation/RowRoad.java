package io.assay.aggregation;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** Gathers scored rows of any source into batches: the road that is open to every plan. */
final class RowRoad<T> implements Iterator<ScoredBatch> {

    private final Iterator<T> rows;
    private final Function<T, RowValues> values;
    private final RowTaking taking;
    private final ScoredBatch batch;

    private RowRoad(ScoredLayout layout, Iterator<T> rows, Function<T, RowValues> values) {
        this.rows = rows;
        this.values = values;
        Dictionaries dictionaries = new Dictionaries(layout.schema());
        this.taking = new RowTaking(layout, dictionaries);
        this.batch = new ScoredBatch(layout.schema(), dictionaries, ScoredBatch.CAPACITY);
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
            taking.take(values.apply(rows.next()), batch, size++);
        }
        batch.size = size;
        return batch;
    }
}
