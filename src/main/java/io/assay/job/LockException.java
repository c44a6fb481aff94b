package io.assay.job;

/** The lock of a result is held by another run, or was lost to one. */
final class LockException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LockException(String message) {
        super(message);
    }
}
