package io.assay.comparison;

/** What one comparison found: a row of the decision table, with the verdict that follows from it. */
public enum Finding {
    EQUIVALENT(Verdict.PASS),
    UNRELIABLE(Verdict.INCONCLUSIVE),
    WORSE_MATERIAL(Verdict.FAIL),
    WORSE_NEGLIGIBLE(Verdict.PASS),
    WORSE_SIZE_UNKNOWN(Verdict.INCONCLUSIVE),
    BETTER_MATERIAL(Verdict.PASS),
    BETTER_NEGLIGIBLE(Verdict.PASS),
    BETTER(Verdict.PASS),
    NON_INFERIOR(Verdict.PASS),
    INCONCLUSIVE(Verdict.INCONCLUSIVE),
    NOT_COMPARABLE(Verdict.NOT_COMPARABLE);

    private final Verdict verdict;

    Finding(Verdict verdict) {
        this.verdict = verdict;
    }

    /** The verdict that follows. */
    public Verdict verdict() {
        return verdict;
    }
}
