package io.assay.comparison;

import java.util.Locale;
import java.util.Optional;

/**
 * What a gate looks at, for one candidate against one baseline.
 *
 * @param comparison computed with the gate's margin; empty when the cell has no rows
 * @param pairsSeen pairs of rows in the cell, compared or dropped; 0 when unpaired
 * @param candidateUnscored pairs among them that only the baseline has a loss for
 */
public record GatedComparison(
        Gate gate,
        String baseline,
        String candidate,
        Optional<Comparison> comparison,
        long pairsSeen,
        long candidateUnscored) {

    public GatedComparison {
        comparison.ifPresent(found -> {
            double margin = gate.margin().at(found.baselineCost());
            if (Double.compare(margin, found.margin()) != 0) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "Cannot judge gate %s in %s: compared with margin %s, but the gate's is %s",
                        gate.loss(),
                        gate.cell(),
                        found.margin(),
                        margin));
            }
        });
    }
}
