package io.assay.aggregation;

import io.assay.dimension.Cell;
import java.util.List;

/**
 * In which cells counts what was added in slots.
 *
 * @param cells every cell that a row counts in, once
 * @param cellsOf by slot, indexes into {@code cells}, none twice
 */
record RollUp(List<Cell> cells, int[][] cellsOf) {

    RollUp {
        cells = List.copyOf(cells);
    }
}
