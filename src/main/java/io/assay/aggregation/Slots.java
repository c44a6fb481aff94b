package io.assay.aggregation;

import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the places in which rows are added. */
final class Slots {

    private final CellFinder finder;
    private final Map<Cell, Integer> known = new HashMap<>();
    private final List<Cell> cells = new ArrayList<>();
    private int[] found = new int[16];

    Slots(ScoredSchema schema, List<String> partitionNames, Slicing slicing, Dictionaries dictionaries) {
        this.finder = new CellFinder(partitionNames, slicing);
    }

    /** Finds the slots of a row; gives how many there are. */
    int find(ScoredBatch batch, int row) {
        List<Cell> own = finder.of(batch, row);
        if (own.size() > found.length) {
            found = new int[2 * own.size()];
        }
        for (int i = 0; i < own.size(); i++) {
            found[i] = known.computeIfAbsent(own.get(i), cell -> {
                cells.add(cell);
                return cells.size() - 1;
            });
        }
        return own.size();
    }

    int[] found() {
        return found;
    }

    int size() {
        return cells.size();
    }

    RollUp rollUp() {
        int[][] cellsOf = new int[cells.size()][];
        for (int i = 0; i < cellsOf.length; i++) {
            cellsOf[i] = new int[] {i};
        }
        return new RollUp(cells, cellsOf);
    }
}
