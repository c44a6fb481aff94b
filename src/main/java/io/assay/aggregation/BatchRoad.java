package io.assay.aggregation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/**
 * Scores the rows of a scan column by column; where a row holds several versions, these follow each other. A row
 * with a status is taken as a row, and so is every row of a batch in which a value could not be computed: whether that is a
 * failure, the plan decides for its row as Spark would.
 *
 * <p>A row stands for one row read, so that it has fates of rows only if it has a status.
 */
final class BatchRoad implements Iterator<ScoredBatch> {

    /** After so many batches that failed, the next are not tried. */
    private static final int PATIENCE = 16;

    private final ScoredLayout layout;
    private final Iterator<ColumnarBatch> batches;
    private final boolean countsFiltered;
    private final LongConsumer read;
    private final BatchRows rows;
    private final List<Result> results = new ArrayList<>();
    private final VectorProgram program = new VectorProgram();
    private final RowTaking taking;
    private final ExampleBatches made;
    private int failures;

    /** One of the results of each row, in both ways to it. */
    private static final class Result {
        private final BatchPlan plan;
        private final BatchColumns columns;
        private BatchPlan.@Nullable Rows single;

        Result(BatchPlan plan, BatchColumns columns) {
            this.plan = plan;
            this.columns = columns;
        }

        @Nullable
        InternalRow of(InternalRow row) {
            BatchPlan.Rows own = single == null ? new BatchPlan.Rows(plan) : single;
            single = own;
            return own.of(row);
        }
    }

    private BatchRoad(
            ScoredLayout layout,
            Dictionaries dictionaries,
            List<BatchPlan> plans,
            int partition,
            Iterator<ColumnarBatch> batches,
            boolean countsFiltered,
            LongConsumer read) {
        this.layout = layout;
        this.batches = batches;
        this.countsFiltered = countsFiltered;
        this.read = read;
        this.rows = new BatchRows(plans.get(0).columns(), partition);
        this.taking = new RowTaking(layout, dictionaries);
        for (BatchPlan plan : plans) {
            results.add(new Result(plan, new BatchColumns(layout, plan, program, dictionaries)));
        }
        this.made = new ExampleBatches(layout.schema(), dictionaries, plans.size());
    }

    /**
     * The scored rows of batches; always the same batch, filled anew.
     *
     * @param dictionaries of the task
     * @param plans what is made of each row, of one scan all
     * @param partition the number of the Spark partition among those of all branches
     * @param countsFiltered whether rows that are filtered out are not counted
     * @param read is told how many rows have been read
     */
    static BatchRoad of(
            ScoredLayout layout,
            Dictionaries dictionaries,
            List<BatchPlan> plans,
            int partition,
            Iterator<ColumnarBatch> batches,
            boolean countsFiltered,
            LongConsumer read) {
        return new BatchRoad(layout, dictionaries, plans, partition, batches, countsFiltered, read);
    }

    @Override
    public boolean hasNext() {
        return made.hasNext() || batches.hasNext();
    }

    @Override
    public ScoredBatch next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (!made.hasNext()) {
            make();
        }
        return made.next();
    }

    private void make() {
        rows.next(batches.next());
        if (!countsFiltered) {
            read.accept(rows.size());
        }
        for (int i = 0; i < results.size(); i++) {
            make(results.get(i), made.of(i, rows.size()), made.origins(i));
        }
        if (countsFiltered) {
            read.accept(made.of(0).size);
        }
    }

    private void make(Result result, ScoredBatch batch, int[] origins) {
        if (failures == PATIENCE || !isFilled(result.columns, batch)) {
            takeAll(result, batch, origins);
            return;
        }
        for (int i = 0; i < batch.size; i++) {
            origins[i] = result.columns.row(i);
            if (result.columns.isOdd(i)) {
                InternalRow row = result.of(rows.row(origins[i]));
                if (row == null) {
                    throw new IllegalStateException("A row is filtered in one way and not in the other");
                }
                taking.take(new RowValues.Internal().of(row), batch, i);
            }
        }
    }

    /** Tries to fill the columns. A failure may be of a value that no row asks for; if one does, it comes again by rows. */
    private boolean isFilled(BatchColumns columns, ScoredBatch batch) {
        try {
            batch.size = columns.fill(rows, batch);
            return true;
        } catch (RuntimeException e) {
            failures++;
            return false;
        }
    }

    private void takeAll(Result result, ScoredBatch batch, int[] origins) {
        int size = 0;
        for (int i = 0; i < rows.size(); i++) {
            InternalRow row = result.of(rows.row(i));
            if (row != null) {
                origins[size] = i;
                taking.take(new RowValues.Internal().of(row), batch, size++);
            }
        }
        batch.size = size;
    }

    /** How many batches were taken as rows because a value could not be computed. */
    int failures() {
        return failures;
    }

    /** What Spark computes row by row, as texts for people. */
    List<String> byRow() {
        return program.byRow();
    }
}
