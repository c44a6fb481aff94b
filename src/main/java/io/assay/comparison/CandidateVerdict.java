package io.assay.comparison;

import java.util.List;

/**
 * The verdict on one candidate against one baseline.
 *
 * @param verdict of the hard gates together
 * @param warnings what to know beside the gates, such as dropped rows; soft gates that did not pass are among the gates
 * @param gates every gate's outcome, hard ones first
 * @param alphaParts the parts that the error α is divided into, of which the claims about this candidate have one
 */
public record CandidateVerdict(
        String baseline,
        String candidate,
        Verdict verdict,
        List<String> warnings,
        List<GateResult> gates,
        long alphaParts) {

    /** For a candidate that has all of α. */
    public CandidateVerdict(
            String baseline, String candidate, Verdict verdict, List<String> warnings, List<GateResult> gates) {
        this(baseline, candidate, verdict, warnings, gates, 1);
    }

    public CandidateVerdict {
        warnings = List.copyOf(warnings);
        gates = List.copyOf(gates);
    }
}
