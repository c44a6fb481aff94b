package io.assay.aggregation;

/** Arguments for which a loss is not defined, in a strict SQL function. */
public final class LossDomainException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    LossDomainException(String message) {
        super(message);
    }
}
