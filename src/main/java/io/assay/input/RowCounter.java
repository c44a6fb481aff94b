package io.assay.input;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;

/** Counts the rows of one source where they are read, without a read of its own. */
public final class RowCounter {

    private static final String ROWS = "rows";

    private final Dataset<Row> source;
    private final Observation observation = new Observation();

    RowCounter(Dataset<Row> source) {
        this.source = source;
    }

    /** The source's rows, counted as they pass. */
    Dataset<Row> counted() {
        return source.observe(observation, count(lit(1)).as(ROWS));
    }

    /**
     * The rows that passed in the first run of a plan over {@link #counted}. Too many where Spark had to read a part
     * twice, because an executor was lost: then {@link #recounted} tells.
     */
    public long passed() {
        try {
            return (Long) observation.getAsJava().getOrDefault(ROWS, 0L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the rows read were counted", e);
        }
    }

    /** The rows of the source, read again. */
    public long recounted() {
        return source.count();
    }
}
