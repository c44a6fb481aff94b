package io.assay.comparison;

import java.util.Optional;

/**
 * One gate's outcome for one candidate against one baseline.
 *
 * @param loss the gated loss
 * @param slice the slice it reads, {@code all} or {@code column=value}
 * @param partition the partition it reads
 * @param hard whether a failure fails the candidate; a soft gate only warns
 * @param formula the rule in words and symbols, such as {@code upper(difference) < margin 0.002 (absolute)}
 * @param sentence what was found, with the numbers, for a person
 * @param verdict after the correction over all hard gates
 * @param comparison the line it was read from; empty when the cell has no rows
 */
public record GateResult(
        String loss,
        String slice,
        String partition,
        String baseline,
        String candidate,
        boolean hard,
        String formula,
        String sentence,
        Verdict verdict,
        Optional<Comparison> comparison) {}
