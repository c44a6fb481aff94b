package io.assay.comparison;

/** What an evaluation says of a candidate. Ordered from best to worst, so that the worst of several is their maximum. */
public enum Verdict {
    PASS(0),
    INCONCLUSIVE(31),
    FAIL(30),
    NOT_COMPARABLE(32);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The process exit code that repeats this verdict. */
    public int exitCode() {
        return exitCode;
    }

    /** The worse of two. */
    public Verdict worse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
