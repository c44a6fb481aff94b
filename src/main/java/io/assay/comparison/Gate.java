package io.assay.comparison;

import io.assay.dimension.Cell;

/**
 * A rule that a candidate must not break: its harm under one loss in one cell stays below a margin.
 *
 * @param loss as the configuration names it
 * @param cell partition and slice
 * @param hard whether breaking it fails the candidate; otherwise it only warns
 * @param margin the largest tolerable harm
 */
public record Gate(String loss, Cell cell, boolean hard, Margin margin) {}
