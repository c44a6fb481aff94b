package io.assay.aggregation;

import io.assay.cost.PairedQuantiles;
import io.assay.cost.QuantileBounds;
import io.assay.dimension.Cell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What one pass found.
 *
 * @param cells the tallies of every cell with rows
 * @param counts where every row went
 * @param quarantined the rows set aside: {@code side, reason, model_version, id, record}
 * @param ranked what was read off ranked rows
 * @param quantiles exact quantiles by cell, version and index of the loss
 * @param pairedQuantiles the same of both sides on the rows that they share
 * @param read rows that the dataset's (or the predictions') sources gave, counted where they were read
 * @param readLabels the same for the labels' side of a join
 * @param scans how often the sources were read
 * @param road how rows were read, and why not faster, in a few words
 * @param ways where rows hang together in two ways, what was found by either, this being by their crossing; else empty
 */
public record Tallied(
        SortedMap<Cell, CellTally> cells,
        Counts counts,
        Dataset<Row> quarantined,
        RankedValues ranked,
        Map<Place, QuantileBounds> quantiles,
        Map<PairPlace, PairedQuantiles> pairedQuantiles,
        long read,
        long readLabels,
        int scans,
        String road,
        List<Tallied> ways) {

    public Tallied {
        ways = List.copyOf(ways);
    }

    /** What was found by one way to cluster at most. */
    public Tallied(
            SortedMap<Cell, CellTally> cells,
            Counts counts,
            Dataset<Row> quarantined,
            RankedValues ranked,
            Map<Place, QuantileBounds> quantiles,
            Map<PairPlace, PairedQuantiles> pairedQuantiles,
            long read,
            long readLabels,
            int scans,
            String road) {
        this(cells, counts, quarantined, ranked, quantiles, pairedQuantiles, read, readLabels, scans, road, List.of());
    }

    /** The same rows with what was found by either way to cluster them; of that, cells and ranked values count. */
    Tallied withWays(List<Tallied> others) {
        return new Tallied(
                cells, counts, quarantined, ranked, quantiles, pairedQuantiles, read, readLabels, scans, road, others);
    }

    /** The same run with other tallies and what was read off ranked rows with them. */
    Tallied with(SortedMap<Cell, CellTally> others, RankedValues otherwise) {
        return new Tallied(others, counts, quarantined, otherwise, Map.of(), Map.of(), read, readLabels, scans, road);
    }

    /** The same run with cells and counts that were stored, in place of its own and of what is read from sorted rows. */
    public Tallied withStored(SortedMap<Cell, CellTally> stored, Counts counted) {
        return new Tallied(
                stored, counted, quarantined, RankedValues.none(), Map.of(), Map.of(), read, readLabels, scans, road);
    }

    /** A version's sequence of losses in a cell, by the index of the loss. */
    public record Place(Cell cell, String version, int index) {}

    /** A pair's sequences of losses in a cell. */
    public record PairPlace(Cell cell, VersionPair pair, int loss) {}

    /** The tally of one cell. */
    public Optional<CellTally> cell(Cell cell) {
        return Optional.ofNullable(cells.get(cell));
    }
}
