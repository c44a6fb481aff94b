package io.assay.report;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.GateResult;
import io.assay.cost.RowAccount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The hostile evaluation with everything repeated, every name different and long. */
final class Hostile {

    private Hostile() {}

    static Evaluation atLength(int length) {
        Evaluation one = Midterms.hostile();
        List<CandidateVerdict> verdicts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        SortedMap<String, Long> reasons = new TreeMap<>();
        SortedMap<String, SortedMap<String, Long>> unscored = new TreeMap<>();
        CandidateVerdict verdict = one.verdicts().get(0);
        GateResult gate = verdict.gates().get(0);
        for (int i = 0; i < length; i++) {
            names.add(i + "@".repeat(100) + Midterms.HOSTILE.repeat(20));
            reasons.put(names.get(i), 1L);
        }
        for (int i = 0; i < 50; i++) {
            unscored.put(names.get(i), reasons);
            verdicts.add(new CandidateVerdict(
                    names.get(0), names.get(i), verdict.verdict(), names, Collections.nCopies(length / 50, gate)));
        }
        RowAccount account = new RowAccount(names.get(1), length, 0, 0, reasons, 0, 0, 0, unscored);
        return new Evaluation(
                names.get(0),
                names.get(1),
                one.alpha(),
                names,
                names,
                names,
                one.verdict(),
                verdicts,
                one.costs(),
                one.comparisons(),
                one.metrics(),
                List.of(account, account, account),
                names,
                one.provenance());
    }
}
