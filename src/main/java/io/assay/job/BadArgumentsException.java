package io.assay.job;

/** Arguments of a command that do not fit each other or what is there. */
final class BadArgumentsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadArgumentsException(String message) {
        super(message);
    }
}
