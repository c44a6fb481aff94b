package io.assay.curve;

/** Whether something was found in a curve. */
public enum State {
    FOUND,
    NOT_FOUND,
    /** The points do not allow to say. */
    UNKNOWN
}
