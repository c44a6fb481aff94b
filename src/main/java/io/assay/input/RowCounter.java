package io.assay.input;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;

/**
 * Counts the rows of one source where they are read, without a read of its own. Spark's {@code Observation} would do the
 * same, but logs every later query of the session that does not fit its columns as an error of its own, and planning
 * asks such questions.
 */
public final class RowCounter implements AutoCloseable {

    private static final AtomicLong COUNTERS = new AtomicLong();
    private static final String ROWS = "rows";
    private static final long PATIENCE_SECONDS = 30;

    private final Dataset<Row> source;
    private final String name = "assay rows " + COUNTERS.incrementAndGet();
    private final CompletableFuture<Long> passed = new CompletableFuture<>();
    private final Listener listener = new Listener();

    RowCounter(Dataset<Row> source) {
        this.source = source;
    }

    /** The source's rows, counted as they pass. */
    Dataset<Row> counted() {
        return source.observe(name, count(lit(1)).as(ROWS));
    }

    /** Listens, from now on, to the queries that read {@link #counted}. */
    public void listen() {
        source.sparkSession().listenerManager().register(listener);
    }

    /**
     * The rows that passed in the first query since {@link #listen}; empty if Spark did not tell. Too many where it had to
     * read a part twice, because an executor was lost. {@link #recounted} always tells.
     */
    public OptionalLong passed() {
        try {
            return OptionalLong.of(passed.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            return OptionalLong.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A count is never completed with a failure", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the rows read were counted", e);
        }
    }

    /** The rows of the source, read again. */
    public long recounted() {
        return source.count();
    }

    @Override
    public void close() {
        source.sparkSession().listenerManager().unregister(listener);
    }

    private final class Listener implements QueryExecutionListener {

        /** Spark marks its own field as guarded by a lock, and with it the public method that reads it. */
        @Override
        @SuppressWarnings("GuardedBy")
        public void onSuccess(String function, QueryExecution query, long nanoseconds) {
            var rows = query.observedMetrics().get(name);
            if (rows.isDefined()) {
                passed.complete(rows.get().getLong(0));
            }
        }

        @Override
        public void onFailure(String function, QueryExecution query, Exception failure) {
            // Whoever asked the query learns of it.
        }
    }
}
