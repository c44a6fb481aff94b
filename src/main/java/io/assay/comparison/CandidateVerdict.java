package io.assay.comparison;

import java.util.List;

/**
 * The verdict on one candidate against one baseline.
 *
 * @param verdict of the hard gates together
 * @param warnings soft gates that did not pass, and notes such as dropped rows
 * @param gates every gate's outcome, hard ones first
 */
public record CandidateVerdict(
        String baseline, String candidate, Verdict verdict, List<String> warnings, List<GateResult> gates) {

    public CandidateVerdict {
        warnings = List.copyOf(warnings);
        gates = List.copyOf(gates);
    }
}
