package io.assay.aggregation;

import io.assay.dimension.Cell;
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
 * @param areas area under the ROC curve by cell and version, where it was asked for
 * @param quantiles exact quantiles by cell, version and index of the loss
 * @param read rows that the dataset's (or the predictions') sources gave, counted where they were read
 * @param readLabels the same for the labels' side of a join
 * @param scans how often the sources were read
 */
public record Tallied(
        SortedMap<Cell, CellTally> cells,
        Counts counts,
        Dataset<Row> quarantined,
        Map<Place, Area> areas,
        Map<Place, Double> quantiles,
        long read,
        long readLabels,
        int scans) {

    /** A version's sequence of values in a cell; {@code loss} is -1 for the scores of ROC AUC. */
    public record Place(Cell cell, String version, int loss) {}

    /** An area under the ROC curve, with what it was read from. */
    public record Area(double value, long rows, double weight) {}

    /** The tally of one cell. */
    public Optional<CellTally> cell(Cell cell) {
        return Optional.ofNullable(cells.get(cell));
    }
}
