package io.assay.loss;

/** A value that cannot be decoded as a mask, and why. */
public final class MaskException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    MaskException(Violation violation) {
        super(violation.message());
        this.violation = violation;
    }

    /** The rule that is broken. */
    public Violation violation() {
        return violation;
    }
}
