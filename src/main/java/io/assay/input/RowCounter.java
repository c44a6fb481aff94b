package io.assay.input;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts the rows of one source where they are read, without a read of its own. Spark's {@code Observation} would do the
 * same, but logs every later query of the session that does not fit its columns as an error of its own, and planning
 * asks such questions.
 */
public final class RowCounter {

    private static final AtomicLong COUNTERS = new AtomicLong();
    private static final String ROWS = "rows";

    private final Dataset<Row> source;
    private final String name = "assay rows " + COUNTERS.incrementAndGet();

    RowCounter(Dataset<Row> source) {
        this.source = source;
    }

    /** The name under which the rows are counted. */
    public String name() {
        return name;
    }

    /** The source's rows, counted as they pass. */
    Dataset<Row> counted() {
        return source.observe(name, count(lit(1)).as(ROWS));
    }

    /**
     * The rows that passed when a query that reads {@link #counted} was run; empty if Spark does not tell. Too many where it
     * had to read a part twice, because an executor was lost. {@link #recounted} always tells.
     */
    @SuppressWarnings("GuardedBy") // Spark marks its own field as guarded, and with it the public method that reads it.
    public OptionalLong passed(Dataset<Row> query) {
        var rows = query.queryExecution().observedMetrics().get(name);
        return rows.isDefined() ? OptionalLong.of(rows.get().getLong(0)) : OptionalLong.empty();
    }

    /** The rows of the source, read again. */
    public long recounted() {
        return source.count();
    }
}
