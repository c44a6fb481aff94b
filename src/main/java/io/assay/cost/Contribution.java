package io.assay.cost;

import io.assay.dimension.Cell;

/**
 * What one part adds to the cost of a weighted sum of losses.
 *
 * @param cell partition and slice
 * @param modelVersion the version that predicted
 * @param loss the sum
 * @param part the loss that is one of its parts
 * @param weight of the part
 * @param rows that the sum is scored on
 * @param partCost the cost of the part over those rows, before it is weighted
 * @param contribution weight · partCost
 * @param cost of the sum
 */
public record Contribution(
        Cell cell,
        String modelVersion,
        String loss,
        String part,
        double weight,
        long rows,
        double partCost,
        double contribution,
        double cost) {}
