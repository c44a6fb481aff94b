package io.assay.aggregation;

import io.assay.dimension.Cell;
import java.util.List;

/**
 * Where what was added in slots counts.
 *
 * @param cells all cells
 * @param cellsOf by slot: the indexes of its cells
 */
record RollUp(List<Cell> cells, int[][] cellsOf) {}
