package io.assay.job;

import io.assay.aggregation.Tallied;
import io.assay.aggregation.VersionPair;
import io.assay.comparison.TwoWay;
import io.assay.cost.CostTally;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds what was tallied in one place by two ways to cluster the rows and by their crossing. */
record TwoWayTallies(Tallied tallied) {

    /** Whether rows hang together in two ways. */
    boolean exist() {
        return !tallied.ways().isEmpty();
    }

    /** Of a version; empty where it has no rows in the cell, or rows hang together in one way at most. */
    Optional<TwoWay<CostTally>> costs(Cell cell, String version, int loss) {
        return all(run -> run.cell(cell)
                .flatMap(tally -> Optional.ofNullable(tally.costs().get(version)))
                .map(costs -> costs[loss]));
    }

    /** Of a pair; empty where it has no rows in the cell, or rows hang together in one way at most. */
    Optional<TwoWay<PairTally>> pairs(Cell cell, VersionPair pair, int loss) {
        return all(run -> run.cell(cell)
                .flatMap(tally -> Optional.ofNullable(tally.pairs().get(pair)))
                .map(pairs -> pairs[loss]));
    }

    /** Something of all three; empty where one lacks it. */
    <T> Optional<TwoWay<T>> all(Function<Tallied, Optional<T>> reading) {
        if (!exist()) {
            return Optional.empty();
        }
        List<Tallied> ways = tallied.ways();
        return reading.apply(ways.get(0)).flatMap(one -> reading.apply(ways.get(1))
                .flatMap(other -> reading.apply(tallied).map(crossing -> new TwoWay<>(one, other, crossing))));
    }
}
