package io.assay.comparison;

import io.assay.cost.Aggregate;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;

/** What is compared: two versions in one cell under one loss. */
public record ComparisonKey(
        Cell cell, String loss, Aggregate aggregate, Direction direction, String baseline, String candidate) {

    Findings.Subject subject() {
        return new Findings.Subject(cell, loss, aggregate.name(), direction, baseline, candidate);
    }
}
