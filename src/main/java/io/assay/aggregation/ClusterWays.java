package io.assay.aggregation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.assay.input.Conformed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Scored rows that hang together in two ways, kept from the one read of the sources so that they can be tallied thrice: by
 * the crossing of both ways, and by either. What is kept of a row is what a tally needs, the columns of {@link ScoredLayout},
 * and the fingerprints of both clusters.
 */
final class ClusterWays implements AutoCloseable {

    /** Where a way's columns stand in a scored row, those of the crossing being there when it is scored. */
    private static final List<Integer> PLACES =
            List.of(ScoredLayout.CLUSTER_HIGH, ScoredLayout.CLUSTER_LOW, ScoredLayout.UNIT);

    private static final List<String> CLUSTERS = List.of(Conformed.ONE_CLUSTER, Conformed.OTHER_CLUSTER);

    private final Dataset<Row> kept;

    private ClusterWays(Dataset<Row> kept) {
        this.kept = kept;
    }

    /** The further columns of a scored row: for either way what {@link #PLACES} are. */
    static List<Column> columns(ScoredSchema schema) {
        List<Column> columns = new ArrayList<>();
        for (String cluster : CLUSTERS) {
            columns.add(FingerprintColumns.high(col(cluster)));
            columns.add(FingerprintColumns.low(col(cluster)));
            columns.add(schema.bucketed() ? col(cluster) : lit(null).cast("string"));
        }
        return columns;
    }

    /** Keeps rows as they pass for the first time; on disk, as the memory is needed to bring them together. */
    static ClusterWays of(Dataset<Row> scored) {
        return new ClusterWays(scored.persist(StorageLevel.DISK_ONLY()));
    }

    /** How many ways there are besides their crossing. */
    static int count() {
        return CLUSTERS.size();
    }

    /** The rows by the crossing. */
    Dataset<Row> crossed() {
        return kept.select(own().map(kept::col).toArray(Column[]::new));
    }

    /** The rows by one of the ways. */
    Dataset<Row> of(int way) {
        int first = kept.columns().length - PLACES.size() * (CLUSTERS.size() - way);
        return kept.select(own().map(name -> {
                    int place = PLACES.stream().map(ScoredLayout::name).toList().indexOf(name);
                    return place < 0
                            ? kept.col(name)
                            : kept.col(ScoredLayout.name(first + place)).as(name);
                })
                .toArray(Column[]::new));
    }

    private Stream<String> own() {
        String[] all = kept.columns();
        return Arrays.stream(all).limit(all.length - (long) PLACES.size() * CLUSTERS.size());
    }

    /** Gives back what was kept. */
    @Override
    public void close() {
        kept.unpersist(false);
    }
}
