package io.assay.comparison;

import io.assay.dimension.Cell;
import java.util.Optional;

/**
 * A rule that a candidate must not break: its harm under one loss or metric in one cell stays below a margin, or its own
 * value keeps a limit.
 *
 * @param loss the loss or metric, as the configuration names it
 * @param cell partition and slice
 * @param hard whether breaking it fails the candidate; otherwise it only warns
 * @param margin the largest tolerable harm; 0 with a limit
 * @param limit what the candidate's own value must keep; empty for a comparison with the baseline
 */
public record Gate(String loss, Cell cell, boolean hard, Margin margin, Optional<Limit> limit) {

    /** A gate on the difference from the baseline. */
    public Gate(String loss, Cell cell, boolean hard, Margin margin) {
        this(loss, cell, hard, margin, Optional.empty());
    }

    /** A gate on the candidate's own value. */
    public Gate(String loss, Cell cell, boolean hard, Limit limit) {
        this(loss, cell, hard, Margin.absolute(0), Optional.of(limit));
    }
}
