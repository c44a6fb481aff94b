package io.assay.aggregation;

import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/**
 * Scores the rows of a scan column by column. A row with a status is taken as a row, and so is every row of a batch in
 * which a value could not be computed: whether that is a failure, the plan decides for its row as Spark would.
 *
 * <p>A row stands for one row read, so that it has fates of rows only if it has a status.
 */
final class BatchRoad implements Iterator<ScoredBatch> {

    /** After so many batches that failed, the next are not tried. */
    private static final int PATIENCE = 16;

    private final ScoredSchema schema;
    private final Iterator<ColumnarBatch> batches;
    private final LongConsumer read;
    private final BatchRows rows;
    private final BatchPlan plan;
    private final RowValues.Internal values = new RowValues.Internal();
    private final Dictionaries dictionaries;
    private final RowTaking taking;
    private final BatchColumns columns;
    private BatchPlan.@Nullable Rows single;
    private ScoredBatch batch;
    private int failures;

    private BatchRoad(
            ScoredLayout layout, BatchPlan plan, int partition, Iterator<ColumnarBatch> batches, LongConsumer read) {
        this.schema = layout.schema();
        this.batches = batches;
        this.read = read;
        this.rows = new BatchRows(plan.columns(), partition);
        this.plan = plan;
        this.dictionaries = new Dictionaries(schema);
        this.taking = new RowTaking(layout, dictionaries);
        this.columns = new BatchColumns(layout, plan, dictionaries);
        this.batch = new ScoredBatch(schema, dictionaries, ScoredBatch.CAPACITY);
    }

    /**
     * The scored rows of batches; always the same batch, filled anew.
     *
     * @param partition the number of the Spark partition among those of all branches
     * @param read is told how many rows have been read
     */
    static BatchRoad of(
            ScoredLayout layout, BatchPlan plan, int partition, Iterator<ColumnarBatch> batches, LongConsumer read) {
        return new BatchRoad(layout, plan, partition, batches, read);
    }

    @Override
    public boolean hasNext() {
        return batches.hasNext();
    }

    @Override
    public ScoredBatch next() {
        rows.next(batches.next());
        int size = rows.size();
        read.accept(size);
        if (batch.capacity() < size) {
            batch = new ScoredBatch(schema, dictionaries, size);
        }
        if (failures == PATIENCE || !isFilled()) {
            takeAll();
            return batch;
        }
        for (int i = 0; i < batch.size; i++) {
            if (columns.isOdd(i)) {
                InternalRow result = single(rows.row(columns.row(i)));
                if (result == null) {
                    throw new IllegalStateException("A row is filtered in one way and not in the other");
                }
                taking.take(values.of(result), batch, i);
            }
        }
        return batch;
    }

    /** Tries to fill the columns. A failure may be of a value that no row asks for; if one does, it comes again by rows. */
    private boolean isFilled() {
        try {
            batch.size = columns.fill(rows, batch);
            return true;
        } catch (RuntimeException e) {
            failures++;
            return false;
        }
    }

    /** How many batches were taken as rows because a value could not be computed. */
    int failures() {
        return failures;
    }

    /** What Spark computes row by row, as texts for people. */
    List<String> byRow() {
        return columns.byRow();
    }

    private @Nullable InternalRow single(InternalRow row) {
        BatchPlan.Rows own = single == null ? new BatchPlan.Rows(plan) : single;
        single = own;
        return own.of(row);
    }

    private void takeAll() {
        int size = 0;
        for (int i = 0; i < rows.size(); i++) {
            InternalRow result = single(rows.row(i));
            if (result != null) {
                taking.take(values.of(result), batch, size++);
            }
        }
        batch.size = size;
    }
}
