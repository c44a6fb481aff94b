package io.assay.aggregation;

/** An evaluation has more groups than it may have. The message says which slices have them and what can be done. */
public final class GroupLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GroupLimitException(String message) {
        super(message);
    }
}
