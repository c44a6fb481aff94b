package io.assay.spark;

import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;

/** Sessions of their own extensions beside the shared one, on the same Spark context. */
public final class Sessions {

    private Sessions() {}

    /** A session that has nothing of Assay's but what {@code extensions} adds; the shared session stays the default. */
    public static SparkSession with(Consumer<SparkSessionExtensions> extensions) {
        SparkSession shared = SharedSession.session();
        SparkSession.clearActiveSession();
        SparkSession.clearDefaultSession();
        try {
            return SparkSession.builder()
                    .withExtensions(new scala.runtime.AbstractFunction1<>() {
                        @Override
                        public scala.runtime.BoxedUnit apply(SparkSessionExtensions given) {
                            extensions.accept(given);
                            return scala.runtime.BoxedUnit.UNIT;
                        }
                    })
                    .getOrCreate();
        } finally {
            SparkSession.setDefaultSession(shared);
            SparkSession.setActiveSession(shared);
        }
    }
}
