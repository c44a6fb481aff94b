package io.assay.job;

import java.util.List;

/**
 * A weighted sum of losses with the place where its parts are read.
 *
 * @param loss the index of the sum among the losses
 * @param parts the names of the losses that it adds
 * @param weights one for each
 * @param renormalise whether a row that lacks a part is scored by the others
 * @param tally the index of the parts' tally among those of the metrics
 */
record PlannedSum(int loss, List<String> parts, List<Double> weights, boolean renormalise, int tally) {

    PlannedSum {
        parts = List.copyOf(parts);
        weights = List.copyOf(weights);
    }
}
